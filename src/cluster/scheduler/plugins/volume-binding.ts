import type { Clock } from '#base'
import { isReason } from '../../apimachinery/errors.ts'
import { compareQuantity, parseQuantity } from '../../apimachinery/quantity.ts'
import { selectorOf } from '../../apimachinery/selectors.ts'
import type { Client } from '../../client/client.ts'
import {
  PersistentVolume as PersistentVolumes,
  PersistentVolumeClaim as PersistentVolumeClaims,
} from '../../resources/generated/kinds.ts'
import { isMadeFor, notMadeFor } from '../../resources/core/ephemeral-claim.ts'
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../resources/generated/types.ts'
import type { NodeInfo } from '../node-info.ts'
import { refuseForGood, type SchedulerPlugin } from '../plugin.ts'
import type { Snapshot } from '../snapshot.ts'
import { matchesNodeSelector } from '../../apimachinery/node-selector.ts'
import { claimsOf, hasClaims, missingClaim } from './pod-volumes.ts'

const NO_PROVISIONER = 'kubernetes.io/no-provisioner'
const SELECTED_NODE = 'volume.kubernetes.io/selected-node'
const BOUND_BY_CONTROLLER = 'pv.kubernetes.io/bound-by-controller'
const BIND_TIMEOUT_MS = 600_000

interface State {
  snapshot: Snapshot
  bound: PersistentVolume[]
  /** Claims whose class waits for the first consumer. */
  delayed: PersistentVolumeClaim[]
}

/** Lets pods wait for their volumes, keeps them where those are, and chooses volumes for claims that wait for a node. */
export function createVolumeBinding(client: Client, clock: Clock): SchedulerPlugin {
  return {
    name: 'VolumeBinding',
    wakesOn: [
      'node-added',
      'node-labels',
      'node-taints',
      'claim-changed',
      'volume-changed',
      'storage-class-changed',
      'csi-node-changed',
    ],

    preFilter({ pod }, state, snapshot) {
      if (!hasClaims(pod)) return 'skip'
      const found: State = { snapshot, bound: [], delayed: [] }
      for (const claimed of claimsOf(pod, snapshot.objects)) {
        const { name, ephemeral, claim, volume } = claimed
        if (!claim) return refuseForGood(missingClaim(claimed))
        if (ephemeral && !isMadeFor(claim, pod)) return refuseForGood(notMadeFor(claim, pod))
        if (claim.metadata.deletionTimestamp) return refuseForGood(`persistentvolumeclaim "${name}" is being deleted`)
        if (claim.status?.phase === 'Lost')
          return refuseForGood(
            `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${claim.spec!.volumeName}"`,
          )
        if (claim.spec!.volumeName) {
          if (!volume) return refuseForGood('node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)')
          found.bound.push(volume)
        } else if (waitsForConsumer(claim, snapshot)) found.delayed.push(claim)
        else return refuseForGood('pod has unbound immediate PersistentVolumeClaims')
      }
      state.set('VolumeBinding', found)
      return undefined
    },

    filter(_pod, node, state) {
      const { snapshot, bound, delayed } = state.get('VolumeBinding') as State
      for (const volume of bound) {
        const required = volume.spec?.nodeAffinity?.required
        if (required && !matchesNodeSelector(required, node))
          return refuseForGood("node(s) didn't match PersistentVolume's node affinity")
      }
      const choice = choose(delayed, node, snapshot)
      return choice ? undefined : refuseForGood("node(s) didn't find available persistent volumes to bind")
    },

    async preBind({ pod }, nodeName, state) {
      const found = state.get('VolumeBinding') as State | undefined
      if (!found || found.delayed.length === 0) return
      const namespace = pod.metadata.namespace!
      const choice = choose(found.delayed, found.snapshot.byName.get(nodeName)!, found.snapshot) ?? new Map()
      for (const claim of found.delayed) {
        const volume = choice.get(claim) as PersistentVolume | undefined
        if (volume) {
          const { name, uid, resourceVersion } = claim.metadata
          const claimRef = { kind: 'PersistentVolumeClaim', apiVersion: 'v1', namespace, name, uid, resourceVersion }
          // One that was reserved for the claim before is not the binder's to take back.
          const bound = volume.spec!.claimRef ? undefined : { [BOUND_BY_CONTROLLER]: 'yes' }
          const metadata = { ...volume.metadata, annotations: { ...volume.metadata.annotations, ...bound } }
          await client.update(PersistentVolumes, { ...volume, metadata, spec: { ...volume.spec!, claimRef } })
        } else {
          const patch = { metadata: { annotations: { [SELECTED_NODE]: nodeName } } }
          await client.patch(PersistentVolumeClaims, claim.metadata.name, patch, { namespace, type: 'merge' })
        }
      }
      await allBound(client, clock, namespace, found.delayed)
    },
  }
}

