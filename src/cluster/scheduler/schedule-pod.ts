import { LocalFindings, type NodeRefusal } from './local-findings.ts'
import type { NodeInfo } from './node-info.ts'
import type { NominatedPods } from './nominated-pods.ts'
import { PluginError, type CycleState, type Refusal, type SchedulerPlugin } from './plugin.ts'
import type { PodInfo } from './pod-info.ts'
import type { ProfilePlugin } from './profile.ts'
import { ScoreTable, type NodeScore } from './score-table.ts'
import type { Snapshot } from './snapshot.ts'

/** Why each node was turned down, for messages and for preemption. */
export interface Diagnosis {
  totalNodes: number
  /** By node name. */
  refusals: Map<string, NodeRefusal>
  /** Set when a plugin refused the pod before any node was looked at. */
  early?: { plugin: string; refusal: Refusal }
}

export interface Decision {
  /** Absent when no node fits. */
  node?: string
  state: CycleState
  diagnosis: Diagnosis
  /** What the nodes scored; absent when there was nothing to compare. */
  scores?: () => NodeScore[]
}

// Below this many nodes all are looked at; above, a share that shrinks to 5 % as clusters grow.
const ALWAYS_TRY = 100
const LEAST_SHARE = 5
// Shapes of pods that findings are kept for; each takes some bytes for every node.
const MOST_SHAPES = 32

/** Filters and scores the nodes for one pod. */
export class PodScheduler {
  readonly #profile: readonly ProfilePlugin[]
  readonly #table: ScoreTable
  #start = 0
  #nodes: readonly NodeInfo[] = []
  /** By the shape of pods, about the nodes as they were in the last cycle. */
  readonly #findings = new Map<string, LocalFindings>()

  constructor(profile: readonly ProfilePlugin[], random: () => number) {
    this.#profile = profile
    this.#table = new ScoreTable(random)
  }

  /** @param nominated a node to try first: the one that preemption made room on. */
  decide(pod: PodInfo, snapshot: Snapshot, nominated?: string): Decision {
    const state: CycleState = new Map()
    const diagnosis: Diagnosis = { totalNodes: snapshot.nodes.length, refusals: new Map() }
    const filters = this.preFilter(pod, snapshot, state, diagnosis)
    if (!filters) return { state, diagnosis }
    const findings = this.#findingsOf(pod.shape, snapshot.nodes)
    const first = nominated === undefined ? undefined : snapshot.byName.get(nominated)
    if (first?.node && !diagnosis.refusals.has(first.name) && !runFilters(filters, pod, first, state, snapshot))
      return { ...this.#score(pod, [first], snapshot, state, findings), state, diagnosis }
    const feasible = this.#findFeasible(filters, pod, snapshot, state, diagnosis, findings)
    if (feasible.length === 0) return { state, diagnosis }
    return { ...this.#score(pod, feasible, snapshot, state, findings), state, diagnosis }
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
    findings: LocalFindings,
  ): NodeInfo[] {
    const { nodes, nominated } = snapshot
    const local = filters.filter(({ nodeLocal }) => nodeLocal)
    const others = filters.filter(({ nodeLocal }) => !nodeLocal)
    const look = (node: NodeInfo) => runPlugins(local, pod, node, state)
    const enough = nodesToFind(nodes.length)
    const feasible: NodeInfo[] = []
    let looked = 0
    for (; looked < nodes.length && feasible.length < enough; looked++) {
      const node = nodes[(this.#start + looked) % nodes.length]!
      if (diagnosis.refusals.size > 0 && diagnosis.refusals.has(node.name)) continue
      const refusal =
        findings.refusal(node, look) ??
        (others.length > 0 ? runPlugins(others, pod, node, state) : undefined) ??
        runWithKept(local, pod, node, state, nominated)
      if (refusal) diagnosis.refusals.set(node.name, refusal)
      else feasible.push(node)
    }
    // The next pod starts where this one stopped, so that all nodes get their turn.
    this.#start = nodes.length > 0 ? (this.#start + looked) % nodes.length : 0
    return feasible
  }

  #score(
    pod: PodInfo,
    nodes: readonly NodeInfo[],
    snapshot: Snapshot,
    state: CycleState,
    findings: LocalFindings,
  ): Pick<Decision, 'node' | 'scores'> {
    const table = this.#table
    table.begin(nodes)
    for (const { plugin, weight } of this.#profile) {
      // One candidate needs no comparison.
      if (nodes.length === 1) break
      if (!plugin.score || plugin.preScore?.(pod, state, nodes, snapshot) === 'skip') continue
      const look = (node: NodeInfo) => plugin.score!(pod, node, state)
      const scores = table.column(plugin.name, weight)
      if (plugin.nodeLocal) findings.score(plugin, nodes, look, scores)
      else for (let i = 0; i < nodes.length; i++) scores[i] = look(nodes[i]!)
      plugin.normalize?.(scores, pod, state, nodes)
      table.add()
    }
    const { node, rows } = table.conclude()
    return { node, scores: rows }
  }

  #findingsOf(shape: string, nodes: readonly NodeInfo[]): LocalFindings {
    if (this.#nodes !== nodes) {
      this.#nodes = nodes
      this.#findings.clear()
    }
    let findings = this.#findings.get(shape)
    if (!findings) {
      if (this.#findings.size >= MOST_SHAPES) this.#findings.clear()
      this.#findings.set(shape, (findings = new LocalFindings(nodes.length)))
    }
    return findings
  }
}

/** The first refusal, or `undefined` when the pod fits and leaves those their room whom it is kept for. */
export function runFilters(
  filters: readonly SchedulerPlugin[],
  pod: PodInfo,
  node: NodeInfo,
  state: CycleState,
  { nominated }: Pick<Snapshot, 'nominated'>,
): NodeRefusal | undefined {
  return (
    runPlugins(filters, pod, node, state) ??
    runWithKept(
      filters.filter(({ nodeLocal }) => nodeLocal),
      pod,
      node,
      state,
      nominated,
    )
  )
}

function runWithKept(
  local: readonly SchedulerPlugin[],
  pod: PodInfo,
  node: NodeInfo,
  state: CycleState,
  nominated: NominatedPods,
): NodeRefusal | undefined {
  const fuller = nominated.withKept(node, pod)
  return fuller && runPlugins(local, pod, fuller, state)
}

function runPlugins(
  filters: readonly SchedulerPlugin[],
  pod: PodInfo,
  node: NodeInfo,
  state: CycleState,
): NodeRefusal | undefined {
  for (const plugin of filters) {
    const refusal = runFilter(plugin, pod, node, state)
    if (refusal) return { ...refusal, plugin: plugin.name }
  }
  return undefined
}

function runFilter(plugin: SchedulerPlugin, pod: PodInfo, node: NodeInfo, state: CycleState): Refusal | undefined {
  try {
    return plugin.filter!(pod, node, state)
  } catch (error) {
    if (!(error instanceof PluginError)) throw error
    throw new PluginError(`running "${plugin.name}" filter plugin: ${error.message}`)
  }
}

function nodesToFind(total: number): number {
  if (total < ALWAYS_TRY) return total
  const share = Math.max(LEAST_SHARE, Math.floor(50 - total / 125))
  return Math.max(ALWAYS_TRY, Math.floor((total * share) / 100))
}
