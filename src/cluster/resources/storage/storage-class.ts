import { semanticEqual } from '../../apimachinery/deep.ts'
import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkQualifiedName } from '../../apimachinery/names.ts'
import { defineResource } from '../define-resource.ts'
import { StorageClass } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'
import { checkName, checkWord } from '../shared/rules.ts'
import { validateTopologies } from './topologies.ts'

const RECLAIM_POLICIES = ['Delete', 'Retain'] as const
const BINDING_MODES = ['Immediate', 'WaitForFirstConsumer'] as const
const MAX_PARAMETERS = 512
const MAX_PARAMETER_BYTES = 256 * 1024

export const storageClass = defineResource<types.StorageClass>({
  type: StorageClass,
  returnsDeleted: true,
  generation: 'none',
  defaults(storageClass) {
    storageClass.reclaimPolicy ??= 'Delete'
    storageClass.volumeBindingMode ??= 'Immediate'
  },
  validate: validateClass,
  validateUpdate(storageClass, old, errors) {
    for (const field of ['parameters', 'provisioner', 'reclaimPolicy'] as const)
      if (!semanticEqual(storageClass[field] ?? '', old[field] ?? ''))
        errors.at(field).forbidden(`updates to ${field} are forbidden.`)
    const { volumeBindingMode: mode } = storageClass
    if (mode !== old.volumeBindingMode) errors.at('volumeBindingMode').invalid(mode, 'field is immutable')
    validateClass(storageClass, errors)
  },
  columns: [
    {
      ...nameColumn,
      value: ({ metadata }) => `${metadata.name}${isDefault(metadata.annotations) ? ' (default)' : ''}`,
    },
    { name: 'Provisioner', value: ({ provisioner }) => provisioner },
    { name: 'ReclaimPolicy', value: ({ reclaimPolicy }) => reclaimPolicy ?? 'Delete' },
    { name: 'VolumeBindingMode', value: ({ volumeBindingMode }) => volumeBindingMode ?? 'Immediate' },
    { name: 'AllowVolumeExpansion', value: ({ allowVolumeExpansion }) => allowVolumeExpansion ?? false },
    ageColumn,
  ],
})

function isDefault(annotations: Readonly<Record<string, string>> = {}): boolean {
  return (
    annotations['storageclass.kubernetes.io/is-default-class'] === 'true' ||
    annotations['storageclass.beta.kubernetes.io/is-default-class'] === 'true'
  )
}

function validateClass(storageClass: types.StorageClass, errors: FieldErrors): void {
  const { provisioner, parameters, reclaimPolicy, volumeBindingMode, allowedTopologies } = storageClass
  validateProvisioner(provisioner, errors.at('provisioner'))
  validateParameters(parameters, true, errors.at('parameters'))
  if (reclaimPolicy) checkWord(reclaimPolicy, RECLAIM_POLICIES, errors.at('reclaimPolicy'))
  if (volumeBindingMode === undefined) errors.at('volumeBindingMode').required()
  checkWord(volumeBindingMode, BINDING_MODES, errors.at('volumeBindingMode'))
  validateTopologies(allowedTopologies, errors.at('allowedTopologies'))
}

/** Rules of the name of whoever makes volumes; `errors` stands at it. */
export function validateProvisioner(provisioner: string | undefined, errors: FieldErrors): void {
  if (!provisioner) errors.required()
  else checkName(provisioner.toLowerCase(), checkQualifiedName, errors)
}

/** Rules of what is handed to a driver; `errors` stands at it. */
export function validateParameters(
  parameters: Readonly<Record<string, string>> = {},
  mayBeEmpty: boolean,
  errors: FieldErrors,
): void {
  const entries = Object.entries(parameters)
  if (entries.length === 0 && !mayBeEmpty) return errors.required('must contain at least one key/value pair')
  if (entries.length > MAX_PARAMETERS) return errors.tooLong(MAX_PARAMETERS)
  let bytes = 0
  for (const [key, value] of entries) {
    if (key === '') errors.invalid(key, 'field can not be empty.')
    bytes += key.length + value.length
  }
  if (bytes > MAX_PARAMETER_BYTES) errors.tooLong(MAX_PARAMETER_BYTES)
}
