import { isReason } from '../../apimachinery/errors.ts'
import { PersistentVolume, PersistentVolumeClaim } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import type { ReconcileContext } from '../define-controller.ts'
import { BOUND_BY_CONTROLLER, PROVISIONED_BY, setVolumePhase } from './binder-context.ts'

/** Sees whether a volume's claim is still there; when it is gone, frees, keeps or deletes the volume as it asks. */
export async function syncVolume(volume: types.PersistentVolume, context: ReconcileContext): Promise<void> {
  const reference = volume.spec?.claimRef
  if (!reference || !reference.uid) return void (await setVolumePhase(context, volume, 'Available'))
  const claim = await claimOf(reference, context)
  if (!claim) return release(volume, context)
  if (claim.spec?.volumeName === volume.metadata.name) await setVolumePhase(context, volume, 'Bound')
  else if (claim.spec?.volumeName) await letGo(volume, context)
}

/** The claim that a volume refers to; asks the server before it counts as gone. */
async function claimOf(
  { namespace = '', name = '', uid }: types.ObjectReference,
  { cache, client }: ReconcileContext,
): Promise<types.PersistentVolumeClaim | undefined> {
  const cached = cache(PersistentVolumeClaim).get(`${namespace}/${name}`)
  if (cached?.metadata.uid === uid) return cached
  try {
    const claim = await client.get(PersistentVolumeClaim, name, { namespace })
    return claim.metadata.uid === uid ? claim : undefined
  } catch (error) {
    if (isReason(error, 'NotFound')) return undefined
    throw error
  }
}

async function release(volume: types.PersistentVolume, context: ReconcileContext): Promise<void> {
  const { phase } = volume.status ?? {}
  const released =
    phase === 'Released' || phase === 'Failed' ? volume : await setVolumePhase(context, volume, 'Released')
  if (volume.spec?.persistentVolumeReclaimPolicy === 'Delete') await deleteVolume(released, context)
}

/** Deletes what the controller itself can delete; volumes of drivers are their own provisioner's business. */
async function deleteVolume(volume: types.PersistentVolume, context: ReconcileContext): Promise<void> {
  const { name, annotations, deletionTimestamp } = volume.metadata
  if (annotations?.[PROVISIONED_BY] || deletionTimestamp) return
  const problem = deletionProblem(volume)
  if (problem) {
    const isNews = volume.status?.phase !== 'Failed' || volume.status.message !== problem
    if (isNews) context.events.event(volume, 'Warning', 'VolumeFailedDelete', problem)
    await setVolumePhase(context, volume, 'Failed', problem)
    return
  }
  try {
    await context.client.delete(PersistentVolume, name)
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error
  }
}

function deletionProblem({ metadata, spec }: types.PersistentVolume): string | undefined {
  if (!spec?.hostPath)
    return `error getting deleter volume plugin for volume "${metadata.name}": no deletable volume plugin matched`
  const { path } = spec.hostPath
  return /^\/tmp\/.+/.test(path) ? undefined : `host_path deleter only supports /tmp/.+ but received provided ${path}`
}

/** A volume that the controller chose for a claim which went elsewhere is free again; one that a person reserved stays reserved. */
async function letGo(volume: types.PersistentVolume, context: ReconcileContext): Promise<void> {
  const { claimRef, ...spec } = volume.spec!
  const { [BOUND_BY_CONTROLLER]: chosen, ...annotations } = volume.metadata.annotations ?? {}
  const { uid: _uid, ...reserved } = claimRef!
  const next = await context.client.update(PersistentVolume, {
    ...volume,
    metadata: { ...volume.metadata, annotations },
    spec: { ...spec, ...(!chosen && { claimRef: reserved }) },
  })
  await setVolumePhase(context, next, 'Available')
}
