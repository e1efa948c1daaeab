import { keyOf } from '../../apimachinery/object.ts'
import { ControllerRevision, PersistentVolumeClaim, Pod, StatefulSet } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch, type ReconcileContext } from '../define-controller.ts'
import { claim, controllerKey } from '../shared/claim.ts'
import { ownersConcerned } from '../shared/dependents.ts'
import { nextAvailableMs } from '../shared/pods.ts'
import { removeOldRevisions, syncRevisions } from '../shared/revisions.ts'
import { sameStatus } from '../shared/same-status.ts'
import { ClaimIsDeleted } from './claims.ts'
import { syncMembers } from './members.ts'
import { isWanted, ordinalOf } from './stateful-pod.ts'
import {
  isRunningAndAvailable,
  isRunningAndReady,
  isTerminating,
  revisionOf,
  type StatefulSync,
} from './stateful-sync.ts'

const REVISION_LABEL = 'controller.kubernetes.io/hash'
const CLAIM_RETRY_MS = 1_000

/** Keeps pods with lasting names and claims, in order. */
export const statefulSetController = defineController({
  name: 'statefulset-controller',
  account: 'statefulset-controller',
  watches: [
    watch(StatefulSet, ({ object }) => [keyOf(object)]),
    watch(Pod, (event, context) => ownersConcerned(event, context, StatefulSet, ({ spec }) => spec?.selector)),
    watch(ControllerRevision, ({ object }, { cache }) => {
      const key = controllerKey(object, StatefulSet, cache(StatefulSet))
      return key ? [key] : []
    }),
    watch(PersistentVolumeClaim),
  ],
  async reconcile(key, context) {
    const set = context.cache(StatefulSet).get(key)
    if (!set) return undefined
    const { client, cache, clock } = context
    const revisions = await syncRevisions({ type: StatefulSet, owner: set, hashLabel: REVISION_LABEL, context })
    const pods = await claim({
      client,
      ownerType: StatefulSet,
      owner: set,
      selector: set.spec?.selector,
      type: Pod,
      cache: cache(Pod),
      accepts: (pod) => ordinalOf(set, pod) >= 0,
    })
    const update = revisions.current
    const current = revisions.old.find(({ metadata }) => metadata.name === set.status?.currentRevision) ?? update
    const sync = beginSync(set, current, update, pods, context)
    let failure: unknown
    try {
      if (!set.metadata.deletionTimestamp) await syncMembers(sync)
    } catch (error) {
      failure = error
    }
    await client.observed()
    const status = statusOf(sync, revisions.collisionCount)
    if (!sameStatus(status, set.status)) await client.update(StatefulSet, { ...set, status }, { subresource: 'status' })
    const live = new Set([current.metadata.name, ...pods.map(revisionOf)])
    await removeOldRevisions(set, revisions.old, ({ metadata }) => live.has(metadata.name), context)
    if (failure instanceof ClaimIsDeleted) return CLAIM_RETRY_MS
    if (failure !== undefined) throw failure
    return nextAvailableMs(pods, set.spec?.minReadySeconds ?? 0, clock.now())
  },
})

function beginSync(
  set: types.StatefulSet,
  current: types.ControllerRevision,
  update: types.ControllerRevision,
  pods: readonly types.Pod[],
  context: ReconcileContext,
): StatefulSync {
  const sorted = pods.toSorted((a, b) => ordinalOf(set, a) - ordinalOf(set, b))
  return {
    context,
    set,
    current,
    update,
    pods: new Map(sorted.filter((pod) => isWanted(set, ordinalOf(set, pod))).map((pod) => [ordinalOf(set, pod), pod])),
    condemned: sorted.filter((pod) => !isWanted(set, ordinalOf(set, pod))).toReversed(),
    ordered: set.spec?.podManagementPolicy !== 'Parallel',
  }
}

/** The status after what this reconcile did, as the caches show it. */
function statusOf(sync: StatefulSync, collisionCount: number): types.StatefulSetStatus {
  const { set, current, update, context } = sync
  const known = [...sync.pods.values(), ...sync.condemned]
  const pods = known
    .map((pod) => context.cache(Pod).get(keyOf(pod)))
    .filter((pod, index): pod is types.Pod => pod?.metadata.uid === known[index]?.metadata.uid)
  const living = pods.filter((pod) => !isTerminating(pod))
  const replicas = pods.length
  const readyReplicas = pods.filter(isRunningAndReady).length
  const currentReplicas = living.filter((pod) => revisionOf(pod) === current.metadata.name).length
  const updatedReplicas = living.filter((pod) => revisionOf(pod) === update.metadata.name).length
  const isRolling = (set.spec?.updateStrategy?.type ?? 'RollingUpdate') === 'RollingUpdate'
  const done = isRolling && updatedReplicas === replicas && readyReplicas === replicas
  const { conditions } = set.status ?? {}
  return {
    observedGeneration: set.metadata.generation ?? 0,
    replicas,
    readyReplicas,
    availableReplicas: pods.filter((pod) => isRunningAndAvailable(pod, sync)).length,
    currentReplicas: done ? updatedReplicas : currentReplicas,
    updatedReplicas,
    currentRevision: done ? update.metadata.name : current.metadata.name,
    updateRevision: update.metadata.name,
    collisionCount,
    ...(conditions && { conditions }),
  }
}
