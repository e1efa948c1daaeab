import { compareQuantity, parseQuantity } from '../../apimachinery/quantity.ts'
import { matchesSelector } from '../../apimachinery/selectors.ts'
import type * as types from '../../resources/generated/types.ts'

const BETA_CLASS = 'volume.beta.kubernetes.io/storage-class'

/** The storage class of a claim or volume; `''` for none. */
export function classOf({ metadata, spec }: types.PersistentVolumeClaim | types.PersistentVolume): string {
  return metadata.annotations?.[BETA_CLASS] ?? spec?.storageClassName ?? ''
}

export function requestOf({ spec }: types.PersistentVolumeClaim): types.Quantity {
  return spec?.resources?.requests?.storage ?? '0'
}

/** Whether a volume refers to a claim, by name, and by uid where it has one. */
export function refersTo({ spec }: types.PersistentVolume, { metadata }: types.PersistentVolumeClaim): boolean {
  const reference = spec?.claimRef
  if (!reference || reference.name !== metadata.name || reference.namespace !== metadata.namespace) return false
  return !reference.uid || reference.uid === metadata.uid
}

/** Why a volume cannot serve a claim that names it, in the words of events. */
export function mismatch(volume: types.PersistentVolume, claim: types.PersistentVolumeClaim): string | undefined {
  if (isTooSmall(volume, claim)) return 'requested PV is too small'
  if (classOf(volume) !== classOf(claim)) return 'storageClassName does not match'
  if (!hasMode(volume, claim)) return 'incompatible volumeMode'
  if (!allowsAccess(volume, claim)) return 'incompatible accessMode'
  return undefined
}

/**
 * The volume that serves a claim best: one that is reserved for it, or the smallest free one that is large enough.
 * @param delayed whether the scheduler chooses among free ones
 */
export function bestMatch(
  claim: types.PersistentVolumeClaim,
  volumes: readonly types.PersistentVolume[],
  delayed: boolean,
): types.PersistentVolume | undefined {
  let best: types.PersistentVolume | undefined
  for (const volume of volumes) {
    if (!hasMode(volume, claim) || volume.metadata.deletionTimestamp || isTooSmall(volume, claim)) continue
    if (refersTo(volume, claim)) return volume
    if (delayed || volume.spec?.claimRef || volume.status?.phase !== 'Available') continue
    if (claim.spec?.selector && !matchesSelector(claim.spec.selector, volume.metadata.labels)) continue
    if (classOf(volume) !== classOf(claim) || !allowsAccess(volume, claim)) continue
    if ((volume.spec?.volumeAttributesClassName ?? '') !== (claim.spec?.volumeAttributesClassName ?? '')) continue
    if (!best || compareQuantity(sizeOf(volume), sizeOf(best)) < 0) best = volume
  }
  return best
}

const sizeOf = ({ spec }: types.PersistentVolume) => parseQuantity(spec?.capacity?.storage ?? '0')

const isTooSmall = (volume: types.PersistentVolume, claim: types.PersistentVolumeClaim) =>
  compareQuantity(sizeOf(volume), parseQuantity(requestOf(claim))) < 0

const hasMode = (volume: types.PersistentVolume, claim: types.PersistentVolumeClaim) =>
  (volume.spec?.volumeMode ?? 'Filesystem') === (claim.spec?.volumeMode ?? 'Filesystem')

const allowsAccess = (volume: types.PersistentVolume, claim: types.PersistentVolumeClaim) =>
  claim.spec?.accessModes?.every((mode) => volume.spec?.accessModes?.includes(mode)) ?? true
