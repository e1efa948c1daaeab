import { controllerOf, keyOf } from '../../apimachinery/object.ts'
import { Pod, ReplicaSet } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch, type ReconcileContext } from '../define-controller.ts'
import { claim, controllerReference } from '../shared/claim.ts'
import { ownersConcerned } from '../shared/dependents.ts'
import { byController } from '../shared/owner-index.ts'
import { createPod, deletePod, isNamespaceTerminating, podFromTemplate } from '../shared/pod-control.ts'
import { isActive, isTerminating, nextAvailableMs } from '../shared/pods.ts'
import { runAll, slowStart } from '../shared/slow-start.ts'
import { podsToDelete } from './pods-to-delete.ts'
import { replicaSetStatus } from './replica-set-status.ts'
import { sameStatus } from '../shared/same-status.ts'

// The most pods that one reconcile creates or deletes.
const BURST = 500

/** Keeps as many pods of a template as `spec.replicas` says. */
export const replicaSetController = defineController({
  name: 'replicaset-controller',
  account: 'replicaset-controller',
  watches: [
    watch(ReplicaSet, ({ object }) => [keyOf(object)]),
    watch(Pod, (event, context) => ownersConcerned(event, context, ReplicaSet, ({ spec }) => spec?.selector)),
  ],
  async reconcile(key, context) {
    const replicaSet = context.cache(ReplicaSet).get(key)
    if (!replicaSet) return undefined
    const { client, cache, clock } = context
    const pods = await claim({
      client,
      ownerType: ReplicaSet,
      owner: replicaSet,
      selector: replicaSet.spec?.selector,
      type: Pod,
      cache: cache(Pod),
    })
    const active = pods.filter(isActive)
    const failure = replicaSet.metadata.deletionTimestamp
      ? undefined
      : await manageReplicas(replicaSet, active, context)
    const status = replicaSetStatus({
      replicaSet,
      active,
      terminating: pods.filter(isTerminating),
      failure,
      nowMs: clock.now(),
    })
    if (!sameStatus(status, replicaSet.status)) {
      const { namespace = '' } = replicaSet.metadata
      await client.update(ReplicaSet, { ...replicaSet, status }, { namespace, subresource: 'status' })
    }
    if (failure) throw failure
    return nextAvailableMs(active, replicaSet.spec?.minReadySeconds ?? 0, clock.now())
  },
})

/** Creates or deletes pods. @returns why that did not go well. */
async function manageReplicas(
  replicaSet: types.ReplicaSet,
  active: types.Pod[],
  context: ReconcileContext,
): Promise<Error | undefined> {
  const missing = (replicaSet.spec?.replicas ?? 1) - active.length
  try {
    if (missing > 0) await createPods(replicaSet, Math.min(missing, BURST), context)
    else if (missing < 0) await deletePods(replicaSet, active, Math.min(-missing, BURST), context)
    return undefined
  } catch (error) {
    return error as Error
  }
}

async function createPods(replicaSet: types.ReplicaSet, count: number, context: ReconcileContext): Promise<void> {
  const pod = podFromTemplate(replicaSet.spec?.template ?? {}, replicaSet, controllerReference(ReplicaSet, replicaSet))
  const { error } = await slowStart(count, async () => {
    try {
      await createPod(context, replicaSet, pod)
    } catch (error) {
      // Nothing can be done any more: everything here will go with the namespace.
      if (!isNamespaceTerminating(error)) throw error
    }
  })
  if (error !== undefined) throw error
}

async function deletePods(
  replicaSet: types.ReplicaSet,
  active: types.Pod[],
  count: number,
  context: ReconcileContext,
): Promise<void> {
  const doomed = podsToDelete(active, relatedPods(replicaSet, context), count, context.clock.now())
  await runAll(doomed, (pod) => deletePod(context, replicaSet, pod))
}

/** The active pods of all ReplicaSets that have the same owner. */
function relatedPods(replicaSet: types.ReplicaSet, { cache }: ReconcileContext): types.Pod[] {
  const owner = controllerOf(replicaSet)
  const siblings = owner ? cache(ReplicaSet).by(byController, owner.uid) : [replicaSet]
  return siblings.flatMap(({ metadata }) => cache(Pod).by(byController, metadata.uid)).filter(isActive)
}
