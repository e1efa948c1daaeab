import { keyOf } from '../apimachinery/object.ts'
import type { ClusterChange, SchedulerPlugin } from './plugin.ts'
import type { PodInfo } from './pod-info.ts'
import { usesClaim } from './plugins/pod-volumes.ts'
import type { SchedulerObjects } from './snapshot.ts'

/**
 * Whether a change may let a pod through that these plugins refused.
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/scheduling-framework/#queueinghint
 */
export function mayHelp(
  plugins: readonly SchedulerPlugin[],
  pod: PodInfo,
  change: ClusterChange,
  objects: SchedulerObjects,
): boolean {
  // A pod's own changes help nobody else, nor do those of claims that it does not use.
  if (change.event === 'pod-changed' && keyOf(change.pod!) !== pod.key) return false
  if (change.claim && !usesClaim(pod.pod, change.claim)) return false
  return plugins.some(
    (plugin) => plugin.wakesOn.includes(change.event) && (plugin.helps?.(pod, change, objects) ?? true),
  )
}

/** Whether a change is about no node, or about one that a plugin by itself now lets the pod on. */
export function opensNode({ filter }: SchedulerPlugin, pod: PodInfo, { node }: ClusterChange): boolean {
  return !node || !filter!(pod, node, new Map())
}

/** The same; but changes of taints help everybody whom a plugin refused for something else: the real scheduler registers them for all. */
export function opensNodeOrTaints(plugin: SchedulerPlugin, pod: PodInfo, change: ClusterChange): boolean {
  return change.event === 'node-taints' || opensNode(plugin, pod, change)
}
