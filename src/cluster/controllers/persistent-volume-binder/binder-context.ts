import { PersistentVolume, PersistentVolumeClaim } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import type { ReconcileContext } from '../define-controller.ts'
import { sameStatus } from '../shared/same-status.ts'

export const BIND_COMPLETED = 'pv.kubernetes.io/bind-completed'
export const BOUND_BY_CONTROLLER = 'pv.kubernetes.io/bound-by-controller'
export const PROVISIONED_BY = 'pv.kubernetes.io/provisioned-by'

type Context = Pick<ReconcileContext, 'client' | 'events'>

/** Writes the phase of a volume, with the reason where there is one. */
export async function setVolumePhase(
  { client }: Context,
  volume: types.PersistentVolume,
  phase: string,
  message?: string,
): Promise<types.PersistentVolume> {
  const { message: _message, ...before } = volume.status ?? {}
  if (volume.status?.phase === phase && (volume.status.message ?? '') === (message ?? '')) return volume
  return client.update(
    PersistentVolume,
    { ...volume, status: { ...before, phase, ...(message && { message }) } },
    { subresource: 'status' },
  )
}

/** Writes the phase of a claim; a bound one shows what it got. */
export async function setClaimPhase(
  { client }: Context,
  claim: types.PersistentVolumeClaim,
  phase: string,
  volume?: types.PersistentVolume,
): Promise<types.PersistentVolumeClaim> {
  const { accessModes: _modes, capacity: before, ...others } = claim.status ?? {}
  const capacity =
    volume && (claim.status?.phase === 'Bound' ? (before ?? volume.spec?.capacity) : volume.spec?.capacity)
  const status: types.PersistentVolumeClaimStatus = {
    ...others,
    phase,
    ...(volume?.spec?.accessModes && { accessModes: volume.spec.accessModes }),
    ...(capacity?.storage !== undefined && { capacity: { storage: capacity.storage } }),
  }
  if (sameStatus(status, claim.status)) return claim
  return client.update(PersistentVolumeClaim, { ...claim, status }, { subresource: 'status' })
}

/** Ties a volume and a claim to each other, step by step, so that a crash in between can be made up for. */
export async function bind(
  context: Context,
  volume: types.PersistentVolume,
  claim: types.PersistentVolumeClaim,
): Promise<void> {
  const { client } = context
  const reserved = await reserve(context, volume, claim)
  const bound = await setVolumePhase(context, reserved, 'Bound')
  const annotations = {
    ...claim.metadata.annotations,
    ...(!claim.spec?.volumeName && { [BOUND_BY_CONTROLLER]: 'yes' }),
    [BIND_COMPLETED]: 'yes',
  }
  const isTied = claim.spec?.volumeName === bound.metadata.name && claim.metadata.annotations?.[BIND_COMPLETED]
  const tied = isTied
    ? claim
    : await client.update(PersistentVolumeClaim, {
        ...claim,
        metadata: { ...claim.metadata, annotations },
        spec: { ...claim.spec, volumeName: bound.metadata.name },
      })
  await setClaimPhase(context, tied, 'Bound', bound)
}

async function reserve(
  { client }: Context,
  volume: types.PersistentVolume,
  claim: types.PersistentVolumeClaim,
): Promise<types.PersistentVolume> {
  const { name, namespace = '', uid, resourceVersion } = claim.metadata
  const before = volume.spec?.claimRef
  if (before?.uid === uid) return volume
  const annotations = { ...volume.metadata.annotations, ...(!before && { [BOUND_BY_CONTROLLER]: 'yes' }) }
  const claimRef = { kind: 'PersistentVolumeClaim', apiVersion: 'v1', namespace, name, uid, resourceVersion }
  return client.update(PersistentVolume, {
    ...volume,
    metadata: { ...volume.metadata, annotations },
    spec: { ...volume.spec!, claimRef },
  })
}
