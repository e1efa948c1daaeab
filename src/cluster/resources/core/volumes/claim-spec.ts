import { deepEqual } from '../../../apimachinery/deep.ts'
import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import { checkLabel, checkSubdomain, validateAnnotations, validateLabels } from '../../../apimachinery/names.ts'
import { formatQuantity, parseQuantity } from '../../../apimachinery/quantity.ts'
import { validateSelector } from '../../../apimachinery/selectors.ts'
import type * as types from '../../generated/types.ts'
import { checkName, checkWord, requireText } from '../../shared/rules.ts'

export const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'] as const
export const VOLUME_MODES = ['Block', 'Filesystem'] as const

/** What a claim is given when its author says nothing. */
export function defaultClaimSpec(spec: types.PersistentVolumeClaimSpec): void {
  spec.volumeMode ??= 'Filesystem'
}

/** Rules of a claim for storage; `errors` stands at its spec. */
export function validateClaimSpec(spec: types.PersistentVolumeClaimSpec, errors: FieldErrors): void {
  if (!spec.accessModes?.length) errors.at('accessModes').required('at least 1 access mode is required')
  validateSelector(spec.selector, errors.at('selector'))
  validateAccessModes(spec.accessModes ?? [], errors.at('accessModes'))
  const storage = spec.resources?.requests?.['storage']
  if (storage === undefined) errors.at('resources').key('storage').required()
  else validatePositiveAmount(storage, errors.at('resources').key('storage'))
  if (spec.storageClassName) checkName(spec.storageClassName, checkSubdomain, errors.at('storageClassName'))
  checkWord(spec.volumeMode, VOLUME_MODES, errors.at('volumeMode'))
  validateDataSources(spec, errors)
  if (spec.volumeAttributesClassName)
    checkName(spec.volumeAttributesClassName, checkSubdomain, errors.at('volumeAttributesClassName'))
}

/** Rules of access modes; `errors` stands at them. */
export function validateAccessModes(modes: readonly string[], errors: FieldErrors): void {
  for (const mode of modes) checkWord(mode, ACCESS_MODES, errors)
  if (modes.includes('ReadWriteOncePod') && modes.some((mode) => mode !== 'ReadWriteOncePod' && isMode(mode)))
    errors.forbidden('may not use ReadWriteOncePod with other access modes')
}

const isMode = (mode: string) => ACCESS_MODES.some((known) => known === mode)

/** An amount above zero; `errors` stands at it. */
export function validatePositiveAmount(amount: types.Quantity, errors: FieldErrors): void {
  const quantity = parseQuantity(amount)
  if (quantity.nanos <= 0n) errors.invalid(formatQuantity(quantity), 'must be greater than zero')
}

function validateDataSources(
  { dataSource, dataSourceRef }: types.PersistentVolumeClaimSpec,
  errors: FieldErrors,
): void {
  if (dataSource) validateDataSource(dataSource, errors.at('dataSource'))
  if (dataSourceRef) validateDataSource(dataSourceRef, errors.at('dataSourceRef'))
  if (dataSourceRef?.namespace) checkName(dataSourceRef.namespace, checkLabel, errors.at('dataSourceRef', 'namespace'))
  if (!dataSource || !dataSourceRef) return
  if (dataSourceRef.namespace)
    return errors.invalid({}, 'may not be specified when dataSourceRef.namespace is specified')
  const { namespace: _, ...reference } = dataSourceRef
  // Verbatim: the value shown is always empty.
  if (!deepEqual(dataSource, reference)) errors.invalid({}, 'must match dataSourceRef')
}

function validateDataSource({ name, kind, apiGroup }: types.TypedObjectReference, errors: FieldErrors): void {
  requireText(name, errors.at('name'))
  requireText(kind, errors.at('kind'))
  if (!apiGroup) {
    if (kind !== 'PersistentVolumeClaim')
      errors.invalid(kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup")
  } else checkName(apiGroup, checkSubdomain, errors.at('apiGroup'))
}

/** Rules of the claim that an ephemeral volume makes; `errors` stands at `volumeClaimTemplate`. */
export function validateClaimTemplate(template: types.PersistentVolumeClaimTemplate, errors: FieldErrors): void {
  const { metadata = {} } = template
  const at = errors.at('metadata')
  validateAnnotations(metadata.annotations, at.at('annotations'))
  validateLabels(metadata.labels, at.at('labels'))
  for (const [field, value] of Object.entries(metadata))
    if (field !== 'annotations' && field !== 'labels' && value) at.at(field).forbidden('cannot be set')
  validateClaimSpec(template.spec, errors.at('spec'))
}
