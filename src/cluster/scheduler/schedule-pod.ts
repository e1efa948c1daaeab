import type { NodeInfo } from './node-info.ts'
import type { CycleState, Refusal, SchedulerPlugin } from './plugin.ts'
import type { PodInfo } from './pod-info.ts'
import type { ProfilePlugin } from './profile.ts'
import { ScoreTable } from './score-table.ts'
import type { Snapshot } from './snapshot.ts'

/** Why each node was turned down, for messages and for preemption. */
export interface Diagnosis {
  totalNodes: number
  /** By node name. */
  refusals: Map<string, NodeRefusal>
  /** Set when a plugin refused the pod before any node was looked at. */
  early?: { plugin: string; refusal: Refusal }
}

export interface NodeRefusal extends Refusal {
  plugin: string
}

export interface Decision {
  /** Absent when no node fits. */
  node?: string
  state: CycleState
  diagnosis: Diagnosis
  /** Absent when there was nothing to compare. */
  scores?: ScoreTable
}

// Below this many nodes all are looked at; above, a share that shrinks to 5 % as clusters grow.
const ALWAYS_TRY = 100
const LEAST_SHARE = 5

/** Filters and scores the nodes for one pod. */
export class PodScheduler {
  readonly #profile: readonly ProfilePlugin[]
  readonly #random: () => number
  #start = 0

  constructor(profile: readonly ProfilePlugin[], random: () => number) {
    this.#profile = profile
    this.#random = random
  }

  /** @param nominated a node to try first: the one that preemption made room on. */
  decide(pod: PodInfo, snapshot: Snapshot, nominated?: string): Decision {
    const state: CycleState = new Map()
    const diagnosis: Diagnosis = { totalNodes: snapshot.nodes.length, refusals: new Map() }
    const filters = this.preFilter(pod, snapshot, state, diagnosis)
    if (!filters) return { state, diagnosis }
    const first = nominated === undefined ? undefined : snapshot.byName.get(nominated)
    const preferred =
      first?.node && !diagnosis.refusals.has(first.name) && !runFilters(filters, pod, first, state)
        ? [first]
        : undefined
    const feasible = preferred ?? this.#findFeasible(filters, pod, snapshot, state, diagnosis)
    if (feasible.length === 0) return { state, diagnosis }
    const scores = this.#score(pod, feasible, snapshot, state)
    return { node: scores.best(this.#random), state, diagnosis, scores }
  }

  /** @returns the plugins whose filters must run, or `undefined` when the pod is refused as such. */
  preFilter(pod: PodInfo, snapshot: Snapshot, state: CycleState, diagnosis: Diagnosis): SchedulerPlugin[] | undefined {
    const filters: SchedulerPlugin[] = []
    for (const { plugin } of this.#profile) {
      const result = plugin.preFilter?.(pod, state, snapshot)
      if (result === 'skip') continue
      if (result && 'reasons' in result) {
        diagnosis.early = { plugin: plugin.name, refusal: result }
        return undefined
      }
      if (result) {
        const refusal = {
          plugin: plugin.name,
          reasons: [`node(s) didn't satisfy plugin(s) [${plugin.name}]`],
          unresolvable: true,
        }
        for (const { name } of snapshot.nodes) if (!result.nodes.has(name)) diagnosis.refusals.set(name, refusal)
      }
      if (plugin.filter) filters.push(plugin)
    }
    return filters
  }

  #findFeasible(
    filters: readonly SchedulerPlugin[],
    pod: PodInfo,
    snapshot: Snapshot,
    state: CycleState,
    diagnosis: Diagnosis,
  ): NodeInfo[] {
    const { nodes } = snapshot
    const local = filters.filter(({ nodeLocal }) => nodeLocal)
    const others = filters.filter(({ nodeLocal }) => !nodeLocal)
    const enough = nodesToFind(nodes.length)
    const feasible: NodeInfo[] = []
    let looked = 0
    for (; looked < nodes.length && feasible.length < enough; looked++) {
      const node = nodes[(this.#start + looked) % nodes.length]!
      if (diagnosis.refusals.size > 0 && diagnosis.refusals.has(node.name)) continue
      const refusal = findingsOf(local, pod, node, state).refusal ?? runFilters(others, pod, node, state)
      if (refusal) diagnosis.refusals.set(node.name, refusal)
      else feasible.push(node)
    }
    // The next pod starts where this one stopped, so that all nodes get their turn.
    this.#start = nodes.length > 0 ? (this.#start + looked) % nodes.length : 0
    return feasible
  }

  #score(pod: PodInfo, nodes: readonly NodeInfo[], snapshot: Snapshot, state: CycleState): ScoreTable {
    const table = new ScoreTable(nodes)
    // One candidate needs no comparison.
    if (nodes.length === 1) return table
    const findings = nodes.map((node) => node.derived.get(pod.shape) as LocalFindings | undefined)
    for (const [index, { plugin, weight }] of this.#profile.entries()) {
      if (!plugin.score || plugin.preScore?.(pod, state, nodes, snapshot) === 'skip') continue
      const scores: number[] = Array.from({ length: nodes.length })
      for (let i = 0; i < nodes.length; i++) {
        const known = plugin.nodeLocal && findings[i]?.scores
        scores[i] = (known && known[index]) ?? plugin.score(pod, nodes[i]!, state)
        if (known) known[index] = scores[i]
      }
      plugin.normalize?.(scores, pod, state, nodes)
      table.add(plugin.name, weight, scores)
    }
    return table
  }
}

/** What node-local plugins found about a node for all pods of one shape. */
interface LocalFindings {
  refusal: NodeRefusal | undefined
  /** Before `normalize`, by the plugin's place in the profile. */
  scores: (number | undefined)[]
}

const MOST_SHAPES = 16

function findingsOf(
  filters: readonly SchedulerPlugin[],
  pod: PodInfo,
  node: NodeInfo,
  state: CycleState,
): LocalFindings {
  let found = node.derived.get(pod.shape) as LocalFindings | undefined
  if (!found) {
    found = { refusal: runFilters(filters, pod, node, state), scores: [] }
    if (node.derived.size >= MOST_SHAPES) node.derived.clear()
    node.derived.set(pod.shape, found)
  }
  return found
}

/** The first refusal, or `undefined` when the pod fits. */
export function runFilters(
  filters: readonly SchedulerPlugin[],
  pod: PodInfo,
  node: NodeInfo,
  state: CycleState,
): NodeRefusal | undefined {
  for (const plugin of filters) {
    const refusal = plugin.filter!(pod, node, state)
    if (refusal) return { ...refusal, plugin: plugin.name }
  }
  return undefined
}

function nodesToFind(total: number): number {
  if (total < ALWAYS_TRY) return total
  const share = Math.max(LEAST_SHARE, Math.floor(50 - total / 125))
  return Math.max(ALWAYS_TRY, Math.floor((total * share) / 100))
}
