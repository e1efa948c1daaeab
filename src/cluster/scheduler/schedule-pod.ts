import type { NodeInfo } from './node-info.ts'
import type { CycleState, Refusal, SchedulerPlugin } from './plugin.ts'
import type { PodInfo } from './pod-info.ts'
import type { ProfilePlugin } from './profile.ts'
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

/** One line of the table of a decision. */
export interface NodeScore {
  node: string
  total: number
  /** Weighted, by plugin. */
  byPlugin: Record<string, number>
}

export interface Decision {
  /** Absent when no node fits. */
  node?: string
  state: CycleState
  diagnosis: Diagnosis
  scores: readonly NodeScore[]
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
    if (!filters) return { state, diagnosis, scores: [] }
    const first = nominated === undefined ? undefined : snapshot.byName.get(nominated)
    const preferred =
      first?.node && !diagnosis.refusals.has(first.name) && !runFilters(filters, pod, first, state)
        ? [first]
        : undefined
    const feasible = preferred ?? this.#findFeasible(filters, pod, snapshot, state, diagnosis)
    if (feasible.length === 0) return { state, diagnosis, scores: [] }
    const scores = this.#score(pod, feasible, snapshot, state)
    return { node: this.#select(scores), state, diagnosis, scores }
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
    const enough = nodesToFind(nodes.length)
    const feasible: NodeInfo[] = []
    let looked = 0
    for (; looked < nodes.length && feasible.length < enough; looked++) {
      const node = nodes[(this.#start + looked) % nodes.length]!
      if (diagnosis.refusals.size > 0 && diagnosis.refusals.has(node.name)) continue
      const refusal = runFilters(filters, pod, node, state)
      if (refusal) diagnosis.refusals.set(node.name, refusal)
      else feasible.push(node)
    }
    // The next pod starts where this one stopped, so that all nodes get their turn.
    this.#start = nodes.length > 0 ? (this.#start + looked) % nodes.length : 0
    return feasible
  }

  #score(pod: PodInfo, nodes: readonly NodeInfo[], snapshot: Snapshot, state: CycleState): NodeScore[] {
    const rows: NodeScore[] = nodes.map(({ name }) => ({ node: name, total: 0, byPlugin: {} }))
    // One candidate needs no comparison.
    if (nodes.length === 1) return rows
    for (const { plugin, weight } of this.#profile) {
      if (!plugin.score || plugin.preScore?.(pod, state, nodes, snapshot) === 'skip') continue
      const scores = nodes.map((node) => plugin.score!(pod, node, state))
      plugin.normalize?.(scores, pod, state, nodes)
      for (let i = 0; i < rows.length; i++) {
        const weighted = scores[i]! * weight
        rows[i]!.byPlugin[plugin.name] = weighted
        rows[i]!.total += weighted
      }
    }
    return rows
  }

  /** The highest score; one of them by chance when several have it. */
  #select(scores: readonly NodeScore[]): string {
    let best = scores[0]!
    let ties = 1
    for (const row of scores.slice(1)) {
      if (row.total > best.total) {
        best = row
        ties = 1
      } else if (row.total === best.total && this.#random() < 1 / ++ties) best = row
    }
    return best.node
  }
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
