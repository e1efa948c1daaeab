import { defineResource } from '../define-resource.ts'
import { ResourceClaimTemplate } from '../generated/kinds.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'

export const resourceClaimTemplate = defineResource({
  type: ResourceClaimTemplate,
  returnsDeleted: true,
  generation: 'none',
  columns: [nameColumn, ageColumn],
})