function waitsForConsumer(claim: PersistentVolumeClaim, { objects }: Snapshot): boolean {
  const storageClass = objects.storageClasses.get(claim.spec!.storageClassName ?? '')
  return storageClass?.volumeBindingMode === 'WaitForFirstConsumer'
}

/** A free volume for each claim, or none where its class can make one; `undefined` when a claim can have neither on this node. */
function choose(
  claims: readonly PersistentVolumeClaim[],
  node: NodeInfo,
  { objects }: Snapshot,
): Map<PersistentVolumeClaim, PersistentVolume | undefined> | undefined {
  const choice = new Map<PersistentVolumeClaim, PersistentVolume | undefined>()
  const taken = new Set<string>()
  for (const claim of claims) {
    const selected = claim.metadata.annotations?.[SELECTED_NODE]
    // Its provisioner is already at work there.
    if (selected && selected !== node.name) return undefined
    const free = selected ? undefined : smallest(objects.volumes.list(), claim, node, taken)
    const storageClass = objects.storageClasses.get(claim.spec!.storageClassName ?? '')
    if (!free && !provisionsOn(storageClass, node)) return undefined
    if (free) taken.add(free.metadata.name)
    choice.set(claim, free)
  }
  return choice
}

function smallest(
  volumes: readonly PersistentVolume[],
  claim: PersistentVolumeClaim,
  node: NodeInfo,
  taken: ReadonlySet<string>,
): PersistentVolume | undefined {
  const free = volumes.filter((volume) => !taken.has(volume.metadata.name) && fits(volume, claim, node))
  const size = ({ spec }: PersistentVolume) => parseQuantity(spec!.capacity!.storage!)
  return free.find(({ spec }) => spec!.claimRef) ?? free.sort((a, b) => compareQuantity(size(a), size(b)))[0]
}

/** Whether a class can make volumes that a node reaches. */
function provisionsOn(storageClass: StorageClass | undefined, node: NodeInfo): boolean {
  if (!storageClass || storageClass.provisioner === NO_PROVISIONER) return false
  const topologies = storageClass.allowedTopologies ?? []
  return (
    topologies.length === 0 ||
    topologies.some(({ matchLabelExpressions = [] }) =>
      matchLabelExpressions.every(({ key, values }) => values.includes(node.node?.metadata.labels?.[key] ?? '')),
    )
  )
}

function fits({ spec, status, metadata }: PersistentVolume, claim: PersistentVolumeClaim, node: NodeInfo): boolean {
  const wanted = claim.spec!
  const { claimRef } = spec ?? {}
  const isReserved = claimRef?.name === claim.metadata.name && claimRef.namespace === claim.metadata.namespace
  if (!spec || (claimRef && !(isReserved && (!claimRef.uid || claimRef.uid === claim.metadata.uid)))) return false
  if (status?.phase && status.phase !== 'Available') return false
  if ((spec.storageClassName ?? '') !== (wanted.storageClassName ?? '')) return false
  if ((spec.volumeMode ?? 'Filesystem') !== (wanted.volumeMode ?? 'Filesystem')) return false
  if (!wanted.accessModes!.every((mode) => spec.accessModes?.includes(mode))) return false
  if (wanted.selector && !selectorOf(wanted.selector).matches(metadata.labels)) return false
  const storage = wanted.resources?.requests?.storage ?? '0'
  if (compareQuantity(parseQuantity(spec.capacity?.storage ?? '0'), parseQuantity(storage)) < 0) return false
  return !spec.nodeAffinity?.required || matchesNodeSelector(spec.nodeAffinity.required, node)
}

/** Resolves when every claim is bound. @throws Error after ten minutes */
async function allBound(
  client: Client,
  clock: Clock,
  namespace: string,
  claims: readonly PersistentVolumeClaim[],
): Promise<void> {
  const abort = new AbortController()
  const timer = clock.setTimeout(() => abort.abort(), BIND_TIMEOUT_MS)
  const missing = new Set(claims.map(({ metadata }) => metadata.name))
  try {
    for await (const { object } of client.watch(PersistentVolumeClaims, { namespace, signal: abort.signal })) {
      if (object.status?.phase === 'Bound') missing.delete(object.metadata.name)
      if (missing.size === 0) return
    }
  } catch (error) {
    if (!isReason(error, 'Expired')) throw error
  } finally {
    timer.cancel()
    abort.abort()
  }
  throw new Error(`timed out waiting for the condition: binding volumes: ${[...missing].join(', ')}`)
}
