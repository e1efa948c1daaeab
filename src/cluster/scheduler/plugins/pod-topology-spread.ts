import { selectorOf, type Selector } from '../../apimachinery/selectors.ts'
import { controllerOf } from '../../apimachinery/object.ts'
import type { LabelSelector, Pod, TopologySpreadConstraint } from '../../resources/generated/types.ts'
import type { NodeInfo } from '../node-info.ts'
import { MAX_SCORE, refuse, refuseForGood, type SchedulerPlugin } from '../plugin.ts'
import type { PodInfo } from '../pod-info.ts'
import type { SchedulerObjects, Snapshot } from '../snapshot.ts'
import { allowsNode } from '../../apimachinery/node-selector.ts'
import { tolerates } from '../../apimachinery/tolerations.ts'

interface Constraint {
  key: string
  maxSkew: number
  minDomains: number
  selector: Selector
  honorAffinity: boolean
  honorTaints: boolean
}

interface FilterState {
  constraints: readonly Constraint[]
  /** Per constraint: matching pods by domain, over the nodes that count. */
  domains: Map<string, number>[]
}

interface ScoreState {
  constraints: readonly Constraint[]
  domains: Map<string, number>[]
  weights: number[]
  ignored: Set<string>
}

const HOSTNAME = 'kubernetes.io/hostname'
const SCORES = 'PodTopologySpread/scores'
const REASON = "node(s) didn't match pod topology spread constraints"

// What the real scheduler assumes for pods of a Service or workload that name no constraints.
const DEFAULTS = [
  { key: HOSTNAME, maxSkew: 3 },
  { key: 'topology.kubernetes.io/zone', maxSkew: 5 },
]

export const podTopologySpread: SchedulerPlugin = {
  name: 'PodTopologySpread',
  wakesOn: [
    'node-added',
    'node-labels',
    'node-taints',
    'assigned-pod-added',
    'assigned-pod-changed',
    'assigned-pod-deleted',
    'pod-changed',
  ],

  preFilter(pod, state, snapshot) {
    const constraints = constraintsOf(pod.pod, 'DoNotSchedule')
    if (constraints.length === 0) return 'skip'
    const domains = constraints.map((constraint) => countDomains(pod, constraint, constraints, snapshot.nodes))
    state.set(this.name, { constraints, domains } satisfies FilterState)
    return undefined
  },

  filter(pod, node, state) {
    const { constraints, domains } = state.get(podTopologySpread.name) as FilterState
    for (const [i, { key, maxSkew, minDomains, selector }] of constraints.entries()) {
      const value = node.labels[key]
      if (value === undefined) return refuseForGood(`${REASON} (missing required label)`)
      const counts = domains[i]!
      const least = counts.size < minDomains ? 0 : Math.min(...counts.values())
      const self = selector.matches(pod.pod.metadata.labels ?? {}) ? 1 : 0
      const skew = (counts.get(value) ?? 0) + self - (Number.isFinite(least) ? least : 0)
      if (skew > maxSkew) return refuse(REASON)
    }
    return undefined
  },

  preScore(pod, state, nodes, snapshot) {
    const own = constraintsOf(pod.pod, 'ScheduleAnyway')
    const named = (pod.pod.spec!.topologySpreadConstraints?.length ?? 0) > 0
    const constraints = own.length > 0 || named ? own : defaultConstraints(pod.pod, snapshot.objects)
    if (constraints.length === 0) return 'skip'
    // Default constraints leave out what a node has no label for; named ones leave out the node.
    const ignored = new Set(
      named
        ? nodes.filter((node) => constraints.some(({ key }) => node.labels[key] === undefined)).map(({ name }) => name)
        : [],
    )
    const scored = nodes.filter(({ name }) => !ignored.has(name))
    const domains = constraints.map((constraint) => scoreDomains(pod, constraint, scored, snapshot))
    const weights = constraints.map(({ key }, i) => Math.log((key === HOSTNAME ? scored.length : domains[i]!.size) + 2))
    state.set(SCORES, { constraints, domains, weights, ignored } satisfies ScoreState)
    return undefined
  },

  score(pod, node, state) {
    const { constraints, domains, weights, ignored } = state.get(SCORES) as ScoreState
    if (ignored.has(node.name)) return -1
    let score = 0
    for (const [i, { key, maxSkew, selector }] of constraints.entries()) {
      const value = node.labels[key]
      if (value === undefined) continue
      const count =
        key === HOSTNAME ? countPods(node, selector, pod.pod.metadata.namespace!) : (domains[i]!.get(value) ?? 0)
      score += count * weights[i]! + (maxSkew - 1)
    }
    return Math.round(score)
  },

  normalize(scores) {
    const counted = scores.filter((score) => score >= 0)
    const least = Math.min(...counted)
    const most = Math.max(...counted)
    for (let i = 0; i < scores.length; i++) {
      if (scores[i]! < 0) scores[i] = 0
      else scores[i] = most === 0 ? MAX_SCORE : Math.floor((MAX_SCORE * (most + least - scores[i]!)) / most)
    }
  },
}

