import type * as types from '../../resources/generated/types.ts'
import { scaledValue } from '../shared/int-or-percent.ts'
import { applyChanges, byAge, isPodAvailable, isUpdated, type DaemonSync } from './daemon-sync.ts'

const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 900_000

/** How many nodes may have two pods, and how many none, during an update. */
export function updateBounds({ spec }: types.DaemonSet, desired: number): { maxSurge: number; maxUnavailable: number } {
  if ((spec?.updateStrategy?.type ?? 'RollingUpdate') !== 'RollingUpdate') return { maxSurge: 0, maxUnavailable: 0 }
  const { maxSurge, maxUnavailable } = spec?.updateStrategy?.rollingUpdate ?? {}
  const surge = scaledValue(maxSurge, desired, 'up')
  const unavailable = scaledValue(maxUnavailable ?? 1, desired, 'up')
  return { maxSurge: surge, maxUnavailable: surge === 0 && unavailable === 0 ? 1 : unavailable }
}

/** Puts a pod on every node that should have one, and takes it away where it should not be. @returns whether anything had to change. */
export async function placePods(sync: DaemonSync): Promise<boolean> {
  const doomed: types.Pod[] = []
  const missing: string[] = []
  for (const { metadata } of sync.nodes) {
    const { runs, stays } = sync.fits.get(metadata.name)!
    const pods = sync.podsByNode.get(metadata.name) ?? []
    if (runs && pods.length === 0) missing.push(metadata.name)
    else if (stays) doomed.push(...superfluous(sync, metadata.name, pods))
    else doomed.push(...pods.filter(({ metadata }) => !metadata.deletionTimestamp))
  }
  // Pods that wait for a node which is no longer there.
  for (const [name, pods] of sync.podsByNode)
    if (!sync.fits.has(name))
      doomed.push(...pods.filter(({ spec, metadata }) => !spec?.nodeName && !metadata.deletionTimestamp))
  await applyChanges(sync, doomed, missing)
  return doomed.length + missing.length > 0
}

function superfluous(sync: DaemonSync, nodeName: string, pods: readonly types.Pod[]): types.Pod[] {
  const { daemonSet, context } = sync
  const { namespace } = daemonSet.metadata
  const doomed: types.Pod[] = []
  const running: types.Pod[] = []
  for (const pod of pods) {
    const { name, deletionTimestamp } = pod.metadata
    if (deletionTimestamp) continue
    if (pod.status?.phase === 'Failed') {
      if (mustWait(sync, nodeName)) continue
      const message = `Found failed daemon pod ${namespace}/${name} on node ${nodeName}, will try to kill it`
      context.events.event(daemonSet, 'Warning', 'FailedDaemonPod', message)
      doomed.push(pod)
    } else if (pod.status?.phase === 'Succeeded') {
      const message = `Found succeeded daemon pod ${namespace}/${name} on node ${nodeName}, will try to delete it`
      context.events.event(daemonSet, 'Normal', 'SucceededDaemonPod', message)
      doomed.push(pod)
    } else running.push(pod)
  }
  running.sort(byAge)
  return [...doomed, ...excess(sync, running)]
}

/** Of several pods on a node the oldest stays; while an update may have two, the oldest of each template until the new one is available. */
function excess(sync: DaemonSync, running: readonly types.Pod[]): types.Pod[] {
  if (running.length <= 1) return []
  if (updateBounds(sync.daemonSet, sync.nodes.length).maxSurge === 0) return running.slice(1)
  const fresh = running.find((pod) => isUpdated(pod, sync))
  const old = running.find((pod) => !isUpdated(pod, sync))
  const others = running.filter((pod) => pod !== fresh && pod !== old)
  return fresh && old && isPodAvailable(fresh, sync) ? [...others, old] : others
}

/** A pod that fails again and again is replaced ever more slowly. */
function mustWait({ context, key, daemonSet }: DaemonSync, nodeName: string): boolean {
  const id = `${daemonSet.metadata.uid}/${daemonSet.metadata.generation}/${nodeName}`
  const now = context.clock.now()
  const last = context.state.get(id)
  const left = last ? last.atMs + last.waitMs - now : 0
  if (left > 0) {
    context.enqueue(key, left)
    return true
  }
  // A pod that lasted long enough makes its predecessors forgotten.
  const isRecent = last && now - last.atMs < 2 * LONGEST_WAIT_MS
  context.state.set(id, { atMs: now, waitMs: isRecent ? Math.min(last.waitMs * 2, LONGEST_WAIT_MS) : FIRST_WAIT_MS })
  return false
}
