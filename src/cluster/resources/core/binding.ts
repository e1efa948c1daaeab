import { defineResource } from '../define-resource.ts'
import { Binding } from '../generated/kinds.ts'
import { defaultColumns } from '../shared/columns.ts'

/** What the scheduler posts to assign a pod to a node; never stored. */
export const binding = defineResource({ type: Binding, generation: 'none', columns: defaultColumns })
