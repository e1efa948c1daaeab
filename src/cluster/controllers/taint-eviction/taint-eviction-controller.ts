import { deepEqual } from '../../apimachinery/deep.ts'
import { keyOf } from '../../apimachinery/object.ts'
import { covers } from '../../apimachinery/tolerations.ts'
import { Node, Pod } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch, type ReconcileContext } from '../define-controller.ts'
import { byNode } from '../shared/node-index.ts'
import { disruptPod } from '../shared/pod-conditions.ts'

/** Pods that are to go, by key: since when the taints are there, and when they go. */
type Evictions = Map<string, { uid: string; sinceMs: number; atMs: number }>

/** Deletes pods from nodes whose NoExecute taints they do not tolerate, or not for long. */
export const taintEvictionController = defineController<Evictions>({
  name: 'taint-eviction-controller',
  account: 'node-controller',
  workers: 8,
  state: () => new Map(),
  watches: [
    watch(Pod, ({ object, old }, { cache }) => {
      if (!object.spec?.nodeName) return []
      const isNews =
        object.spec.nodeName !== old?.spec?.nodeName || !deepEqual(object.spec.tolerations, old.spec.tolerations)
      return isNews && noExecuteTaints(cache(Node).get(object.spec.nodeName)).length > 0 ? [keyOf(object)] : []
    }),
    watch(Node, ({ object, old }, { cache }) =>
      deepEqual(noExecuteTaints(object), noExecuteTaints(old))
        ? []
        : cache(Pod).by(byNode, object.metadata.name).map(keyOf),
    ),
  ],
  async reconcile(key, context) {
    const { cache, state, clock } = context
    const pod = cache(Pod).get(key)
    const planned = state.get(key)
    if (!pod || (planned && planned.uid !== pod.metadata.uid)) state.delete(key)
    if (!pod || pod.metadata.deletionTimestamp) return undefined
    const taints = noExecuteTaints(cache(Node).get(pod.spec?.nodeName ?? ''))
    const toleratedMs = tolerationMs(pod, taints)
    if (toleratedMs === Infinity) return cancel(key, pod, context)
    const sinceMs = planned?.sinceMs ?? clock.now()
    const atMs = sinceMs + toleratedMs
    if (atMs > clock.now()) {
      state.set(key, { uid: pod.metadata.uid, sinceMs, atMs })
      return atMs - clock.now()
    }
    state.delete(key)
    context.events.event(subjectOf(pod), 'Normal', 'TaintManagerEviction', `Marking for deletion Pod ${key}`)
    await disruptPod(context, pod, {
      reason: 'DeletionByTaintManager',
      message: 'Taint manager: deleting due to NoExecute taint',
    })
    return undefined
  },
})

function noExecuteTaints(node: types.Node | undefined): types.Taint[] {
  return node?.spec?.taints?.filter(({ effect }) => effect === 'NoExecute') ?? []
}

/** How long a pod bears taints: 0 when it does not tolerate one of them, `Infinity` when it bears all for good. */
function tolerationMs({ spec }: types.Pod, taints: readonly types.Taint[]): number {
  let shortest = Infinity
  for (const taint of taints) {
    const matching = spec?.tolerations?.filter((toleration) => covers(toleration, taint)) ?? []
    if (matching.length === 0) return 0
    for (const { tolerationSeconds } of matching)
      if (tolerationSeconds !== undefined) shortest = Math.min(shortest, Math.max(0, tolerationSeconds) * 1000)
  }
  return shortest
}

function cancel(key: string, pod: types.Pod, { state, events }: ReconcileContext<Evictions>): undefined {
  if (!state.delete(key)) return
  events.event(subjectOf(pod), 'Normal', 'TaintManagerEviction', `Cancelling deletion of Pod ${key}`)
}

// Verbatim: these events name the pod without its uid.
const subjectOf = ({ metadata }: types.Pod): types.ObjectReference => ({
  apiVersion: 'v1',
  kind: 'Pod',
  name: metadata.name,
  namespace: metadata.namespace ?? '',
})
