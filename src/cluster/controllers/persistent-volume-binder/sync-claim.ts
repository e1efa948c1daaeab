import { PersistentVolume, PersistentVolumeClaim, Pod, StorageClass } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import type { Index } from '../../client/object-cache.ts'
import type { ReconcileContext } from '../define-controller.ts'
import { bind, BIND_COMPLETED, BOUND_BY_CONTROLLER, setClaimPhase } from './binder-context.ts'
import { bestMatch, classOf, mismatch, refersTo } from './volume-match.ts'
import { provisionerOf } from '../../csi/migration.ts'

const SELECTED_NODE = 'volume.kubernetes.io/selected-node'
const PROVISIONER = 'volume.kubernetes.io/storage-provisioner'
const BETA_PROVISIONER = 'volume.beta.kubernetes.io/storage-provisioner'
const IS_DEFAULT = 'storageclass.kubernetes.io/is-default-class'

/** Volumes by the storage class that they are for; those that are reserved for a claim also by that claim. */
export const candidates: Index<types.PersistentVolume> = (volume) => {
  const reference = volume.spec?.claimRef
  return reference ? [`claim/${reference.namespace}/${reference.name}`] : [`class/${classOf(volume)}`]
}

/** Pods by the claims that they name. */
export const podsByClaim: Index<types.Pod> = ({ metadata, spec }) =>
  (spec?.volumes ?? []).flatMap(({ name, persistentVolumeClaim, ephemeral }) => {
    const claim = persistentVolumeClaim?.claimName ?? (ephemeral ? `${metadata.name}-${name}` : undefined)
    return claim ? [`${metadata.namespace}/${claim}`] : []
  })

/** Looks for a volume for a claim, or sees to it that one is made. */
export async function syncClaim(claim: types.PersistentVolumeClaim, context: ReconcileContext): Promise<void> {
  if (claim.metadata.annotations?.[BIND_COMPLETED]) return syncBound(claim, context)
  const classed = await withDefaultClass(claim, context)
  if (classed.spec?.volumeName) return syncNamed(classed, classed.spec.volumeName, context)
  return syncUnbound(classed, context)
}

/** A claim that names no class gets the default one as soon as there is one. */
async function withDefaultClass(
  claim: types.PersistentVolumeClaim,
  { client, cache }: ReconcileContext,
): Promise<types.PersistentVolumeClaim> {
  if (claim.spec?.storageClassName !== undefined || classOf(claim) || claim.spec?.volumeName) return claim
  const newest = cache(StorageClass)
    .list()
    .filter(({ metadata }) => metadata.annotations?.[IS_DEFAULT] === 'true')
    .sort((a, b) => (a.metadata.creationTimestamp > b.metadata.creationTimestamp ? -1 : 1))[0]
  if (!newest) return claim
  return client.update(PersistentVolumeClaim, {
    ...claim,
    spec: { ...claim.spec, storageClassName: newest.metadata.name },
  })
}

async function syncUnbound(claim: types.PersistentVolumeClaim, context: ReconcileContext): Promise<void> {
  const { cache, events } = context
  const className = classOf(claim)
  const storageClass = cache(StorageClass).get(className)
  const delayed = storageClass?.volumeBindingMode === 'WaitForFirstConsumer'
  const volumes = cache(PersistentVolume)
  const key = `${claim.metadata.namespace}/${claim.metadata.name}`
  const volume = bestMatch(
    claim,
    [...volumes.by(candidates, `claim/${key}`), ...volumes.by(candidates, `class/${className}`)],
    delayed,
  )
  if (volume) return bind(context, volume, claim)
  if (delayed && !claim.metadata.annotations?.[SELECTED_NODE]) {
    const waiting = cache(Pod)
      .by(podsByClaim, key)
      .find(({ spec }) => !spec?.nodeName)
    if (waiting)
      events.event(claim, 'Normal', 'WaitForPodScheduled', `waiting for pod ${waiting.metadata.name} to be scheduled`)
    else
      events.event(claim, 'Normal', 'WaitForFirstConsumer', 'waiting for first consumer to be created before binding')
  } else if (className) return requestVolume(claim, storageClass, context)
  else
    events.event(
      claim,
      'Normal',
      'FailedBinding',
      'no persistent volumes available for this claim and no storage class is set',
    )
  await setClaimPhase(context, claim, 'Pending')
}

/** Names the provisioner that is to make a volume; it watches claims by itself. */
async function requestVolume(
  claim: types.PersistentVolumeClaim,
  storageClass: types.StorageClass | undefined,
  { client, events }: ReconcileContext,
): Promise<void> {
  if (!storageClass)
    return events.event(
      claim,
      'Warning',
      'ProvisioningFailed',
      `storageclass.storage.k8s.io "${classOf(claim)}" not found`,
    )
  const provisioner = provisionerOf(storageClass.provisioner)
  if (provisioner.startsWith('kubernetes.io/'))
    return events.event(claim, 'Warning', 'ProvisioningFailed', `no volume plugin matched name: ${provisioner}`)
  let named = claim
  if (claim.metadata.annotations?.[PROVISIONER] !== provisioner) {
    const annotations = { ...claim.metadata.annotations, [BETA_PROVISIONER]: provisioner, [PROVISIONER]: provisioner }
    named = await client.update(PersistentVolumeClaim, { ...claim, metadata: { ...claim.metadata, annotations } })
  }
  const message = `Waiting for a volume to be created either by the external provisioner '${provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`
  events.event(named, 'Normal', 'ExternalProvisioning', message)
}

/** A claim that asks for one particular volume. */
async function syncNamed(
  claim: types.PersistentVolumeClaim,
  volumeName: string,
  context: ReconcileContext,
): Promise<void> {
  const volume = context.cache(PersistentVolume).get(volumeName)
  if (volume && !volume.spec?.claimRef) {
    const problem = mismatch(volume, claim)
    if (!problem) return bind(context, volume, claim)
    context.events.event(
      claim,
      'Warning',
      'VolumeMismatch',
      `Cannot bind to requested volume "${volumeName}": ${problem}`,
    )
  } else if (volume && refersTo(volume, claim)) return bind(context, volume, claim)
  else if (volume && !claim.metadata.annotations?.[BOUND_BY_CONTROLLER])
    context.events.event(
      claim,
      'Warning',
      'FailedBinding',
      `volume "${volumeName}" already bound to a different claim.`,
    )
  await setClaimPhase(context, claim, 'Pending')
}

async function syncBound(claim: types.PersistentVolumeClaim, context: ReconcileContext): Promise<void> {
  const lose = async (reason: string, message: string) => {
    if (claim.status?.phase !== 'Lost') context.events.event(claim, 'Warning', reason, message)
    await setClaimPhase(context, claim, 'Lost')
  }
  const { volumeName } = claim.spec ?? {}
  if (!volumeName)
    return lose('ClaimLost', 'Bound claim has lost reference to PersistentVolume. Data on the volume is lost!')
  const volume = context.cache(PersistentVolume).get(volumeName)
  if (!volume) return lose('ClaimLost', 'Bound claim has lost its PersistentVolume. Data on the volume is lost!')
  const owner = volume.spec?.claimRef?.uid
  if (!owner || owner === claim.metadata.uid) return bind(context, volume, claim)
  return lose('ClaimMisbound', 'Two claims are bound to the same volume, this one is bound incorrectly')
}
