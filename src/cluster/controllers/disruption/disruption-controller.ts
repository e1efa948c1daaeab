import { toSeconds } from '#base'
import { goSelector } from '../../apimachinery/go-text.ts'
import { keyOf } from '../../apimachinery/object.ts'
import { selectorOf } from '../../apimachinery/selectors.ts'
import {
  CustomResourceDefinition,
  Deployment,
  Pod,
  PodDisruptionBudget,
  ReplicaSet,
  ReplicationController,
  StatefulSet,
} from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch, type ReconcileContext } from '../define-controller.ts'
import { scaledValue } from '../shared/int-or-percent.ts'
import { isReady } from '../shared/pods.ts'
import { sameStatus } from '../shared/same-status.ts'
import { createSelectorIndex } from '../shared/selector-index.ts'
import { expectedPods, ExpectedPodsError } from './expected-pods.ts'

// How long an evicted pod counts as gone before it really is.
const DISRUPTION_MS = 120_000

const budgets = createSelectorIndex<types.PodDisruptionBudget>(({ spec }) => spec?.selector)

/** Keeps count of how many pods of each budget may be evicted now. */
export const disruptionController = defineController({
  name: 'disruption-controller',
  account: 'disruption-controller',
  eventSource: 'controllermanager',
  watches: [
    watch(PodDisruptionBudget, ({ object }) => [keyOf(object)]),
    watch(Pod, (event, { cache }) => budgets.concerned(cache(PodDisruptionBudget), event)),
    ...[Deployment, ReplicaSet, StatefulSet, ReplicationController].map((type) =>
      watch(type as typeof Deployment, ({ object, old }, { cache }) => {
        if (object.spec?.replicas === old?.spec?.replicas) return []
        const { labels } = object.spec?.template?.metadata ?? {}
        return budgets.selecting(cache(PodDisruptionBudget), object.metadata.namespace ?? '', labels).map(keyOf)
      }),
    ),
    watch(CustomResourceDefinition),
  ],
  async reconcile(key, context) {
    const budget = context.cache(PodDisruptionBudget).get(key)
    if (!budget) return undefined
    const pods = podsOf(budget, context)
    if (pods.length === 0) context.events.event(budget, 'Normal', 'NoPods', 'No matching pods found')
    try {
      return await syncBudget(budget, pods, context)
    } catch (error) {
      if (!(error instanceof ExpectedPodsError)) throw error
      const message = `Failed to calculate the number of expected pods: ${error.message}`
      context.events.event(budget, 'Warning', 'CalculateExpectedPodCountFailed', message)
      await failSafe(budget, error.message, context)
      return undefined
    }
  },
})

function podsOf({ metadata, spec }: types.PodDisruptionBudget, { cache }: ReconcileContext): types.Pod[] {
  const selector = selectorOf(spec?.selector)
  return cache(Pod)
    .labelled(metadata.namespace ?? '', spec?.selector?.matchLabels ?? {})
    .filter((pod) => selector.matches(pod.metadata.labels))
}

async function syncBudget(
  budget: types.PodDisruptionBudget,
  pods: readonly types.Pod[],
  context: ReconcileContext,
): Promise<number | undefined> {
  const { clock, events } = context
  const { expected, desired, unmanaged } = await wantedHealthy(budget, pods, context)
  if (unmanaged > 0) {
    const selector = goSelector(budget.spec?.selector ?? {})
    const message = `Pods selected by this PodDisruptionBudget (selector: ${selector}) were found to be unmanaged. As a result, the status of the PDB cannot be calculated correctly, which may result in undefined behavior. To account for these pods please set ".spec.minAvailable" field of the PDB to an integer value.`
    events.event(budget, 'Warning', 'UnmanagedPods', message)
  }
  const disrupted = stillDisrupted(budget, pods, context)
  const healthy = pods.filter(
    (pod) => !pod.metadata.deletionTimestamp && !disrupted.has(pod.metadata.name) && isReady(pod),
  ).length
  const allowed = expected > 0 ? Math.max(0, healthy - desired) : 0
  await writeStatus(
    budget,
    {
      ...(disrupted.size > 0 && { disruptedPods: Object.fromEntries(disrupted) }),
      currentHealthy: healthy,
      desiredHealthy: desired,
      disruptionsAllowed: allowed,
      expectedPods: expected,
      observedGeneration: budget.metadata.generation ?? 0,
    },
    {
      status: allowed > 0 ? 'True' : 'False',
      reason: allowed > 0 ? 'SufficientPods' : 'InsufficientPods',
      message: '',
    },
    context,
  )
  const next = Math.min(...[...disrupted.values()].map((time) => Date.parse(time) + DISRUPTION_MS - clock.now()))
  return Number.isFinite(next) ? Math.max(next, 0) + 1 : undefined
}

