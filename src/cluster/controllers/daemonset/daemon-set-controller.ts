import { deepEqual } from '../../apimachinery/deep.ts'
import { controllerOf, keyOf } from '../../apimachinery/object.ts'
import type { InformerEvent } from '../../client/informer.ts'
import { ControllerRevision, DaemonSet, Node, Pod } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch, type ControllerContext, type ReconcileContext } from '../define-controller.ts'
import { claim, controllerKey } from '../shared/claim.ts'
import { ownersConcerned } from '../shared/dependents.ts'
import { byNode } from '../shared/node-index.ts'
import { isReady } from '../shared/pods.ts'
import { removeOldRevisions, REVISION_HASH, syncRevisions } from '../shared/revisions.ts'
import { fitsNode } from './daemon-pod.ts'
import { beginSync, byAge, isPodAvailable, isUpdated, type DaemonSync, type FailedPods } from './daemon-sync.ts'
import { placePods } from './place-pods.ts'
import { rollingUpdate } from './rolling-update.ts'
import { sameStatus } from '../shared/same-status.ts'

/** Keeps one pod on every node that a DaemonSet is meant for. */
export const daemonSetController = defineController<FailedPods>({
  name: 'daemonset-controller',
  account: 'daemon-set-controller',
  state: () => new Map(),
  watches: [
    watch(DaemonSet, ({ object }) => [keyOf(object)]),
    watch(ControllerRevision, ({ object }, { cache }) => {
      const key = controllerKey(object, DaemonSet, cache(DaemonSet))
      return key ? [key] : []
    }),
    watch(Pod, (event, context) => ownersConcerned(event, context, DaemonSet, ({ spec }) => spec?.selector)),
    watch(Node, daemonSetsConcerned),
  ],
  async reconcile(key, context) {
    const daemonSet = context.cache(DaemonSet).get(key)
    if (!daemonSet || daemonSet.metadata.deletionTimestamp) return undefined
    if (selectsAll(daemonSet)) {
      const message = 'This daemon set is selecting all pods. A non-empty selector is required.'
      context.events.event(daemonSet, 'Warning', 'SelectingAll', message)
      return undefined
    }
    return syncDaemonSet(key, daemonSet, context)
  },
})

/** The DaemonSets that want a pod on a node that has none of theirs, or none where they have one. */
function* daemonSetsConcerned(
  { type, object, old }: InformerEvent<types.Node>,
  { cache }: ControllerContext<FailedPods>,
): Generator<string> {
  const unchanged =
    old && deepEqual(old.metadata.labels, object.metadata.labels) && deepEqual(old.spec?.taints, object.spec?.taints)
  if (type === 'updated' && unchanged) return
  for (const daemonSet of cache(DaemonSet).list()) {
    const { runs, stays } = fitsNode(daemonSet, object)
    const isThere = cache(Pod)
      .by(byNode, object.metadata.name)
      .some((pod) => controllerOf(pod)?.uid === daemonSet.metadata.uid)
    if (isThere ? !stays : runs) yield keyOf(daemonSet)
  }
}

function selectsAll({ spec }: types.DaemonSet): boolean {
  const { matchLabels = {}, matchExpressions = [] } = spec?.selector ?? {}
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0
}

async function syncDaemonSet(
  key: string,
  daemonSet: types.DaemonSet,
  context: ReconcileContext<FailedPods>,
): Promise<number | undefined> {
  const { client, cache, clock } = context
  const revisions = await syncRevisions({ type: DaemonSet, owner: daemonSet, hashLabel: REVISION_HASH, context })
  const hash = revisions.current.metadata.labels![REVISION_HASH]!
  const pods = await claim({
    client,
    ownerType: DaemonSet,
    owner: daemonSet,
    selector: daemonSet.spec?.selector,
    type: Pod,
    cache: cache(Pod),
  })
  const sync = beginSync({ context, key, daemonSet, nodes: cache(Node).list(), hash }, pods)
  let failure: unknown
  try {
    const moved = await placePods(sync)
    if (!moved && daemonSet.spec?.updateStrategy?.type !== 'OnDelete') await rollingUpdate(sync)
  } catch (error) {
    failure = error
  }
  const live = new Set(pods.map(({ metadata }) => metadata.labels?.[REVISION_HASH]))
  await removeOldRevisions(
    daemonSet,
    revisions.old,
    ({ metadata }) => live.has(metadata.labels?.[REVISION_HASH]),
    context,
  )
  const status = statusOf(sync, revisions.collisionCount)
  if (!sameStatus(status, daemonSet.status))
    await client.update(DaemonSet, { ...daemonSet, status }, { subresource: 'status' })
  if (failure !== undefined) throw failure
  const { minReadySeconds = 0 } = daemonSet.spec ?? {}
  const waits = minReadySeconds > 0 && status.numberReady !== (status.numberAvailable ?? 0)
  return waits ? minReadySeconds * 1000 - (clock.now() % 1000) : undefined
}

function statusOf(sync: DaemonSync, collisionCount: number): types.DaemonSetStatus {
  const count = { desired: 0, current: 0, misscheduled: 0, ready: 0, available: 0, updated: 0 }
  for (const [name, { runs }] of sync.fits) {
    const [pod] = (sync.podsByNode.get(name) ?? []).toSorted(byAge)
    if (!runs) {
      if (pod) count.misscheduled++
      continue
    }
    count.desired++
    if (!pod) continue
    count.current++
    if (isReady(pod)) count.ready++
    if (isPodAvailable(pod, sync)) count.available++
    if (isUpdated(pod, sync)) count.updated++
  }
  const { conditions } = sync.daemonSet.status ?? {}
  return {
    currentNumberScheduled: count.current,
    numberMisscheduled: count.misscheduled,
    desiredNumberScheduled: count.desired,
    numberReady: count.ready,
    observedGeneration: sync.daemonSet.metadata.generation ?? 0,
    ...(count.updated > 0 && { updatedNumberScheduled: count.updated }),
    ...(count.available > 0 && { numberAvailable: count.available }),
    ...(count.desired > count.available && { numberUnavailable: count.desired - count.available }),
    ...(collisionCount > 0 && { collisionCount }),
    ...(conditions && { conditions }),
  }
}
