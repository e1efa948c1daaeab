import { defineResource } from '../define-resource.ts'
import { TokenReview } from '../generated/kinds.ts'
import { defaultColumns } from '../shared/columns.ts'

export const tokenReview = defineResource({ type: TokenReview, generation: 'none', columns: defaultColumns })
