import type * as types from '../../resources/generated/types.ts'
import type { ReconcileContext } from '../define-controller.ts'
import { createPod, deletePod, isNamespaceTerminating } from '../shared/pod-control.ts'
import { isAvailable } from '../shared/pods.ts'
import { REVISION_HASH } from '../shared/revisions.ts'
import { runAll, slowStart } from '../shared/slow-start.ts'
import { daemonPod, fitsNode, targetNode } from './daemon-pod.ts'

/** When a failed pod of a node was last replaced, and how long the next one waits. */
export type FailedPods = Map<string, { atMs: number; waitMs: number }>

/** One reconcile of one DaemonSet. */
export interface DaemonSync {
  readonly context: ReconcileContext<FailedPods>
  readonly key: string
  readonly daemonSet: types.DaemonSet
  readonly nodes: readonly types.Node[]
  readonly fits: ReadonlyMap<string, { runs: boolean; stays: boolean }>
  readonly podsByNode: ReadonlyMap<string, readonly types.Pod[]>
  /** Of the current template. */
  readonly hash: string
}

const BURST = 250

export function beginSync(
  base: Pick<DaemonSync, 'context' | 'key' | 'daemonSet' | 'nodes' | 'hash'>,
  pods: readonly types.Pod[],
): DaemonSync {
  const fits = new Map(base.nodes.map((node) => [node.metadata.name, fitsNode(base.daemonSet, node)]))
  return { ...base, fits, podsByNode: Map.groupBy(pods, targetNode) }
}

export const isUpdated = ({ metadata }: types.Pod, { hash }: DaemonSync): boolean =>
  metadata.labels?.[REVISION_HASH] === hash

export function isPodAvailable(pod: types.Pod, { daemonSet, context }: DaemonSync): boolean {
  return isAvailable(pod, daemonSet.spec?.minReadySeconds ?? 0, context.clock.now())
}

export const byAge = (a: types.Pod, b: types.Pod): number =>
  a.metadata.creationTimestamp < b.metadata.creationTimestamp
    ? -1
    : a.metadata.creationTimestamp > b.metadata.creationTimestamp
      ? 1
      : a.metadata.name < b.metadata.name
        ? -1
        : 1

/** Deletes pods and makes new ones on nodes. */
export async function applyChanges(
  { daemonSet, context, hash }: DaemonSync,
  doomed: readonly types.Pod[],
  nodeNames: readonly string[],
): Promise<void> {
  const create = slowStart(Math.min(nodeNames.length, BURST), async (index) => {
    try {
      await createPod(context, daemonSet, daemonPod(daemonSet, nodeNames[index]!, hash))
    } catch (error) {
      if (!isNamespaceTerminating(error)) throw error
    }
  })
  const remove = runAll(doomed.slice(0, BURST), (pod) => deletePod(context, daemonSet, pod))
  const [created, removed] = await Promise.allSettled([create, remove])
  if (created.status === 'rejected') throw created.reason
  if (created.value.error !== undefined) throw created.value.error
  if (removed.status === 'rejected') throw removed.reason
}
