import { toSeconds } from '#base'
import { badRequest, isReason, notFound, StatusError, tooManyRequests } from '../../apimachinery/errors.ts'
import { selectorOf } from '../../apimachinery/selectors.ts'
import type { Draft, KubeObject } from '../../apimachinery/object.ts'
import type { Eviction, Pod, PodCondition, PodDisruptionBudget } from '../../resources/generated/types.ts'
import * as kinds from '../../resources/generated/kinds.ts'
import type { DeleteOptions } from '../../client/client.ts'
import type { Core, RequestContext, SubresourceHandler, SubresourceTarget } from '../core.ts'
import { admitBrought } from '../operations/admitted.ts'
import { checkPreconditions, remove } from '../operations/delete.ts'
import { peek } from '../operations/read.ts'
import { update } from '../operations/update.ts'

const DISRUPTED = 'DisruptionTarget'

/** `pods/eviction`: a deletion that asks the disruption budgets first. */
export const eviction: SubresourceHandler = {
  alsoRead: ['v1beta1'],
  async create(core, context, target, body) {
    await evict(core, context, target, body)
    return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 } as unknown as KubeObject
  },
}

async function evict(
  core: Core,
  request: RequestContext,
  target: SubresourceTarget,
  body: Draft<Eviction>,
): Promise<void> {
  const context = body.deleteOptions?.dryRun?.includes('All') ? { ...request, dryRun: true } : request
  const { resource, namespace, name } = target
  if (body.metadata?.name !== name) throw badRequest('name in URL does not match name in Eviction object')
  const pod = peek(core, resource, namespace, name)
  if (!pod) throw notFound(resource.type, name)
  const object = { kind: 'Eviction', apiVersion: 'policy/v1', ...body, metadata: { ...body.metadata, name, namespace } }
  await admitBrought(core, context, { ...target, subresource: 'eviction' }, object as unknown as KubeObject)
  const options = (body.deleteOptions ?? {}) as DeleteOptions
  if (needsBudget(pod)) await spendBudget(core, context, pod)
  await markDisrupted(core, context, target, options)
  await remove(core, context, resource, { namespace, name }, options)
}

/** Says in the Pod, before it goes, why it goes. */
async function markDisrupted(
  core: Core,
  context: RequestContext,
  { resource, namespace, name }: SubresourceTarget,
  { preconditions }: DeleteOptions,
): Promise<void> {
  const target = { namespace, name, subresource: 'status' }
  const transform = (current: KubeObject | undefined) => {
    checkPreconditions(resource, current!, preconditions)
    return disrupted(current as Pod, core.clock.now())
  }
  await update(core, context, resource, target, transform, { byServer: true })
}

function disrupted(pod: Pod, now: number): Pod {
  const before = pod.status?.conditions ?? []
  const at = before.findIndex(({ type }) => type === DISRUPTED)
  const known = before[at]
  const condition: PodCondition = {
    type: DISRUPTED,
    status: 'True',
    reason: 'EvictionByEvictionAPI',
    message: 'Eviction API: evicting',
    lastProbeTime: null as unknown as string,
    lastTransitionTime: known?.status === 'True' ? known.lastTransitionTime! : toSeconds(now),
  }
  const conditions = known ? before.with(at, condition) : [...before, condition]
  return { ...pod, metadata: { ...pod.metadata }, status: { ...pod.status, conditions } }
}

/** Pods that are over, not yet running or already going do not count. */
function needsBudget(pod: Pod): boolean {
  const phase = pod.status?.phase
  return phase !== 'Succeeded' && phase !== 'Failed' && phase !== 'Pending' && !pod.metadata.deletionTimestamp
}

async function spendBudget(core: Core, context: RequestContext, pod: Pod): Promise<void> {
  const { namespace = '', labels = {} } = pod.metadata
  const budgets = [...core.admissionContext.readAll(kinds.PodDisruptionBudget, namespace)].filter((budget) => {
    return budget.spec?.selector !== undefined && selectorOf(budget.spec.selector).matches(labels)
  })
  if (budgets.length > 1)
    throw new StatusError(
      500,
      '',
      'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    )
  const budget = budgets[0]
  if (!budget) return
  // A Pod that is not Ready may go when its budget says so, or when the budget is met without it.
  const status = budget.status
  const unready = !pod.status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True')
  if (unready) {
    if (budget.spec?.unhealthyPodEvictionPolicy === 'AlwaysAllow') return
    if (status && status.currentHealthy >= status.desiredHealthy && status.desiredHealthy > 0) return
  }
  if ((status?.observedGeneration ?? 0) < (budget.metadata.generation ?? 0))
    throw tooManyRequests("Cannot evict pod as it would violate the pod's disruption budget.", 10, [
      {
        reason: 'DisruptionBudget',
        message: `The disruption budget ${budget.metadata.name} is still being processed by the server.`,
      },
    ])
  if (!status || status.disruptionsAllowed <= 0) throw refusal(budget)
  if (!context.dryRun) await take(core, context, budget, pod)
}

function refusal(budget: PodDisruptionBudget) {
  const { desiredHealthy = 0, currentHealthy = 0 } = budget.status ?? {}
  const need =
    currentHealthy <= desiredHealthy
      ? `The disruption budget ${budget.metadata.name} needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`
      : `The disruption budget ${budget.metadata.name} does not allow evicting pods currently`
  return tooManyRequests("Cannot evict pod as it would violate the pod's disruption budget.", 0, [
    { reason: 'DisruptionBudget', message: need },
  ])
}

async function take(core: Core, context: RequestContext, budget: PodDisruptionBudget, pod: Pod): Promise<void> {
  const resource = core.registry.find('policy', 'v1', 'poddisruptionbudgets')!
  const { namespace = '', name } = budget.metadata
  try {
    const transform = (current: KubeObject | undefined) => {
      const { status, ...rest } = current as PodDisruptionBudget
      if (!status || status.disruptionsAllowed <= 0) throw refusal(current as PodDisruptionBudget)
      const disruptedPods = { ...status.disruptedPods, [pod.metadata.name]: toSeconds(core.clock.now()) }
      const next: PodDisruptionBudget = {
        ...rest,
        metadata: { ...rest.metadata },
        status: { ...status, disruptionsAllowed: status.disruptionsAllowed - 1, disruptedPods },
      }
      return next
    }
    await update(core, context, resource, { namespace, name, subresource: 'status' }, transform, { byServer: true })
  } catch (error) {
    // The budget is gone: nothing stands in the way any more.
    if (!isReason(error, 'NotFound')) throw error
  }
}
