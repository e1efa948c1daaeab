import type { Pod } from '../../resources/generated/types.ts'
import { isReady, mostRestarts, readySince } from '../shared/pods.ts'

const COST = 'controller.kubernetes.io/pod-deletion-cost'
const PHASES: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 }

/**
 * Chooses the pods that a scale-down costs least: those that do the least work, are cheapest by annotation, share their node with most others, and
 * are youngest. Ages compare by magnitude only, so that not always the latest zone loses its pods.
 * @param pods the controller's active pods
 * @param related active pods that do the same work, for counting per node: those of all replica sets of one deployment
 */
export function podsToDelete(pods: readonly Pod[], related: readonly Pod[], count: number, nowMs: number): Pod[] {
  if (count >= pods.length) return [...pods]
  const onNode = new Map<string, number>()
  for (const { spec } of related) onNode.set(spec?.nodeName ?? '', (onNode.get(spec?.nodeName ?? '') ?? 0) + 1)
  const ranked = pods.map((pod) => rank(pod, onNode))
  ranked.sort((a, b) => compare(a, b, nowMs))
  return ranked.slice(0, count).map(({ pod }) => pod)
}

interface Ranked {
  pod: Pod
  assigned: number
  phase: number
  ready: number
  cost: number
  neighbours: number
  readyMs: number
  restarts: number
  createdMs: number
}

function rank(pod: Pod, onNode: ReadonlyMap<string, number>): Ranked {
  const ready = isReady(pod)
  const cost = pod.metadata.annotations?.[COST]
  return {
    pod,
    assigned: pod.spec?.nodeName ? 1 : 0,
    phase: PHASES[pod.status?.phase ?? 'Pending'] ?? 1,
    ready: ready ? 1 : 0,
    cost: cost !== undefined && /^(0|-?[1-9]\d*)$/.test(cost) ? Number(cost) : 0,
    neighbours: onNode.get(pod.spec?.nodeName ?? '') ?? 0,
    readyMs: ready ? readySince(pod) : 0,
    restarts: mostRestarts(pod),
    createdMs: Date.parse(pod.metadata.creationTimestamp),
  }
}

function compare(a: Ranked, b: Ranked, nowMs: number): number {
  return (
    a.assigned - b.assigned ||
    a.phase - b.phase ||
    a.ready - b.ready ||
    a.cost - b.cost ||
    b.neighbours - a.neighbours ||
    (a.ready ? byAge(a, b, a.readyMs, b.readyMs, nowMs) : 0) ||
    b.restarts - a.restarts ||
    byAge(a, b, a.createdMs, b.createdMs, nowMs)
  )
}

/** Younger first by orders of magnitude; in the same one the uid decides, which is as good as chance. */
function byAge(a: Ranked, b: Ranked, aMs: number, bMs: number, nowMs: number): number {
  if (aMs === bMs) return 0
  const magnitude = (sinceMs: number) => Math.floor(Math.log2(Math.max(1, (nowMs - sinceMs) * 1e6)))
  return magnitude(aMs) - magnitude(bMs) || (a.pod.metadata.uid < b.pod.metadata.uid ? -1 : 1)
}
