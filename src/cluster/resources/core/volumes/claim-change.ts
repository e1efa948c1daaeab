import { deepEqual, semanticEqual } from '../../../apimachinery/deep.ts'
import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import { compareQuantity, parseQuantity } from '../../../apimachinery/quantity.ts'
import type * as types from '../../generated/types.ts'
import { valueDiff } from '../../shared/unified-diff.ts'
import { internalValue } from '../pod-spec/internal-pod-spec.ts'

const IMMUTABLE =
  'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims'

/** Rules of a change of a claim; `errors` stands at it. */
export function validateClaimChange(
  claim: types.PersistentVolumeClaim,
  old: types.PersistentVolumeClaim,
  errors: FieldErrors,
): void {
  const [spec, before] = [claim.spec!, old.spec!]
  const at = errors.at('spec')
  const allowed = withAllowedChanges(spec, old)
  if (!semanticEqual(spec, allowed)) {
    const shape = 'PersistentVolumeClaimSpec'
    at.forbidden(`${IMMUTABLE}\n${valueDiff(internalValue(before, shape), internalValue(spec, shape))}`)
  }
  if (isShrunk(spec, old))
    at.at('resources', 'requests', 'storage').forbidden('field can not be less than status.capacity')
  if (spec.volumeMode !== before.volumeMode)
    errors.at('volumeMode').invalid(spec.volumeMode ?? null, 'field is immutable')
  validateClassChange(spec.volumeAttributesClassName, old, at.at('volumeAttributesClassName'))
}

/** What the claim was, with those changes that a claim may make. */
function withAllowedChanges(
  spec: types.PersistentVolumeClaimSpec,
  { spec: before, status }: types.PersistentVolumeClaim,
): types.PersistentVolumeClaimSpec {
  const allowed = { ...before! }
  if (!allowed.volumeName && spec.volumeName) allowed.volumeName = spec.volumeName
  // The default class may come late.
  if (allowed.storageClassName === undefined && spec.storageClassName !== undefined)
    allowed.storageClassName = spec.storageClassName
  const storage = spec.resources?.requests?.['storage']
  if (status?.phase !== 'Bound') return allowed
  if (storage !== undefined)
    allowed.resources = { ...allowed.resources, requests: { ...allowed.resources?.requests, storage } }
  const { volumeAttributesClassName: _, ...rest } = allowed
  const { volumeAttributesClassName: name } = spec
  return name === undefined ? rest : { ...rest, volumeAttributesClassName: name }
}

function isShrunk(
  spec: types.PersistentVolumeClaimSpec,
  { spec: before, status }: types.PersistentVolumeClaim,
): boolean {
  const [wanted, had] = [spec.resources?.requests?.['storage'], before!.resources?.requests?.['storage']]
  const [now, then, has] = [wanted, had, status?.capacity?.['storage']].map((amount) => parseQuantity(amount ?? 0))
  return compareQuantity(now!, then!) < 0 && compareQuantity(now!, has!) <= 0
}

function validateClassChange(
  name: string | undefined,
  { spec, status }: types.PersistentVolumeClaim,
  errors: FieldErrors,
): void {
  const before = spec!.volumeAttributesClassName
  if (deepEqual(name ?? null, before ?? null)) return
  if (name === undefined && status?.currentVolumeAttributesClassName !== undefined)
    errors.forbidden('update to nil is forbidden when status.currentVolumeAttributesClassName is not nil')
}
