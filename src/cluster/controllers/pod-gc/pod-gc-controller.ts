import { isReason } from '../../apimachinery/errors.ts'
import type { Index } from '../../client/object-cache.ts'
import { Node, Pod } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch, type ReconcileContext } from '../define-controller.ts'
import { byNode } from '../shared/node-index.ts'
import { disruptPod } from '../shared/pod-conditions.ts'
import { isFinished, podCondition } from '../shared/pods.ts'

const INTERVAL_MS = 20_000
// A node that has just gone may only have been renamed or be on its way back.
const QUARANTINE_MS = 40_000
const MAX_FINISHED = 12_500
const OUT_OF_SERVICE = 'node.kubernetes.io/out-of-service'

// Kept up to date with each pod, so that a round over a cluster of many pods that are well costs nothing.
const FINISHED = ['finished']
const UNPLACED = ['unplaced']
const BOTH = [...FINISHED, ...UNPLACED]
const NEITHER: readonly string[] = []

/** Pods that nobody else may remove: those that have ended, and those that are being deleted without a node. */
const byState: Index<types.Pod> = (pod) => {
  const isUnplaced = pod.metadata.deletionTimestamp !== undefined && !pod.spec?.nodeName
  if (isFinished(pod)) return isUnplaced ? BOTH : FINISHED
  return isUnplaced ? UNPLACED : NEITHER
}

/** Since when nodes that pods name are missing. */
type MissingNodes = Map<string, number>

/** Removes pods that nobody else would: of nodes that are gone, never scheduled and deleted, or finished and too many. */
export const podGcController = defineController<MissingNodes>({
  name: 'pod-garbage-collector-controller',
  account: 'pod-garbage-collector',
  workers: 1,
  state: () => new Map(),
  watches: [watch(Pod), watch(Node)],
  initialKeys: ['all'],
  async reconcile(_key, context) {
    const pods = context.cache(Pod)
    await collectFinished(pods.by(byState, 'finished'), context)
    await collectOutOfService(context)
    await collectOrphans(context)
    for (const pod of pods.by(byState, 'unplaced'))
      await erase(pod, 'PodGC: pod is terminating and not scheduled', context)
    return INTERVAL_MS
  },
})

async function collectFinished(finished: types.Pod[], context: ReconcileContext<MissingNodes>): Promise<void> {
  if (finished.length <= MAX_FINISHED) return
  finished.sort((a, b) => (a.metadata.creationTimestamp < b.metadata.creationTimestamp ? -1 : 1))
  for (const pod of finished.slice(0, finished.length - MAX_FINISHED)) await erase(pod, '', context)
}

/** Pods that are being deleted on a node which an administrator declared to be off will not be missed by it. */
async function collectOutOfService(context: ReconcileContext<MissingNodes>): Promise<void> {
  for (const node of context.cache(Node).list()) {
    const isReady = node.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True')
    if (isReady || !node.spec?.taints?.some(({ key }) => key === OUT_OF_SERVICE)) continue
    for (const pod of context.cache(Pod).by(byNode, node.metadata.name))
      if (pod.metadata.deletionTimestamp) await erase(pod, 'PodGC: node is out of service', context)
  }
}

async function collectOrphans(context: ReconcileContext<MissingNodes>): Promise<void> {
  const { cache, state, clock } = context
  const now = clock.now()
  const missing = new Set<string>()
  for (const name of cache(Pod).values(byNode)) if (!cache(Node).get(name)) missing.add(name)
  for (const name of state.keys()) if (!missing.has(name)) state.delete(name)
  for (const name of missing) {
    const since = state.get(name)
    if (since === undefined) state.set(name, now)
    else if (now - since >= QUARANTINE_MS && !(await nodeExists(name, context)))
      for (const pod of cache(Pod).by(byNode, name)) await erase(pod, 'PodGC: node no longer exists', context)
  }
}

async function nodeExists(name: string, { client }: ReconcileContext<MissingNodes>): Promise<boolean> {
  try {
    await client.get(Node, name)
    return true
  } catch (error) {
    if (isReason(error, 'NotFound')) return false
    throw error
  }
}

/** Deletes a pod without waiting for its node. One that had not ended ends as failed; `message` says why, where there is a reason. */
async function erase(pod: types.Pod, message: string, context: ReconcileContext<MissingNodes>): Promise<void> {
  const { name, namespace = '', uid } = pod.metadata
  if (message && !isFinished(pod) && !podCondition(pod, 'DisruptionTarget'))
    return disruptPod(context, pod, { reason: 'DeletionByPodGC', message }, { phase: 'Failed', gracePeriodSeconds: 0 })
  try {
    await context.client.delete(Pod, name, { namespace, gracePeriodSeconds: 0, preconditions: { uid } })
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error
  }
}
