import type { Lister } from '../client/object-cache.ts'
import type {
  CSINode,
  CSIStorageCapacity,
  DeviceClass,
  Namespace,
  PersistentVolume,
  PersistentVolumeClaim,
  PodDisruptionBudget,
  ReplicaSet,
  ReplicationController,
  ResourceClaim,
  ResourceSlice,
  Service,
  StatefulSet,
  StorageClass,
} from '../resources/generated/types.ts'
import { NodeChanges } from './node-changes.ts'
import type { NodeInfo } from './node-info.ts'
import type { NominatedPods } from './nominated-pods.ts'

/** The cluster as one scheduling cycle sees it. Nothing changes while a cycle runs, since a cycle never waits. */
export interface Snapshot {
  /** Nodes that exist, in the order in which they are tried: by zone in turn. */
  readonly nodes: readonly NodeInfo[]
  /** What has changed on them since this list was made. */
  readonly changes: NodeChanges
  readonly byName: ReadonlyMap<string, NodeInfo>
  /** Those with pods that have affinity of any sort. */
  readonly withAffinity: ReadonlySet<NodeInfo>
  /** How many nodes have an image, by each of its names. */
  readonly imageHolders: ReadonlyMap<string, number>
  /** Pods that room is kept for. */
  readonly nominated: NominatedPods
  readonly objects: SchedulerObjects
}

/** What plugins read beside nodes and pods. */
export interface SchedulerObjects {
  namespaces: Lister<Namespace>
  services: Lister<Service>
  replicaSets: Lister<ReplicaSet>
  replicationControllers: Lister<ReplicationController>
  statefulSets: Lister<StatefulSet>
  claims: Lister<PersistentVolumeClaim>
  volumes: Lister<PersistentVolume>
  storageClasses: Lister<StorageClass>
  csiNodes: Lister<CSINode>
  csiCapacities: Lister<CSIStorageCapacity>
  budgets: Lister<PodDisruptionBudget>
  deviceClaims: Lister<ResourceClaim>
  deviceClasses: Lister<DeviceClass>
  slices: Lister<ResourceSlice>
}

/** Labels of a namespace, none when it is not there. */
export function namespaceLabels(objects: SchedulerObjects): (name: string) => Readonly<Record<string, string>> {
  return (name) => objects.namespaces.get(name)?.metadata.labels ?? {}
}

/** The same cluster with one node replaced. */
export function withNode(snapshot: Snapshot, node: NodeInfo): Snapshot {
  const byName = new Map(snapshot.byName).set(node.name, node)
  const nodes = snapshot.nodes.map((other) => (other.name === node.name ? node : other))
  const withAffinity = new Set(snapshot.withAffinity)
  withAffinity.delete(snapshot.byName.get(node.name)!)
  if (node.podsWithAffinity.size > 0) withAffinity.add(node)
  return { ...snapshot, byName, nodes, changes: new NodeChanges(1), withAffinity }
}
