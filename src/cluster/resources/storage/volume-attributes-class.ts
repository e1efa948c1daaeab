import { semanticEqual } from '../../apimachinery/deep.ts'
import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { defineResource } from '../define-resource.ts'
import { VolumeAttributesClass } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'
import { validateParameters, validateProvisioner } from './storage-class.ts'

export const volumeAttributesClass = defineResource<types.VolumeAttributesClass>({
  type: VolumeAttributesClass,
  storageVersion: 'v1beta1',
  returnsDeleted: true,
  generation: 'none',
  validate: validateClass,
  validateUpdate(attributes, old, errors) {
    validateClass(attributes, errors)
    for (const field of ['driverName', 'parameters'] as const)
      if (!semanticEqual(attributes[field] ?? '', old[field] ?? ''))
        errors.at(field).forbidden(`updates to ${field} are forbidden.`)
  },
  columns: [nameColumn, { name: 'DriverName', value: ({ driverName }) => driverName }, ageColumn],
})

function validateClass({ driverName, parameters }: types.VolumeAttributesClass, errors: FieldErrors): void {
  validateProvisioner(driverName, errors.at('driverName'))
  validateParameters(parameters, false, errors.at('parameters'))
}
