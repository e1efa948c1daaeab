import { toMicros, type Timer } from '#base'
import { isReason } from '../apimachinery/errors.ts'
import { deepEqual } from '../apimachinery/deep.ts'
import { Lease, Node } from '../resources/generated/kinds.ts'
import type * as types from '../resources/generated/types.ts'
import type { KubeletContext } from './kubelet-context.ts'
import type { NodeProfile } from './node-profile.ts'
import { registerCsiNode } from './csi-node.ts'
import { nodeObject, nodeStatus, type NodeHealth } from './node-status.ts'

export interface NodeReporterOptions {
  context: KubeletContext
  profile: NodeProfile
  health: () => NodeHealth
}

const LEASE_NAMESPACE = 'kube-node-lease'
const LEASE_SECONDS = 40
const RENEW_MS = 10_000
/** A status that did not change is told again after this time. */
const REPORT_MS = 300_000

/** Registers the node, renews its lease, and tells its status when it changes. */
export class NodeReporter {
  readonly #options: NodeReporterOptions
  #timer: Timer | undefined
  /** The kubelet of a machine that goes on has nothing to announce. */
  #resumed: boolean
  #reportedMs = 0
  #reported: types.NodeStatus | undefined

  constructor(options: NodeReporterOptions) {
    this.#options = options
    this.#resumed = options.context.resumed
  }

  async start(): Promise<void> {
    const { context, profile } = this.#options
    const { recorder, nodeName } = context
    if (this.#resumed) {
      this.#resumed = false
      return this.#tick()
    }
    const subject = { apiVersion: 'v1', kind: 'Node', name: nodeName, uid: nodeName }
    recorder.event(subject, 'Normal', 'Starting', 'Starting kubelet.')
    recorder.event(subject, 'Warning', 'InvalidDiskCapacity', 'invalid capacity 0 on image filesystem')
    await this.#register(profile)
    await registerCsiNode(context)
    for (const reason of ['NodeHasSufficientMemory', 'NodeHasNoDiskPressure', 'NodeHasSufficientPID'])
      recorder.event(subject, 'Normal', reason, `Node ${nodeName} status is now: ${reason}`)
    recorder.event(subject, 'Normal', 'NodeAllocatableEnforced', 'Updated Node Allocatable limit across pods')
    await this.#tick()
  }

  stop(): void {
    this.#timer?.cancel()
    this.#timer = undefined
    this.#reported = undefined
  }

  /** Looks at the node's health at once. */
  async report(): Promise<void> {
    const { context, profile, health } = this.#options
    const { client, clock, nodeName, recorder, log } = context
    if (!context.running()) return
    const before = context.node().status
    const status = nodeStatus(profile, health(), before, clock.now())
    const overdue = clock.now() - this.#reportedMs >= REPORT_MS
    if (!overdue && sameButForTimes(status, this.#reported) && !lostByOthers(before, status)) return
    this.#reportedMs = clock.now()
    try {
      await client.patch(Node, nodeName, { status: status as never }, { type: 'strategic', subresource: 'status' })
      const becameReady =
        isReady(status) && !(this.#reported && isReady(this.#reported)) && !(before && isReady(before))
      if (becameReady)
        recorder.event(
          { apiVersion: 'v1', kind: 'Node', name: nodeName, uid: nodeName },
          'Normal',
          'NodeReady',
          `Node ${nodeName} status is now: NodeReady`,
        )
      this.#reported = status
    } catch (error) {
      if (isReason(error, 'NotFound')) await this.#register(profile)
      else log.warn(`cannot report the status of node ${nodeName}`, { error: String(error) })
    }
  }

  async #tick(): Promise<void> {
    const { context } = this.#options
    if (!context.running()) return
    this.#timer = context.clock.setTimeout(() => void this.#tick(), RENEW_MS)
    await this.#renew()
    await this.report()
  }

  async #register(profile: NodeProfile): Promise<void> {
    const { context } = this.#options
    try {
      await context.client.create(Node, {
        ...nodeObject(profile),
        status: nodeStatus(profile, this.#options.health(), undefined, context.clock.now()),
      })
    } catch (error) {
      if (!isReason(error, 'AlreadyExists')) throw error
    }
  }

  async #renew(): Promise<void> {
    const { client, clock, nodeName, log } = this.#options.context
    const options = { namespace: LEASE_NAMESPACE }
    const renewTime = toMicros(clock.now())
    try {
      await client.patch(Lease, nodeName, { spec: { renewTime } }, { ...options, type: 'merge' })
    } catch (error) {
      if (!isReason(error, 'NotFound'))
        return log.warn(`cannot renew the lease of node ${nodeName}`, { error: String(error) })
      await this.#createLease(renewTime)
    }
  }

  async #createLease(renewTime: string): Promise<void> {
    const { client, nodeName, log } = this.#options.context
    try {
      const { uid } = (await client.get(Node, nodeName)).metadata
      const ownerReferences = [{ apiVersion: 'v1', kind: 'Node', name: nodeName, uid }]
      const spec = { holderIdentity: nodeName, leaseDurationSeconds: LEASE_SECONDS, renewTime }
      await client.create(Lease, { metadata: { name: nodeName, namespace: LEASE_NAMESPACE, ownerReferences }, spec })
    } catch (error) {
      log.warn(`cannot make the lease of node ${nodeName}`, { error: String(error) })
    }
  }
}

const isReady = ({ conditions = [] }: types.NodeStatus) =>
  conditions.some(({ type, status }) => type === 'Ready' && status === 'True')

/** Whether somebody else (the node controller) says something else than the kubelet. */
function lostByOthers(current: types.NodeStatus | undefined, wanted: types.NodeStatus): boolean {
  return (wanted.conditions ?? []).some(
    ({ type, status }) => current?.conditions?.find((condition) => condition.type === type)?.status !== status,
  )
}

function sameButForTimes(a: types.NodeStatus, b: types.NodeStatus | undefined): boolean {
  const strip = (status: types.NodeStatus) => ({
    ...status,
    conditions: status.conditions?.map(({ type, status: value, reason }) => [type, value, reason]),
  })
  return b !== undefined && deepEqual(strip(a), strip(b))
}
