import { defineResource } from '../define-resource.ts'
import { APIService } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'
import { defaultApiService, validateApiService } from './api-service-rules.ts'

export const apiService = defineResource<types.APIService>({
  type: APIService,
  unconditionalUpdate: false,
  generation: 'none',
  nameRule: 'path-segment',
  defaults: defaultApiService,
  validate: validateApiService,
  validateStatusUpdate: () => undefined,
  statusKeepsMetadata: 'all',
  columns: [
    nameColumn,
    {
      name: 'Service',
      value: ({ spec }) => (spec?.service ? `${spec.service.namespace ?? ''}/${spec.service.name ?? ''}` : 'Local'),
    },
    { name: 'Available', value: availableText },
    ageColumn,
  ],
})

function availableText({ status }: types.APIService): string {
  const condition = status?.conditions?.find(({ type }) => type === 'Available')
  if (!condition) return 'Unknown'
  return condition.status === 'True' ? 'True' : `${condition.status} (${condition.reason ?? ''})`
}
