import type * as types from '../../resources/generated/types.ts'
import { applyChanges, isPodAvailable, isUpdated, type DaemonSync } from './daemon-sync.ts'
import { updateBounds } from './place-pods.ts'

/** Replaces pods of old templates, a few nodes at a time. */
export async function rollingUpdate(sync: DaemonSync): Promise<void> {
  const desired = [...sync.fits.values()].filter(({ runs }) => runs).length
  const { maxSurge, maxUnavailable } = updateBounds(sync.daemonSet, desired)
  if (maxSurge > 0) await surge(sync, maxSurge)
  else await replace(sync, maxUnavailable)
}

interface NodePods {
  fresh: types.Pod | undefined
  old: types.Pod | undefined
}

/** The one pod of each template on a node; `undefined` when there are more, which are tidied up elsewhere. */
function podsOf(sync: DaemonSync, pods: readonly types.Pod[]): NodePods | undefined {
  const living = pods.filter(({ metadata }) => !metadata.deletionTimestamp)
  const fresh = living.filter((pod) => isUpdated(pod, sync))
  const old = living.filter((pod) => !isUpdated(pod, sync))
  return fresh.length > 1 || old.length > 1 ? undefined : { fresh: fresh[0], old: old[0] }
}

/** Old pods go first; new ones come when they are gone. */
async function replace(sync: DaemonSync, maxUnavailable: number): Promise<void> {
  let unavailable = 0
  const broken: types.Pod[] = []
  const working: types.Pod[] = []
  for (const pods of sync.podsByNode.values()) {
    const found = podsOf(sync, pods)
    const { fresh, old } = found ?? { fresh: undefined, old: undefined }
    if ((fresh === undefined) === (old === undefined)) unavailable++
    else if (fresh) unavailable += isPodAvailable(fresh, sync) ? 0 : 1
    else if (isPodAvailable(old!, sync)) working.push(old!)
    else {
      broken.push(old!)
      unavailable++
    }
  }
  await applyChanges(sync, [...broken, ...working.slice(0, Math.max(0, maxUnavailable - unavailable))], [])
}

/** New pods come first, beside the old ones. */
async function surge(sync: DaemonSync, maxSurge: number): Promise<void> {
  let surging = 0
  const doomed: types.Pod[] = []
  const broken: string[] = []
  const working: string[] = []
  for (const [name, pods] of sync.podsByNode) {
    const found = podsOf(sync, pods)
    if (!found) surging++
    else if (found.old && found.fresh) {
      surging++
      if (isPodAvailable(found.fresh, sync)) doomed.push(found.old)
    } else if (found.old && sync.fits.get(name)?.runs) (isPodAvailable(found.old, sync) ? working : broken).push(name)
  }
  await applyChanges(sync, doomed, [...broken, ...working.slice(0, Math.max(0, maxSurge - surging))])
}
