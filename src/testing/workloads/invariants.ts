import { controllerOf, type Cluster, type KubeObject } from '#cluster'
import { amountsOf, podRequests } from '../../cluster/scheduler/resource-amounts.ts'
import type * as types from '../../cluster/resources/generated/types.ts'

/** A rule that holds whenever a cluster has come to rest; gives a sentence for everything that breaks it. */
type Invariant = (cluster: Cluster) => Iterable<string>

const PREFIXES = {
  pods: '/registry/pods',
  nodes: '/registry/nodes',
  deployments: '/registry/apps/deployments',
  replicaSets: '/registry/apps/replicasets',
  statefulSets: '/registry/apps/statefulsets',
  daemonSets: '/registry/apps/daemonsets',
  jobs: '/registry/batch/jobs',
  budgets: '/registry/policy/poddisruptionbudgets',
} as const

const all = <T extends KubeObject>({ store }: Cluster, kind: keyof typeof PREFIXES): T[] =>
  [...store.range(PREFIXES[kind])] as T[]

const podsOf = (cluster: Cluster, owner: KubeObject): types.Pod[] =>
  all<types.Pod>(cluster, 'pods').filter((pod) => controllerOf(pod)?.uid === owner.metadata.uid)

const name = ({ kind, metadata }: KubeObject) => `${kind} ${metadata.name}`

const isReady = ({ status }: types.Pod | types.Node) =>
  status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') ?? false

const isOver = ({ status }: types.Pod) => status?.phase === 'Succeeded' || status?.phase === 'Failed'

function* isObserved(object: KubeObject & { status?: { observedGeneration?: number } }): Iterable<string> {
  const { generation } = object.metadata
  if (object.status?.observedGeneration !== generation)
    yield `${name(object)}: generation ${generation} observed as ${object.status?.observedGeneration}`
}

function* counts(object: KubeObject, what: string, have: number | undefined, want: number): Iterable<string> {
  if ((have ?? 0) !== want) yield `${name(object)}: ${have ?? 0} ${what}, ${want} wanted`
}

const INVARIANTS: readonly Invariant[] = [
  function* deployments(cluster) {
    for (const deployment of all<types.Deployment>(cluster, 'deployments')) {
      const { spec, status } = deployment
      const want = spec?.replicas ?? 1
      yield* isObserved(deployment)
      yield* counts(deployment, 'replicas', status?.replicas, want)
      yield* counts(deployment, 'updated replicas', status?.updatedReplicas, want)
      yield* counts(deployment, 'available replicas', status?.availableReplicas, want)
      const image = spec?.template?.spec?.containers[0]?.image
      for (const set of all<types.ReplicaSet>(cluster, 'replicaSets'))
        if (controllerOf(set)?.uid === deployment.metadata.uid)
          for (const pod of podsOf(cluster, set))
            if (pod.spec?.containers[0]?.image !== image)
              yield `${name(pod)} runs another image than its Deployment says`
    }
  },
  function* replicaSets(cluster) {
    for (const set of all<types.ReplicaSet>(cluster, 'replicaSets')) {
      yield* isObserved(set)
      yield* counts(set, 'pods', podsOf(cluster, set).length, set.spec?.replicas ?? 1)
      yield* counts(set, 'ready replicas', set.status?.readyReplicas, set.spec?.replicas ?? 1)
    }
  },
  function* statefulSets(cluster) {
    for (const set of all<types.StatefulSet>(cluster, 'statefulSets')) {
      const want = set.spec?.replicas ?? 1
      yield* isObserved(set)
      yield* counts(set, 'ready replicas', set.status?.readyReplicas, want)
      const names = podsOf(cluster, set).map(({ metadata }) => metadata.name)
      const wanted = Array.from({ length: want }, (_, ordinal) => `${set.metadata.name}-${ordinal}`)
      if (names.toSorted().join() !== wanted.toSorted().join()) yield `${name(set)}: has ${names.join()}`
      if (set.status?.currentRevision !== set.status?.updateRevision) yield `${name(set)}: has not rolled out`
    }
  },
  function* daemonSets(cluster) {
    const nodes = all<types.Node>(cluster, 'nodes').map(({ metadata }) => metadata.name)
    for (const set of all<types.DaemonSet>(cluster, 'daemonSets')) {
      yield* isObserved(set)
      const on = podsOf(cluster, set).map(({ spec }) => spec?.nodeName ?? 'no node')
      if (on.toSorted().join() !== nodes.toSorted().join()) yield `${name(set)}: pods on ${on.join()}`
    }
  },
  function* jobs(cluster) {
    for (const job of all<types.Job>(cluster, 'jobs'))
      yield* counts(job, 'pods succeeded', job.status?.succeeded, job.spec?.completions ?? 1)
  },
  function* budgets(cluster) {
    for (const budget of all<types.PodDisruptionBudget>(cluster, 'budgets')) {
      yield* isObserved(budget)
      const { currentHealthy = 0, desiredHealthy = 0 } = budget.status ?? {}
      if (currentHealthy < desiredHealthy) yield `${name(budget)}: ${currentHealthy} of ${desiredHealthy} healthy`
    }
  },
  function* pods(cluster) {
    const nodes = new Set(all<types.Node>(cluster, 'nodes').map(({ metadata }) => metadata.name))
    for (const pod of all<types.Pod>(cluster, 'pods')) {
      if (pod.metadata.deletionTimestamp) yield `${name(pod)} is still being deleted`
      if (pod.spec?.nodeName === undefined) yield `${name(pod)} has no node`
      else if (!nodes.has(pod.spec.nodeName)) yield `${name(pod)} is on ${pod.spec.nodeName}, which is gone`
      if (!isOver(pod) && !isReady(pod)) yield `${name(pod)} is not Ready`
    }
  },
  function* room(cluster) {
    for (const node of all<types.Node>(cluster, 'nodes')) {
      const here = all<types.Pod>(cluster, 'pods').filter(
        (pod) => pod.spec?.nodeName === node.metadata.name && !isOver(pod),
      )
      const allocatable = amountsOf(node.status?.allocatable)
      if (here.length > allocatable.get('pods')!) yield `${name(node)} has ${here.length} pods`
      for (const resource of ['cpu', 'memory']) {
        const used = here.reduce((total, pod) => total + (podRequests(pod.spec!).get(resource) ?? 0), 0)
        if (used > allocatable.get(resource)!) yield `${name(node)}: more ${resource} is requested than there is`
      }
    }
  },
  function* owners(cluster) {
    const uids = new Set<string>()
    const objects = cluster.store.snapshot().entries.flatMap((entry) => entry.objects)
    for (const { metadata } of objects) uids.add(metadata.uid)
    for (const object of objects)
      for (const { uid, kind, name: owner } of object.metadata.ownerReferences ?? [])
        if (!uids.has(uid)) yield `${name(object)} belongs to ${kind} ${owner}, which is gone`
  },
]

/** Everything that is not as it should be in a cluster that has had time to come to rest. */
export function brokenInvariants(cluster: Cluster): string[] {
  return INVARIANTS.flatMap((invariant) => [...invariant(cluster)])
}
