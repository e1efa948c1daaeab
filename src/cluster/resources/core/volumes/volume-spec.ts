import { deepEqual } from '../../../apimachinery/deep.ts'
import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import { checkLabelValue, checkSubdomain } from '../../../apimachinery/names.ts'
import { parseQuantity, quantityValue } from '../../../apimachinery/quantity.ts'
import type * as types from '../../generated/types.ts'
import { printedMap } from '../../shared/internal-form.ts'
import { checkName, checkWord } from '../../shared/rules.ts'
import { validateNodeSelector } from '../pod-spec/node-selector.ts'
import { validatePositiveAmount, validateAccessModes, VOLUME_MODES } from './claim-spec.ts'
import { validatePersistentSource } from './persistent-sources.ts'

const RECLAIM_POLICIES = ['Delete', 'Recycle', 'Retain'] as const

/**
 * Rules of a volume; `errors` stands at its spec.
 * @param isInline whether it stands in an attachment, where nobody claims it.
 */
export function validateVolumeSpec(spec: types.PersistentVolumeSpec, isInline: boolean, errors: FieldErrors): void {
  if (isInline) forbidInline(spec, errors)
  const { accessModes = [], volumeMode, nodeAffinity, storageClassName, persistentVolumeReclaimPolicy } = spec
  if (accessModes.length === 0) errors.at('accessModes').required()
  validateAccessModes(accessModes, errors.at('accessModes'))
  if (!isInline) validateCapacity(spec.capacity, errors.at('capacity'))
  if (!isInline && persistentVolumeReclaimPolicy)
    checkWord(persistentVolumeReclaimPolicy, RECLAIM_POLICIES, errors.at('persistentVolumeReclaimPolicy'))
  const hasNodeAffinity = !isInline && validateNodeAffinity(nodeAffinity, errors.at('nodeAffinity'))
  validatePersistentSource(spec, hasNodeAffinity, errors)
  if (spec.hostPath?.path === '/' && persistentVolumeReclaimPolicy === 'Recycle')
    errors.at('persistentVolumeReclaimPolicy').forbidden("may not be 'recycle' for a hostPath mount of '/'")
  if (storageClassName && !isInline) checkName(storageClassName, checkSubdomain, errors.at('storageClassName'))
  if (!isInline) checkWord(volumeMode, VOLUME_MODES, errors.at('volumeMode'))
  if (!isInline) validateAttributesClass(spec, errors)
}

const INLINE_TEXT = 'may not be specified in the context of inline volumes'

function forbidInline(spec: types.PersistentVolumeSpec, errors: FieldErrors): void {
  if (Object.keys(spec.capacity ?? {}).length > 0) errors.at('capacity').forbidden(INLINE_TEXT)
  if (!spec.csi) errors.at('csi').required('has to be specified in the context of inline volumes')
  if (spec.storageClassName) errors.at('storageClassName').forbidden(INLINE_TEXT)
  if (spec.claimRef) errors.at('claimRef').forbidden(INLINE_TEXT)
  if (spec.persistentVolumeReclaimPolicy && spec.persistentVolumeReclaimPolicy !== 'Retain')
    errors.at('persistentVolumeReclaimPolicy').forbidden('may only be Retain in the context of inline volumes')
  if (spec.nodeAffinity) errors.at('nodeAffinity').forbidden(INLINE_TEXT)
  if (spec.volumeMode !== undefined && spec.volumeMode !== 'Filesystem')
    errors
      .at('volumeMode')
      .forbidden('may not specify volumeMode other than Filesystem in the context of inline volumes')
}

function validateCapacity(capacity: types.PersistentVolumeSpec['capacity'], errors: FieldErrors): void {
  const names = Object.keys(capacity ?? {})
  if (names.length === 0) errors.required()
  // Verbatim: an amount for anything but storage stands for the whole.
  if (names.length !== 1 || names[0] !== 'storage') errors.notSupported(printedMap(capacity), ['storage'])
  for (const name of names) {
    const quantity = parseQuantity(capacity![name]!)
    if (quantity.nanos < 0n) errors.key(name).invalid(quantityValue(quantity), 'must be a valid resource quantity')
    validatePositiveAmount(capacity![name]!, errors.key(name))
  }
}

/** @returns whether it says something. */
function validateNodeAffinity(affinity: types.VolumeNodeAffinity | undefined, errors: FieldErrors): boolean {
  if (!affinity) return false
  if (affinity.required) validateRequired(affinity.required, errors.at('required'))
  else errors.at('required').required('must specify required node constraints')
  return true
}

function validateRequired(selector: types.NodeSelector, errors: FieldErrors): void {
  validateNodeSelector(selector, false, errors)
  for (const [index, { matchExpressions }] of (selector.nodeSelectorTerms ?? []).entries())
    for (const [number, { values }] of (matchExpressions ?? []).entries())
      for (const [position, value] of (values ?? []).entries())
        checkName(
          value,
          checkLabelValue,
          errors.at('nodeSelectorTerms', index, 'matchExpressions', number, 'values', position),
        )
}

function validateAttributesClass(spec: types.PersistentVolumeSpec, errors: FieldErrors): void {
  const { volumeAttributesClassName: name, csi } = spec
  if (name === undefined) return
  if (name === '') requireClass(errors)
  else checkName(name, checkSubdomain, errors.at('volumeAttributesClassName'))
  if (!csi) errors.at('csi').required('has to be specified when using volumeAttributesClassName')
}

const requireClass = (errors: FieldErrors) =>
  errors.at('volumeAttributesClassName').required('an empty string is disallowed')

const SOURCE_FIELDS = new Set([
  'capacity',
  'accessModes',
  'persistentVolumeReclaimPolicy',
  'claimRef',
  'storageClassName',
  'mountOptions',
  'volumeMode',
  'nodeAffinity',
  'volumeAttributesClassName',
])

/** Where a volume comes from, without what else is said of it. */
export function sourceOf(spec: types.PersistentVolumeSpec): Record<string, unknown> {
  return Object.fromEntries(Object.entries(spec).filter(([field]) => !SOURCE_FIELDS.has(field)))
}

/** Whether two volumes come from the same; the secrets that a growing volume needs may be given later. */
export function hasSameSource(spec: types.PersistentVolumeSpec, old: types.PersistentVolumeSpec): boolean {
  const { csi, ...rest } = sourceOf(spec) as { csi?: types.CSIPersistentVolumeSource }
  if (!csi || !old.csi) return deepEqual(sourceOf(spec), sourceOf(old))
  const before = { ...sourceOf(old), csi: undefined }
  const withSecrets = {
    ...old.csi,
    ...(csi.controllerExpandSecretRef && { controllerExpandSecretRef: csi.controllerExpandSecretRef }),
    ...(csi.nodeExpandSecretRef && { nodeExpandSecretRef: csi.nodeExpandSecretRef }),
  }
  return deepEqual({ ...rest, csi: undefined }, before) && deepEqual(csi, withSecrets)
}
