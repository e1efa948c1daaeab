import type { Pod } from '../../resources/generated/types.ts'
import type { NodeInfo } from '../node-info.ts'
import { MAX_SCORE, refuse, refuseForGood, type ClusterChange, type SchedulerPlugin } from '../plugin.ts'
import { createPodInfo, termMatches, type AffinityTerm, type PodInfo, type WeightedTerm } from '../pod-info.ts'
import { namespaceLabels, type SchedulerObjects, type Snapshot } from '../snapshot.ts'

/** Matching pods by topology: `zone=a` → how many. */
type Counts = Map<string, number>

interface FilterState {
  /** Pods that each required term matches, and whose own anti-affinity this pod would offend. */
  affinity: Counts[]
  antiAffinity: Counts[]
  offended: Counts
}

// A pod that requires affinity to another counts a little for that pod, too.
const HARD_AFFINITY_WEIGHT = 1
const SCORES = 'InterPodAffinity/scores'

const topology = (key: string, value: string) => `${key}=${value}`

export const interPodAffinity: SchedulerPlugin = {
  name: 'InterPodAffinity',
  wakesOn: [
    'node-added',
    'node-labels',
    'node-taints',
    'assigned-pod-added',
    'assigned-pod-changed',
    'assigned-pod-deleted',
    'pod-changed',
  ],
  helps,

  preFilter(pod, state, snapshot) {
    const offended = existingAntiAffinity(pod, snapshot)
    if (offended.size === 0 && pod.requiredAffinity.length === 0 && pod.requiredAntiAffinity.length === 0) return 'skip'
    state.set(this.name, {
      affinity: countAllTerms(pod.requiredAffinity, snapshot),
      antiAffinity: pod.requiredAntiAffinity.map((term) => countTerm(term, snapshot)),
      offended,
    } satisfies FilterState)
    return undefined
  },

  filter(pod, node, state) {
    const found = state.get(interPodAffinity.name) as FilterState
    if (!affinityHolds(pod, node, found.affinity)) return refuseForGood("node(s) didn't match pod affinity rules")
    const own = pod.requiredAntiAffinity.some((term, i) => countAt(found.antiAffinity[i]!, term.topologyKey, node) > 0)
    if (own) return refuse("node(s) didn't match pod anti-affinity rules")
    for (const key in node.labels)
      if (found.offended.has(topology(key, node.labels[key]!)))
        return refuse("node(s) didn't satisfy existing pods anti-affinity rules")
    return undefined
  },

  preScore(pod, state, _nodes, snapshot) {
    const scores: Counts = new Map()
    const wantsAnything = pod.preferredAffinity.length + pod.preferredAntiAffinity.length > 0
    const labels = namespaceLabels(snapshot.objects)
    for (const node of wantsAnything ? snapshot.nodes : snapshot.withAffinity) {
      for (const other of wantsAnything ? node.pods.values() : node.podsWithAffinity) {
        weigh(scores, pod.preferredAffinity, other.pod, node, labels, 1)
        weigh(scores, pod.preferredAntiAffinity, other.pod, node, labels, -1)
        for (const term of other.requiredAffinity)
          weigh(scores, [{ ...term, weight: HARD_AFFINITY_WEIGHT }], pod.pod, node, labels, 1)
        weigh(scores, other.preferredAffinity, pod.pod, node, labels, 1)
        weigh(scores, other.preferredAntiAffinity, pod.pod, node, labels, -1)
      }
    }
    if (scores.size === 0) return 'skip'
    state.set(SCORES, scores)
    return undefined
  },

  score(_pod, node, state) {
    let sum = 0
    for (const [at, score] of state.get(SCORES) as Counts) {
      const separator = at.indexOf('=')
      if (node.labels[at.slice(0, separator)] === at.slice(separator + 1)) sum += score
    }
    return sum
  },

  normalize(scores) {
    const least = scores.reduce((a, b) => Math.min(a, b), Infinity)
    const most = scores.reduce((a, b) => Math.max(a, b), -Infinity)
    for (let i = 0; i < scores.length; i++)
      scores[i] = most === least ? 0 : Math.floor((MAX_SCORE * (scores[i]! - least)) / (most - least))
  },
}

