import { toSeconds } from '#base'
import { isReason } from '../../apimachinery/errors.ts'
import { Node } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import type { ReconcileContext } from '../define-controller.ts'
import type { ReadyStatus } from './node-health.ts'

const NOT_READY = 'node.kubernetes.io/not-ready'
const UNREACHABLE = 'node.kubernetes.io/unreachable'
const UNSCHEDULABLE = 'node.kubernetes.io/unschedulable'

/** The taint that each state of a condition means. */
const BY_CONDITION: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Ready: { False: NOT_READY, Unknown: UNREACHABLE },
  MemoryPressure: { True: 'node.kubernetes.io/memory-pressure' },
  DiskPressure: { True: 'node.kubernetes.io/disk-pressure' },
  NetworkUnavailable: { True: 'node.kubernetes.io/network-unavailable' },
  PIDPressure: { True: 'node.kubernetes.io/pid-pressure' },
}
const MANAGED: ReadonlySet<string> = new Set([
  UNSCHEDULABLE,
  ...Object.values(BY_CONDITION).flatMap((taints) => Object.values(taints)),
])

type Context = Pick<ReconcileContext, 'client' | 'clock'>

/** Keeps new pods away from a node in the states that its conditions tell of. */
export async function syncScheduleTaints(node: types.Node, context: Context): Promise<void> {
  const wanted = new Set<string>()
  for (const { type, status } of node.status?.conditions ?? []) {
    const key = BY_CONDITION[type]?.[status]
    if (key) wanted.add(key)
  }
  if (node.spec?.unschedulable) wanted.add(UNSCHEDULABLE)
  await writeTaints(node, wanted, 'NoSchedule', (key) => MANAGED.has(key), context)
}

/** The NoExecute taint that a node should have by its readiness. */
export function executeTaint(ready: ReadyStatus): string | undefined {
  return ready === 'True' ? undefined : ready === 'False' ? NOT_READY : UNREACHABLE
}

export function hasExecuteTaint({ spec }: types.Node): boolean {
  return (
    spec?.taints?.some(({ key, effect }) => effect === 'NoExecute' && (key === NOT_READY || key === UNREACHABLE)) ??
    false
  )
}

/** Drives pods off a node that is not ready, or lets them be. */
export async function syncExecuteTaint(node: types.Node, key: string | undefined, context: Context): Promise<void> {
  const isMine = (one: string) => one === NOT_READY || one === UNREACHABLE
  await writeTaints(node, new Set(key ? [key] : []), 'NoExecute', isMine, context)
}

async function writeTaints(
  node: types.Node,
  wanted: ReadonlySet<string>,
  effect: string,
  isMine: (key: string) => boolean,
  { client, clock }: Context,
): Promise<void> {
  const { name, uid } = node.metadata
  for (let current = node; ; current = await client.get(Node, name)) {
    const before = current.spec?.taints ?? []
    const kept = before.filter((taint) => taint.effect !== effect || !isMine(taint.key) || wanted.has(taint.key))
    const missing = [...wanted].filter((key) => !kept.some((taint) => taint.key === key && taint.effect === effect))
    if (missing.length === 0 && kept.length === before.length) return
    const timeAdded = toSeconds(clock.now())
    const taints = [...kept, ...missing.map((key) => ({ key, effect, timeAdded }))]
    const { resourceVersion } = current.metadata
    const patch = { metadata: { uid, resourceVersion }, spec: { taints: taints.length > 0 ? taints : null } }
    try {
      await client.patch(Node, name, patch as never, { type: 'merge' })
      return
    } catch (error) {
      if (isReason(error, 'NotFound')) return
      // Taints are one list that several write; what others wrote must stay.
      if (!isReason(error, 'Conflict')) throw error
    }
  }
}
