import { toSeconds } from '#base'
import { Lease, Node } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import type { ReconcileContext } from '../define-controller.ts'

/** What was last seen of a node, and when that was news. */
export interface NodeHealth {
  probedMs: number
  /** Of its lease and of its status: what changes when the node gives a sign of life. */
  renewTime: string | undefined
  heartbeatTime: string | undefined
  ready: ReadyStatus
}

export type ReadyStatus = 'True' | 'False' | 'Unknown'

const GRACE_MS = 50_000
const STARTUP_GRACE_MS = 60_000
const REPORTED = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure']

export function readyCondition({ status }: types.Node): types.NodeCondition | undefined {
  return status?.conditions?.find(({ type }) => type === 'Ready')
}

/** What is known of a node now: the very `before` where nothing is new. */
export function probeNode(
  node: types.Node,
  before: NodeHealth | undefined,
  { cache, clock }: Pick<ReconcileContext, 'cache' | 'clock'>,
): NodeHealth {
  const condition = readyCondition(node)
  const ready = (condition?.status ?? 'Unknown') as ReadyStatus
  const renewTime = cache(Lease).get(`kube-node-lease/${node.metadata.name}`)?.spec?.renewTime
  const heartbeatTime = condition?.lastHeartbeatTime
  const isSilent = before?.renewTime === renewTime && before?.heartbeatTime === heartbeatTime
  if (!before || !isSilent) return { probedMs: clock.now(), renewTime, heartbeatTime, ready }
  return before.ready === ready ? before : { ...before, ready }
}

/** Whether a node has been silent for too long. */
export function isLost(node: types.Node, { probedMs }: NodeHealth, nowMs: number): boolean {
  return nowMs > probedMs + STARTUP_GRACE_MS || (nowMs > probedMs + GRACE_MS && readyCondition(node) !== undefined)
}

/** Gives a node that is lost unknown conditions, where it has others. */
export async function markSilent(
  node: types.Node,
  client: ReconcileContext['client'],
  nowMs: number,
): Promise<types.Node> {
  const time = toSeconds(nowMs)
  const conditions = [...(node.status?.conditions ?? [])]
  let changed = false
  for (const type of REPORTED) {
    const index = conditions.findIndex((condition) => condition.type === type)
    const current = conditions[index]
    if (current?.status === 'Unknown') continue
    changed = true
    const unknown = { type, status: 'Unknown', lastTransitionTime: time }
    if (current)
      conditions[index] = {
        ...current,
        ...unknown,
        reason: 'NodeStatusUnknown',
        message: 'Kubelet stopped posting node status.',
      }
    else
      conditions.push({
        ...unknown,
        lastHeartbeatTime: node.metadata.creationTimestamp,
        reason: 'NodeStatusNeverUpdated',
        message: 'Kubelet never posted node status.',
      })
  }
  if (!changed) return node
  return client.update(Node, { ...node, status: { ...node.status, conditions } }, { subresource: 'status' })
}