async function wantedHealthy(
  { spec }: types.PodDisruptionBudget,
  pods: readonly types.Pod[],
  context: ReconcileContext,
): Promise<{ expected: number; desired: number; unmanaged: number }> {
  if (typeof spec?.minAvailable === 'number') return { expected: pods.length, desired: spec.minAvailable, unmanaged: 0 }
  if (spec?.maxUnavailable === undefined && spec?.minAvailable === undefined)
    return { expected: 0, desired: 0, unmanaged: 0 }
  const { count: expected, unmanaged } = await expectedPods(pods, context)
  const desired =
    spec.maxUnavailable === undefined
      ? scaledValue(spec.minAvailable, expected, 'up')
      : Math.max(0, expected - scaledValue(spec.maxUnavailable, expected, 'up'))
  return { expected, desired, unmanaged: unmanaged.length }
}

/** Pods that the server let go, and that are not gone yet. */
function stillDisrupted(
  { metadata, status }: types.PodDisruptionBudget,
  pods: readonly types.Pod[],
  { clock, events }: ReconcileContext,
): Map<string, string> {
  const disrupted = new Map<string, string>()
  for (const pod of pods) {
    const { name, deletionTimestamp } = pod.metadata
    const time = status?.disruptedPods?.[name]
    if (!time || deletionTimestamp) continue
    if (Date.parse(time) + DISRUPTION_MS > clock.now()) disrupted.set(name, time)
    else
      events.event(
        pod,
        'Warning',
        'NotDeleted',
        `Pod was expected by PDB ${metadata.namespace}/${metadata.name} to be deleted but it wasn't`,
      )
  }
  return disrupted
}

/** When nothing is known, nothing may be disrupted. */
async function failSafe(budget: types.PodDisruptionBudget, message: string, context: ReconcileContext): Promise<void> {
  const { currentHealthy = 0, desiredHealthy = 0, expectedPods = 0, ...others } = budget.status ?? {}
  const counts = { ...others, currentHealthy, desiredHealthy, expectedPods, disruptionsAllowed: 0 }
  await writeStatus(budget, counts, { status: 'False', reason: 'SyncFailed', message }, context)
}

async function writeStatus(
  budget: types.PodDisruptionBudget,
  counts: Omit<types.PodDisruptionBudgetStatus, 'conditions'>,
  text: { status: 'True' | 'False'; reason: string; message: string },
  { client, clock }: ReconcileContext,
): Promise<void> {
  const before = budget.status?.conditions?.find(({ type }) => type === 'DisruptionAllowed')
  const lastTransitionTime = before?.status === text.status ? before.lastTransitionTime : toSeconds(clock.now())
  const condition = {
    type: 'DisruptionAllowed',
    ...text,
    lastTransitionTime,
    observedGeneration: budget.metadata.generation ?? 0,
  }
  const others = budget.status?.conditions?.filter((one) => one !== before) ?? []
  const status = { ...counts, conditions: [...others, condition] }
  if (!sameStatus(status, budget.status))
    await client.update(PodDisruptionBudget, { ...budget, status }, { subresource: 'status' })
}
