import { defineResource } from '../define-resource.ts'
import { ResourceQuota } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'

export const resourceQuota = defineResource<types.ResourceQuota>({
  type: ResourceQuota,
  generation: 'none',
  columns: [
    nameColumn,
    { name: 'Request', value: (quota) => usage(quota, (resource) => !resource.startsWith('limits')) },
    { name: 'Limit', value: (quota) => usage(quota, (resource) => resource.startsWith('limits')) },
    ageColumn,
  ],
})

function usage({ status }: types.ResourceQuota, wanted: (resource: string) => boolean): string {
  return Object.keys(status?.hard ?? {})
    .filter(wanted)
    .toSorted()
    .map((resource) => `${resource}: ${status?.used?.[resource] ?? 0}/${status?.hard?.[resource]}`)
    .join(', ')
}
