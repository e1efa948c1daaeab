import { toMicros, type Clock, type Log, type Timer } from '#base'
import { isReason } from '../apimachinery/errors.ts'
import type { Client } from '../client/client.ts'
import type { Lister } from '../client/object-cache.ts'
import { Lease, Node } from '../resources/generated/kinds.ts'
import type * as types from '../resources/generated/types.ts'
import { isReady, nodeStatus } from './node-status.ts'

export interface NodeHeartbeatsOptions {
  client: Client
  clock: Clock
  log: Log
  nodes: Lister<types.Node>
}

const LEASE_NAMESPACE = 'kube-node-lease'
const LEASE_DURATION_SECONDS = 40
/** Every node's lease is renewed once in this many ticks of a second, each tick renewing its share of the nodes. */
const RENEW_TICKS = 10
/** Differs: with many nodes half as often as a kubelet does, which is still well before anybody takes a node for lost. */
const RENEW_TICKS_OF_MANY = 20
const MANY_NODES = 100
const TICK_MS = 1000
const STATUS_TICKS = 300

/** Renews the leases of many nodes from one timer, and reports their status when it is new, wrong or five minutes old. */
export class NodeHeartbeats {
  readonly #options: NodeHeartbeatsOptions
  /** Each node with the tick that is its turn. */
  readonly #turns = new Map<string, number>()
  readonly #reporting = new Set<string>()
  #tick = 0
  #nextTurn = 0
  #timer: Timer | undefined

  constructor(options: NodeHeartbeatsOptions) {
    this.#options = options
  }

  stop(): void {
    this.#timer?.cancel()
    this.#timer = undefined
    this.#turns.clear()
  }

  has(name: string): boolean {
    return this.#turns.has(name)
  }

  /** Takes a node over, or looks at it again after a change. */
  add(node: types.Node): void {
    const { name } = node.metadata
    if (!this.#turns.has(name)) {
      this.#turns.set(name, this.#nextTurn++ % STATUS_TICKS)
      void this.#renew(node)
      this.#timer ??= this.#options.clock.setTimeout(() => this.#onTick(), TICK_MS)
    }
    if (!isReady(node)) void this.#report(node)
  }

  remove(name: string): void {
    this.#turns.delete(name)
  }

  #onTick(): void {
    this.#timer = this.#turns.size > 0 ? this.#options.clock.setTimeout(() => this.#onTick(), TICK_MS) : undefined
    this.#tick++
    const renewTicks = this.#turns.size > MANY_NODES ? RENEW_TICKS_OF_MANY : RENEW_TICKS
    for (const [name, turn] of this.#turns) {
      if ((this.#tick + turn) % renewTicks !== 0) continue
      const node = this.#options.nodes.get(name)
      if (!node) continue
      void this.#renew(node)
      if (!isReady(node) || (this.#tick + turn) % STATUS_TICKS === 0) void this.#report(node)
    }
  }

  async #renew({ metadata: { name, uid } }: types.Node): Promise<void> {
    const { client, clock, log } = this.#options
    const renewTime = toMicros(clock.now())
    const options = { namespace: LEASE_NAMESPACE, fieldManager: 'kwok' }
    try {
      await client.patch(Lease, name, { spec: { renewTime } }, { ...options, type: 'merge' })
    } catch (error) {
      if (!isReason(error, 'NotFound')) return log.warn(`lease of fake node ${name}`, { error: String(error) })
      const ownerReferences = [{ apiVersion: 'v1', kind: 'Node', name, uid }]
      const spec = { holderIdentity: name, leaseDurationSeconds: LEASE_DURATION_SECONDS, renewTime }
      await client
        .create(Lease, { metadata: { name, namespace: LEASE_NAMESPACE, ownerReferences }, spec }, options)
        .catch((failure: unknown) => log.warn(`lease of fake node ${name}`, { error: String(failure) }))
    }
  }

  async #report(node: types.Node): Promise<void> {
    const { client, clock, log } = this.#options
    const { name } = node.metadata
    if (this.#reporting.has(name)) return
    this.#reporting.add(name)
    const patch = { status: nodeStatus(node, clock.now()) as never }
    const options = { type: 'merge', subresource: 'status', fieldManager: 'kwok' } as const
    try {
      await client.patch(Node, name, patch, options)
    } catch (error) {
      if (!isReason(error, 'NotFound')) log.warn(`status of fake node ${name}`, { error: String(error) })
    } finally {
      this.#reporting.delete(name)
    }
  }
}