function weigh(
  scores: Counts,
  terms: readonly WeightedTerm[],
  pod: PodInfo['pod'],
  node: NodeInfo,
  labels: ReturnType<typeof namespaceLabels>,
  sign: number,
): void {
  for (const term of terms) {
    const value = node.labels[term.topologyKey]
    if (value === undefined || !termMatches(term, pod, labels)) continue
    const at = topology(term.topologyKey, value)
    scores.set(at, (scores.get(at) ?? 0) + sign * term.weight)
  }
}

/** Topologies in which some pod does not want to be with this one. */
function existingAntiAffinity(pod: PodInfo, snapshot: Snapshot): Counts {
  const counts: Counts = new Map()
  const labels = namespaceLabels(snapshot.objects)
  for (const node of snapshot.withAffinity) {
    for (const other of node.podsWithRequiredAntiAffinity)
      for (const term of other.requiredAntiAffinity) {
        const value = node.labels[term.topologyKey]
        if (value !== undefined && termMatches(term, pod.pod, labels)) count(counts, term.topologyKey, value)
      }
  }
  return counts
}

/** For affinity a pod counts only if all terms match it. */
function countAllTerms(terms: readonly AffinityTerm[], snapshot: Snapshot): Counts[] {
  const counts = terms.map((): Counts => new Map())
  if (terms.length === 0) return counts
  const labels = namespaceLabels(snapshot.objects)
  for (const node of snapshot.nodes)
    for (const { pod } of node.pods.values()) {
      if (!terms.every((term) => termMatches(term, pod, labels))) continue
      terms.forEach((term, i) => {
        const value = node.labels[term.topologyKey]
        if (value !== undefined) count(counts[i]!, term.topologyKey, value)
      })
    }
  return counts
}

function countTerm(term: AffinityTerm, snapshot: Snapshot): Counts {
  const counts: Counts = new Map()
  const labels = namespaceLabels(snapshot.objects)
  for (const node of snapshot.nodes) {
    const value = node.labels[term.topologyKey]
    if (value === undefined) continue
    for (const { pod } of node.pods.values()) if (termMatches(term, pod, labels)) count(counts, term.topologyKey, value)
  }
  return counts
}

function count(counts: Counts, key: string, value: string): void {
  const at = topology(key, value)
  counts.set(at, (counts.get(at) ?? 0) + 1)
}

function countAt(counts: Counts, key: string, node: NodeInfo): number {
  const value = node.labels[key]
  return value === undefined ? 0 : (counts.get(topology(key, value)) ?? 0)
}

function affinityHolds(pod: PodInfo, node: NodeInfo, counts: readonly Counts[]): boolean {
  if (pod.requiredAffinity.length === 0) return true
  if (pod.requiredAffinity.some(({ topologyKey }) => node.labels[topologyKey] === undefined)) return false
  if (pod.requiredAffinity.every((term, i) => countAt(counts[i]!, term.topologyKey, node) > 0)) return true
  // The first of a group that wants to be with itself has nobody to be with yet.
  return (
    counts.every((found) => found.size === 0) &&
    pod.requiredAffinity.every((term) => termMatches(term, pod.pod, () => ({})))
  )
}

/** What happens on nodes helps by the labels that terms are about, what happens to pods when terms speak of them. */
function helps(
  pod: PodInfo,
  { event, node, labelsBefore = {}, pod: other, before }: ClusterChange,
  objects: SchedulerObjects,
): boolean {
  const { requiredAffinity, requiredAntiAffinity } = pod
  if (event === 'node-taints') return true
  if (event === 'node-added')
    return (
      requiredAntiAffinity.length > 0 ||
      requiredAffinity.some(({ topologyKey }) => node!.labels[topologyKey] !== undefined)
    )
  if (event === 'node-labels')
    return [...requiredAffinity, ...requiredAntiAffinity].some(
      ({ topologyKey }) => node!.labels[topologyKey] !== labelsBefore[topologyKey],
    )
  if (!other || event === 'pod-changed') return true
  const labels = namespaceLabels(objects)
  const matches = (terms: readonly AffinityTerm[], one: Pod) => terms.some((term) => termMatches(term, one, labels))
  const comes = (one: Pod) => matches(requiredAffinity, one)
  const goes = (one: Pod) =>
    matches(requiredAntiAffinity, one) || matches(createPodInfo(one).requiredAntiAffinity, pod.pod)
  if (event === 'assigned-pod-added') return comes(other)
  if (event === 'assigned-pod-deleted') return goes(other)
  return (comes(other) && !comes(before!)) || (goes(before!) && !goes(other))
}
