import { defineResource } from '../define-resource.ts'
import { ResourceSlice } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'
import { validateSlice } from './slice-rules.ts'

export const resourceSlice = defineResource<types.ResourceSlice>({
  type: ResourceSlice,
  returnsDeleted: true,
  validate: ({ spec }, errors) => validateSlice(spec ?? {}, errors.at('spec')),
  validateUpdate({ spec }, old, errors) {
    const at = errors.at('spec')
    validateSlice(spec ?? {}, at)
    const forbidChange = (value: string | undefined, before: string | undefined, ...path: string[]) => {
      if (value !== before) at.at(...path).invalid(value ?? '', 'field is immutable')
    }
    forbidChange(spec.pool?.name, old.spec.pool?.name, 'pool', 'name')
    forbidChange(spec.driver, old.spec.driver, 'driver')
    forbidChange(spec.nodeName, old.spec.nodeName, 'nodeName')
  },
  selectableFields: {
    'spec.nodeName': ({ spec }) => spec?.nodeName ?? '',
    'spec.driver': ({ spec }) => spec?.driver ?? '',
  },
  unknownFieldText: (field) => `field label not supported for resource.k8s.io/v1, Kind=ResourceSlice: ${field}`,
  columns: [
    nameColumn,
    { name: 'Node', value: ({ spec }) => spec.nodeName ?? '' },
    { name: 'Driver', value: ({ spec }) => spec.driver },
    { name: 'Pool', value: ({ spec }) => spec.pool.name },
    ageColumn,
  ],
})
