import type { NodeInfo } from '../node-info.ts'
import { MAX_SCORE, refuse, refuseForGood, type ClusterChange, type SchedulerPlugin } from '../plugin.ts'
import type { PodInfo } from '../pod-info.ts'
import type { Snapshot } from '../snapshot.ts'
import { allowsNode } from '../../apimachinery/node-selector.ts'
import { tolerates } from '../../apimachinery/tolerations.ts'
import { domainTotals, type DomainTotals } from './domain-totals.ts'
import { constraintsOf, defaultConstraints, HOSTNAME, type SpreadConstraint } from './spread-constraints.ts'

interface FilterState {
  constraints: readonly SpreadConstraint[]
  /** Per constraint: matching pods by domain, over the nodes that count. */
  domains: DomainTotals[]
  /** Per constraint: the fewest in any domain. */
  least: number[]
}

interface ScoreState {
  constraints: readonly SpreadConstraint[]
  domains: DomainTotals[]
  weights: number[]
  ignored: Set<string>
}

const SCORES = 'PodTopologySpread/scores'
const REASON = "node(s) didn't match pod topology spread constraints"

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
  helps,

  preFilter(pod, state, snapshot) {
    const constraints = constraintsOf(pod.pod, 'DoNotSchedule')
    if (constraints.length === 0) return 'skip'
    const domains = constraints.map((constraint) => podsByDomain(pod, constraint, constraints, snapshot))
    const least = constraints.map(({ minDomains }, i) => (domains[i]!.size < minDomains ? 0 : domains[i]!.least()))
    state.set(this.name, { constraints, domains, least } satisfies FilterState)
    return undefined
  },

  filter(pod, node, state) {
    const { constraints, domains, least } = state.get(podTopologySpread.name) as FilterState
    for (const [i, { key, maxSkew, selector }] of constraints.entries()) {
      const value = node.labels[key]
      if (value === undefined) return refuseForGood(`${REASON} (missing required label)`)
      const self = selector.matches(pod.pod.metadata.labels ?? {}) ? 1 : 0
      const skew = domains[i]!.podsIn(value) + self - least[i]!
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
    const lacking = named ? nodes.filter((node) => constraints.some(({ key }) => node.labels[key] === undefined)) : []
    const ignored = new Set(lacking.map(({ name }) => name))
    const scored = ignored.size === 0 ? nodes : nodes.filter(({ name }) => !ignored.has(name))
    const domains = constraints.map((constraint) => podsByDomain(pod, constraint, [constraint], snapshot))
    const weights = constraints.map(({ key }, i) => Math.log(countDomains(key, scored, domains[i]!.size) + 2))
    state.set(SCORES, { constraints, domains, weights, ignored } satisfies ScoreState)
    return undefined
  },

  score(_pod, node, state) {
    const { constraints, domains, weights, ignored } = state.get(SCORES) as ScoreState
    if (ignored.size > 0 && ignored.has(node.name)) return -1
    let score = 0
    for (let i = 0; i < constraints.length; i++) {
      const count = domains[i]!.podsAround(node)
      if (count !== undefined) score += count * weights[i]! + (constraints[i]!.maxSkew - 1)
    }
    return Math.round(score)
  },

  normalize(scores) {
    let least = Infinity
    let most = -Infinity
    for (const score of scores) {
      if (score < 0) continue
      least = Math.min(least, score)
      most = Math.max(most, score)
    }
    for (let i = 0; i < scores.length; i++) {
      if (scores[i]! < 0) scores[i] = 0
      else scores[i] = most === 0 ? MAX_SCORE : Math.floor((MAX_SCORE * (most + least - scores[i]!)) / most)
    }
  },
}

/** What happens on nodes helps by the labels that domains are told by, what happens to pods when it changes how many match. */
function helps({ pod }: PodInfo, { event, node, labelsBefore = {}, pod: other, before }: ClusterChange): boolean {
  const constraints = constraintsOf(pod, 'DoNotSchedule')
  if (event === 'node-added') return constraints.every(({ key }) => node!.labels[key] !== undefined)
  if (event === 'node-labels') return constraints.some(({ key }) => node!.labels[key] !== labelsBefore[key])
  if (event === 'node-taints') return constraints.some(({ honorTaints }) => honorTaints)
  if (!other || event === 'pod-changed') return true
  if (other.metadata.namespace !== pod.metadata.namespace) return false
  return constraints.some(({ selector }) => {
    const matches = selector.matches(other.metadata.labels ?? {})
    return before ? matches !== selector.matches(before.metadata.labels ?? {}) : matches
  })
}

function counts(pod: PodInfo, constraint: SpreadConstraint, node: NodeInfo): boolean {
  if (constraint.honorAffinity && !allowsNode(pod.pod.spec!, node)) return false
  if (!constraint.honorTaints) return true
  const taints = node.node!.spec?.taints ?? []
  return taints.every((taint) => taint.effect === 'PreferNoSchedule' || tolerates(pod.pod.spec!.tolerations, taint))
}

/** Matching pods by domain, over the nodes that count: those that have the labels of all these constraints. */
function podsByDomain(
  pod: PodInfo,
  constraint: SpreadConstraint,
  all: readonly SpreadConstraint[],
  snapshot: Snapshot,
): DomainTotals {
  const { key, selector, selectorKey, honorAffinity, honorTaints } = constraint
  const namespace = pod.pod.metadata.namespace!
  const { nodeSelector, affinity, tolerations } = pod.pod.spec!
  const keys = all.map((one) => one.key)
  const rules = [honorAffinity && [nodeSelector, affinity?.nodeAffinity], honorTaints && [tolerations]]
  return domainTotals(snapshot, JSON.stringify([key, keys, selectorKey, rules]), {
    domainOf: (node) =>
      keys.some((one) => node.labels[one] === undefined) || !counts(pod, constraint, node)
        ? undefined
        : node.labels[key],
    matches: ({ metadata }) =>
      metadata.namespace === namespace && !metadata.deletionTimestamp && selector.matches(metadata.labels),
  })
}

/** How many domains these nodes are in, at most all there are; every node is its own where the key is the host's name. */
function countDomains(key: string, nodes: readonly NodeInfo[], all: number): number {
  if (key === HOSTNAME) return nodes.length
  const values = new Set<string>()
  for (const { labels } of nodes) {
    if (labels[key] !== undefined) values.add(labels[key])
    if (values.size >= all) break
  }
  return values.size
}
