import { controllerOf, keyOf, type LabelSelector, type ResourceType } from '../../apimachinery/object.ts'
import { Pod } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch, type Controller, type ReconcileContext } from '../define-controller.ts'
import { claim, controllerReference } from '../shared/claim.ts'
import { ownersConcerned } from '../shared/dependents.ts'
import { byController } from '../shared/owner-index.ts'
import { createPod, deletePod, isNamespaceTerminating, podFromTemplate } from '../shared/pod-control.ts'
import { isActive, isTerminating, nextAvailableMs } from '../shared/pods.ts'
import { sameStatus } from '../shared/same-status.ts'
import { runAll, slowStart } from '../shared/slow-start.ts'
import { podsToDelete } from './pods-to-delete.ts'
import type { Replicated } from './replicated.ts'
import { replicaSetStatus } from './replica-set-status.ts'

export interface ReplicationOptions<T extends Replicated> {
  type: ResourceType<T>
  name: string
  account: string
  eventSource?: string
  selectorOf: (owner: T) => LabelSelector | undefined
  /** Whether the status also tells how many pods are being deleted. */
  showsTerminating: boolean
}

// The most pods that one reconcile creates or deletes.
const BURST = 500

// Every event of a pod makes its owner look at all of its pods; owners of many rest in between.
const MANY_REPLICAS = 100
const REPLICAS_A_MS = 20
const restMs = (replicas: number) => (replicas < MANY_REPLICAS ? 0 : replicas / REPLICAS_A_MS)

/** A controller that keeps as many pods of a template as `spec.replicas` says. */
export function defineReplication<T extends Replicated>(options: ReplicationOptions<T>): Controller {
  const { type, name, account, eventSource, selectorOf, showsTerminating } = options
  return defineController({
    name,
    account,
    ...(eventSource && { eventSource }),
    watches: [
      watch(type, ({ object }) => [keyOf(object)]),
      watch(Pod, (event, context) => ownersConcerned(event, context, type, selectorOf)),
    ],
    restMs: (key, { cache }) => restMs(cache(type).get(key)?.spec?.replicas ?? 0),
    async reconcile(key, context) {
      const owner = context.cache(type).get(key)
      if (!owner) return undefined
      const { client, cache, clock } = context
      const pods = await claim({
        client,
        ownerType: type,
        owner,
        selector: selectorOf(owner),
        type: Pod,
        cache: cache(Pod),
      })
      const active = pods.filter(isActive)
      const failure = owner.metadata.deletionTimestamp ? undefined : await managePods(type, owner, active, context)
      const terminating = showsTerminating ? pods.filter(isTerminating) : undefined
      const status = replicaSetStatus({ owner, active, terminating, failure, nowMs: clock.now() })
      if (!sameStatus(status, owner.status)) await client.update(type, { ...owner, status }, { subresource: 'status' })
      if (failure) throw failure
      return nextAvailableMs(active, owner.spec?.minReadySeconds ?? 0, clock.now())
    },
  })
}

/** Creates or deletes pods. @returns why that did not go well. */
async function managePods(
  type: ResourceType,
  owner: Replicated,
  active: types.Pod[],
  context: ReconcileContext,
): Promise<Error | undefined> {
  const missing = (owner.spec?.replicas ?? 1) - active.length
  try {
    if (missing > 0) await createPods(type, owner, Math.min(missing, BURST), context)
    else if (missing < 0) await deletePods(type, owner, active, Math.min(-missing, BURST), context)
    return undefined
  } catch (error) {
    return error as Error
  }
}

async function createPods(
  type: ResourceType,
  owner: Replicated,
  count: number,
  context: ReconcileContext,
): Promise<void> {
  const pod = podFromTemplate(owner.spec?.template ?? {}, owner, controllerReference(type, owner))
  const { error } = await slowStart(count, async () => {
    try {
      await createPod(context, owner, pod)
    } catch (error) {
      // Nothing can be done any more: everything here will go with the namespace.
      if (!isNamespaceTerminating(error)) throw error
    }
  })
  if (error !== undefined) throw error
}

async function deletePods(
  type: ResourceType,
  owner: Replicated,
  active: types.Pod[],
  count: number,
  context: ReconcileContext,
): Promise<void> {
  const doomed = podsToDelete(active, relatedPods(type, owner, context), count, context.clock.now())
  await runAll(doomed, (pod) => deletePod(context, owner, pod))
}

/** The active pods of all that have the same owner as this one. */
function relatedPods(type: ResourceType, one: Replicated, { cache }: ReconcileContext): types.Pod[] {
  const owner = controllerOf(one)
  const siblings = owner ? cache(type).by(byController, owner.uid) : [one]
  return siblings.flatMap(({ metadata }) => cache(Pod).by(byController, metadata.uid)).filter(isActive)
}
