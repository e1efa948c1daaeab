import { toSeconds } from '#base'
import { Lease, Node } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import type { ReconcileContext } from '../define-controller.ts'

/** What was last seen of a node, and when that was news. */
export interface NodeHealth {
  probedMs: number
  /** What changes when the node gives a sign of life. */
  sign: string
  ready: ReadyStatus
}

export type ReadyStatus = 'True' | 'False' | 'Unknown'

const GRACE_MS = 50_000
const STARTUP_GRACE_MS = 60_000
const REPORTED = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure']

export function readyCondition({ status }: types.Node): types.NodeCondition | undefined {
  return status?.conditions?.find(({ type }) => type === 'Ready')
}

/**
 * Looks whether a node still reports. One that has been silent for too long gets unknown conditions.
 * @param writer makes the client that writes them.
 */
export async function probeNode(
  node: types.Node,
  before: NodeHealth | undefined,
  context: Pick<ReconcileContext, 'cache' | 'clock'>,
  writer: () => ReconcileContext['client'],
): Promise<{ node: types.Node; health: NodeHealth }> {
  const now = context.clock.now()
  const ready = readyCondition(node)
  const lease = context.cache(Lease).get(`kube-node-lease/${node.metadata.name}`)
  const sign = `${lease?.spec?.renewTime ?? ''} ${ready?.lastHeartbeatTime ?? ''}`
  const probedMs = before?.sign === sign ? before.probedMs : now
  const health = { probedMs, sign, ready: (ready?.status ?? 'Unknown') as ReadyStatus }
  if (now <= probedMs + (ready ? GRACE_MS : STARTUP_GRACE_MS)) return { node, health }
  const silent = await markSilent(node, writer(), now)
  return { node: silent, health: { ...health, ready: 'Unknown' } }
}

async function markSilent(node: types.Node, client: ReconcileContext['client'], nowMs: number): Promise<types.Node> {
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
