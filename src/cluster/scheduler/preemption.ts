import { selectorOf } from '../apimachinery/selectors.ts'
import type { PodDisruptionBudget } from '../resources/generated/types.ts'
import { countReasons } from './fit-message.ts'
import type { NodeInfo } from './node-info.ts'
import { refuse, type CycleState, type Refusal } from './plugin.ts'
import type { PodInfo } from './pod-info.ts'
import { runFilters, type Diagnosis, type PodScheduler } from './schedule-pod.ts'
import { withNode, type Snapshot } from './snapshot.ts'

/** What preemption found: a node and who must leave it, or why there is none. */
export interface Preemption {
  node?: string
  victims: readonly PodInfo[]
  /** The last clause of the message of FailedScheduling. */
  message: string
}

interface Candidate {
  node: string
  victims: PodInfo[]
  violations: number
}

const NO_CLAIMS = 'no new claims to deallocate'
const CLAIMS_KEPT = 'still not schedulable'
const NOT_HELPFUL = 'Preemption is not helpful for scheduling'
const NO_VICTIMS = 'No preemption victims found for incoming pod'

/** Looks for the node where evicting pods of lower priority does the least harm. */
export function preempt(pod: PodInfo, snapshot: Snapshot, diagnosis: Diagnosis, scheduler: PodScheduler): Preemption {
  // Verbatim: claims of devices were not looked at yet when the pod was refused as such, and the real one stumbles over that.
  const { early } = diagnosis
  const ofClaims = early?.plugin === 'DynamicResources'
  if (early && !ofClaims) return { victims: [], message: 'not found' }
  const spec = pod.pod.spec!
  const claims = !early && spec.resourceClaims?.length ? CLAIMS_KEPT : NO_CLAIMS
  const none = (reason: string): Preemption => ({ victims: [], message: `${claims}, preemption: ${reason}` })
  if (spec.preemptionPolicy === 'Never') return none('not eligible due to preemptionPolicy=Never.')
  const nominated = pod.pod.status?.nominatedNodeName
  if (nominated && hasTerminatingVictim(snapshot.byName.get(nominated), pod.priority))
    return none('not eligible due to a terminating pod on the nominated node.')

  const candidates: Candidate[] = []
  const reasons: string[][] = []
  for (const node of snapshot.nodes) {
    if (ofClaims || diagnosis.refusals.get(node.name)?.unresolvable) {
      reasons.push([NOT_HELPFUL])
      continue
    }
    const outcome = tryNode(pod, node, snapshot, scheduler)
    if ('victims' in outcome) candidates.push(outcome)
    else reasons.push([...outcome.reasons])
  }
  const best = candidates.sort(leastHarm)[0]
  if (!best) return none(`0/${snapshot.nodes.length} nodes are available: ${countReasons(reasons)}.`)
  return { node: best.node, victims: best.victims, message: '' }
}

function hasTerminatingVictim(node: NodeInfo | undefined, priority: number): boolean {
  for (const { pod, priority: other } of node?.pods.values() ?? [])
    if (pod.metadata.deletionTimestamp && other < priority) return true
  return false
}

/**
 * Takes all pods of lower priority away and gives back as many as possible, the most important first.
 * @returns why not, where that does not help
 */
function tryNode(pod: PodInfo, node: NodeInfo, snapshot: Snapshot, scheduler: PodScheduler): Candidate | Refusal {
  const lower = [...node.pods.values()].filter(({ priority }) => priority < pod.priority)
  if (lower.length === 0) return refuse(NO_VICTIMS)
  const trial = node.clone()
  for (const { key } of lower) trial.removePod(key)
  const refusal = refusalOf(pod, trial, snapshot, scheduler)
  if (refusal) return refusal
  const { violating, others } = splitByBudget(lower.sort(moreImportant), snapshot.objects.budgets.list())
  const victims: PodInfo[] = []
  let violations = 0
  const giveBack = (candidate: PodInfo): boolean => {
    trial.addPod(candidate)
    if (!refusalOf(pod, trial, snapshot, scheduler)) return true
    trial.removePod(candidate.key)
    victims.push(candidate)
    return false
  }
  for (const candidate of violating) if (!giveBack(candidate)) violations++
  for (const candidate of others) giveBack(candidate)
  return { node: node.name, victims: victims.sort(moreImportant), violations }
}

function refusalOf(pod: PodInfo, trial: NodeInfo, snapshot: Snapshot, scheduler: PodScheduler): Refusal | undefined {
  const state: CycleState = new Map()
  const diagnosis: Diagnosis = { totalNodes: snapshot.nodes.length, refusals: new Map() }
  const filters = scheduler.preFilter(pod, withNode(snapshot, trial), state, diagnosis)
  if (!filters) return diagnosis.early!.refusal
  return diagnosis.refusals.get(trial.name) ?? runFilters(filters, pod, trial, state, snapshot)
}

/** Pods whose eviction a disruption budget would not allow, given those before them. */
function splitByBudget(pods: readonly PodInfo[], budgets: readonly PodDisruptionBudget[]) {
  const allowed = new Map(budgets.map((budget) => [budget, budget.status?.disruptionsAllowed ?? 0]))
  const violating: PodInfo[] = []
  const others: PodInfo[] = []
  for (const info of pods) {
    const { namespace, labels, name } = info.pod.metadata
    let violates = false
    for (const [budget, left] of allowed) {
      if (budget.metadata.namespace !== namespace || !labels) continue
      if (!budget.spec?.selector || !selectorOf(budget.spec.selector).matches(labels)) continue
      if (budget.status?.disruptedPods?.[name]) continue
      allowed.set(budget, left - 1)
      if (left - 1 < 0) violates = true
    }
    if (violates) violating.push(info)
    else others.push(info)
  }
  return { violating, others }
}

const startTime = ({ pod }: PodInfo) => pod.status?.startTime ?? '9999'

function moreImportant(a: PodInfo, b: PodInfo): number {
  return b.priority - a.priority || (startTime(a) < startTime(b) ? -1 : startTime(a) > startTime(b) ? 1 : 0)
}

/** Fewest broken budgets, then the lowest highest priority, the lowest sum, the fewest victims, the latest start. */
function leastHarm(a: Candidate, b: Candidate): number {
  const highest = ({ victims }: Candidate) => victims[0]?.priority ?? -Infinity
  const sum = ({ victims }: Candidate) => victims.reduce((total, { priority }) => total + priority + 2 ** 31, 0)
  const earliest = ({ victims }: Candidate) =>
    victims
      .filter(({ priority }) => priority === victims[0]!.priority)
      .map(startTime)
      .sort()[0] ?? ''
  return (
    a.violations - b.violations ||
    highest(a) - highest(b) ||
    sum(a) - sum(b) ||
    a.victims.length - b.victims.length ||
    (earliest(a) > earliest(b) ? -1 : earliest(a) < earliest(b) ? 1 : 0)
  )
}