function constraintsOf({ spec, metadata }: Pod, when: string): Constraint[] {
  return (spec!.topologySpreadConstraints ?? [])
    .filter(({ whenUnsatisfiable }) => whenUnsatisfiable === when)
    .map((constraint) => ({
      key: constraint.topologyKey,
      maxSkew: constraint.maxSkew,
      minDomains: constraint.minDomains ?? 1,
      selector: selectorOf(withMatchLabelKeys(constraint, metadata.labels ?? {})),
      honorAffinity: (constraint.nodeAffinityPolicy ?? 'Honor') === 'Honor',
      honorTaints: constraint.nodeTaintsPolicy === 'Honor',
    }))
}

function withMatchLabelKeys(
  { labelSelector, matchLabelKeys }: TopologySpreadConstraint,
  labels: Record<string, string>,
): LabelSelector | undefined {
  const keys = matchLabelKeys?.filter((key) => labels[key] !== undefined)
  if (!keys?.length) return labelSelector
  return {
    ...labelSelector,
    matchLabels: { ...labelSelector?.matchLabels, ...Object.fromEntries(keys.map((key) => [key, labels[key]!])) },
  }
}

/** The system's own constraints hold for pods that a Service, ReplicaSet, StatefulSet or ReplicationController selects. */
function defaultConstraints(pod: Pod, objects: SchedulerObjects): Constraint[] {
  const selector = ownersSelector(pod, objects)
  if (!selector) return []
  return DEFAULTS.map(({ key, maxSkew }) => ({
    key,
    maxSkew,
    minDomains: 1,
    selector,
    honorAffinity: true,
    honorTaints: false,
  }))
}

function ownersSelector(pod: Pod, objects: SchedulerObjects): Selector | undefined {
  const { namespace = '', labels = {} } = pod.metadata
  const matchLabels: Record<string, string> = {}
  for (const { spec } of objects.services.list(namespace))
    if (spec?.selector && selectorOf({ matchLabels: spec.selector }).matches(labels))
      Object.assign(matchLabels, spec.selector)
  let matchExpressions: LabelSelector['matchExpressions']
  const owner = controllerOf(pod)
  const key = `${namespace}/${owner?.name ?? ''}`
  const workload =
    owner?.kind === 'ReplicaSet'
      ? objects.replicaSets.get(key)
      : owner?.kind === 'StatefulSet'
        ? objects.statefulSets.get(key)
        : undefined
  if (workload?.spec?.selector) {
    Object.assign(matchLabels, workload.spec.selector.matchLabels)
    matchExpressions = workload.spec.selector.matchExpressions
  } else if (owner?.kind === 'ReplicationController')
    Object.assign(matchLabels, objects.replicationControllers.get(key)?.spec?.selector)
  if (Object.keys(matchLabels).length === 0 && !matchExpressions?.length) return undefined
  return selectorOf({ matchLabels, ...(matchExpressions && { matchExpressions }) })
}

function counts(pod: PodInfo, constraint: Constraint, node: NodeInfo): boolean {
  if (constraint.honorAffinity && !allowsNode(pod.pod.spec!, node)) return false
  if (!constraint.honorTaints) return true
  const taints = node.node!.spec?.taints ?? []
  return taints.every((taint) => taint.effect === 'PreferNoSchedule' || tolerates(pod.pod.spec!.tolerations, taint))
}

function countDomains(
  pod: PodInfo,
  constraint: Constraint,
  all: readonly Constraint[],
  nodes: readonly NodeInfo[],
): Map<string, number> {
  const domains = new Map<string, number>()
  for (const node of nodes) {
    if (all.some(({ key }) => node.labels[key] === undefined) || !counts(pod, constraint, node)) continue
    const value = node.labels[constraint.key]!
    domains.set(value, (domains.get(value) ?? 0) + countPods(node, constraint.selector, pod.pod.metadata.namespace!))
  }
  return domains
}

/** Domains of the nodes that are scored, with the pods of all nodes that count. */
function scoreDomains(
  pod: PodInfo,
  constraint: Constraint,
  scored: readonly NodeInfo[],
  snapshot: Snapshot,
): Map<string, number> {
  const domains = new Map<string, number>()
  if (constraint.key === HOSTNAME) return domains
  for (const node of scored) if (node.labels[constraint.key] !== undefined) domains.set(node.labels[constraint.key]!, 0)
  for (const node of snapshot.nodes) {
    const value = node.labels[constraint.key]
    if (value === undefined || !domains.has(value) || !counts(pod, constraint, node)) continue
    domains.set(value, domains.get(value)! + countPods(node, constraint.selector, pod.pod.metadata.namespace!))
  }
  return domains
}

function countPods(node: NodeInfo, selector: Selector, namespace: string): number {
  let count = 0
  for (const { pod } of node.pods.values())
    if (
      pod.metadata.namespace === namespace &&
      !pod.metadata.deletionTimestamp &&
      selector.matches(pod.metadata.labels ?? {})
    )
      count++
  return count
}
