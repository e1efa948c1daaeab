import type { ResourceType } from '../apimachinery/object.ts'
import type { InformerFactory } from '../client/informer-factory.ts'
import * as kinds from '../resources/generated/kinds.ts'
import type { Node } from '../resources/generated/types.ts'
import type { SchedulerCache } from './cache.ts'
import type { ClusterChange, ClusterEvent } from './plugin.ts'
import type { SchedulerObjects } from './snapshot.ts'

/** The caches that plugins read. */
export function watchedObjects(informers: InformerFactory): SchedulerObjects {
  return {
    namespaces: informers.of(kinds.Namespace),
    services: informers.of(kinds.Service),
    replicaSets: informers.of(kinds.ReplicaSet),
    replicationControllers: informers.of(kinds.ReplicationController),
    statefulSets: informers.of(kinds.StatefulSet),
    claims: informers.of(kinds.PersistentVolumeClaim),
    volumes: informers.of(kinds.PersistentVolume),
    storageClasses: informers.of(kinds.StorageClass),
    csiNodes: informers.of(kinds.CSINode),
    csiCapacities: informers.of(kinds.CSIStorageCapacity),
    budgets: informers.of(kinds.PodDisruptionBudget),
    deviceClaims: informers.of(kinds.ResourceClaim),
    deviceClasses: informers.of(kinds.DeviceClass),
    slices: informers.of(kinds.ResourceSlice),
  }
}

const WAKERS: readonly [ResourceType, ClusterEvent][] = [
  [kinds.PersistentVolume, 'volume-changed'],
  [kinds.StorageClass, 'storage-class-changed'],
  [kinds.CSINode, 'csi-node-changed'],
  [kinds.ResourceClaim, 'device-claim-changed'],
  [kinds.ResourceSlice, 'resource-slice-changed'],
  [kinds.DeviceClass, 'device-class-changed'],
]

/** Keeps the cache's nodes up to date and tells what happened that may help waiting pods. Returns what ends it. */
export function watchCluster(
  informers: InformerFactory,
  cache: SchedulerCache,
  wake: (change: ClusterChange, revision: number) => void,
): (() => void)[] {
  const nodes = informers.of(kinds.Node).onChange(({ type, object, old, revision }) => {
    if (type === 'deleted') return cache.removeNode(object.metadata.name)
    cache.setNode(object)
    const node = cache.byName.get(object.metadata.name)!
    const labelsBefore = old?.metadata.labels ?? {}
    for (const event of old ? nodeChanges(old, object) : (['node-added'] as const))
      wake({ event, node, labelsBefore }, revision)
  })
  const others = WAKERS.map(([type, event]) => informers.of(type).onChange(({ revision }) => wake({ event }, revision)))
  const claims = informers
    .of(kinds.PersistentVolumeClaim)
    .onChange(({ object, revision }) => wake({ event: 'claim-changed', claim: object }, revision))
  return [nodes, claims, ...others]
}

function nodeChanges(old: Node, node: Node): ClusterEvent[] {
  const changed = (a: unknown, b: unknown) => a !== b && JSON.stringify(a) !== JSON.stringify(b)
  const events: ClusterEvent[] = []
  if (changed(old.status?.allocatable, node.status?.allocatable)) events.push('node-allocatable')
  if (changed(old.metadata.labels, node.metadata.labels)) events.push('node-labels')
  // A node that is closed or opened is one whose taints change.
  const isClosed = ({ spec }: Node) => spec?.unschedulable ?? false
  if (isClosed(old) !== isClosed(node) || changed(old.spec?.taints, node.spec?.taints)) events.push('node-taints')
  return events
}
