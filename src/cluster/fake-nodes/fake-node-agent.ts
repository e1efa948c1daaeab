import type { Clock, Log } from '#base'
import { isReason } from '../apimachinery/errors.ts'
import { keyOf } from '../apimachinery/object.ts'
import type { Client } from '../client/client.ts'
import type { InformerFactory } from '../client/informer-factory.ts'
import type { Informer, InformerEvent } from '../client/informer.ts'
import { WorkQueue } from '../client/work-queue.ts'
import { Node, Pod } from '../resources/generated/kinds.ts'
import type * as types from '../resources/generated/types.ts'
import { AddressPool } from '../network/address-pool.ts'
import { NodeHeartbeats } from './node-heartbeats.ts'
import { FAKE_NODE_ANNOTATION } from './node-objects.ts'
import { isReady } from './node-status.ts'
import { completedStatus, runningStatus, runsToCompletion } from './pod-status.ts'

export interface FakeNodeAgentOptions {
  client: Client
  informers: InformerFactory
  clock: Clock
  log: Log
  /** Which nodes are fake: those with kwok's annotation (the default), or all. */
  manages?: 'annotated' | 'all'
  /** Where the pods' addresses come from. */
  podCidr?: string
}

/** Writes that are under way at once. */
const WORKERS = 32
/** Who takes a node for lost looks every five seconds, and tells its pods somewhat later. */
const NEWS_OF_LOSS_MS = 15_000
/** How long kwok takes to remove a pod. */
const REMOVAL_MS = 15
const BACK_OFF = { firstMs: 100, longestMs: 10_000 }

/**
 * The kubelets of all fake nodes: keeps the nodes Ready and plays their pods' life in status writes only.
 * One watch on nodes and one on pods serve any number of nodes.
 */
export class FakeNodeAgent {
  readonly #client: Client
  readonly #clock: Clock
  readonly #manages: (node: types.Node) => boolean
  readonly #nodes: Informer<types.Node>
  readonly #pods: Informer<types.Pod>
  readonly #addresses: AddressPool
  readonly #heartbeats: NodeHeartbeats
  readonly #queue: WorkQueue
  /** Nodes that were taken for lost, and until when their pods may therefore be called not ready. */
  readonly #returned = new Map<string, number>()
  #startedMs = 0
  #unsubscribe: (() => void)[] = []

  constructor(options: FakeNodeAgentOptions) {
    const { client, clock, log, informers } = options
    this.#client = client
    this.#clock = clock
    this.#manages = (node) => options.manages === 'all' || node.metadata.annotations?.[FAKE_NODE_ANNOTATION] === 'fake'
    this.#nodes = informers.of(Node)
    this.#pods = informers.of(Pod)
    this.#addresses = new AddressPool(options.podCidr ?? '10.244.0.0/16')
    this.#heartbeats = new NodeHeartbeats({ client, clock, log, nodes: this.#nodes })
    this.#queue = new WorkQueue({
      clock,
      workers: WORKERS,
      backOff: BACK_OFF,
      process: (key, revision) => this.#play(key, revision),
      onFailure: (key, error) => log.warn(`pod ${key} of a fake node`, { error: String(error) }),
    })
  }

  start(): void {
    if (this.#unsubscribe.length > 0) return
    this.#startedMs = this.#clock.now()
    this.#queue.start()
    this.#unsubscribe = [
      this.#nodes.onChange((event) => this.#onNode(event)),
      this.#pods.onChange((event) => this.#onPod(event)),
    ]
  }

  /** Pods keep their state; nobody renews the nodes' leases any more. */
  stop(): void {
    for (const unsubscribe of this.#unsubscribe.splice(0)) unsubscribe()
    this.#heartbeats.stop()
    this.#queue.stop()
  }

  #onNode({ type, object, old, revision }: InformerEvent<types.Node>): void {
    const { name } = object.metadata
    if (type === 'deleted' || !this.#manages(object)) return this.#heartbeats.remove(name)
    const known = this.#heartbeats.has(name)
    this.#heartbeats.add(object)
    const returned = old !== undefined && isReady(object) && !isReady(old)
    if (known && !returned) return
    const pods = this.#pods.by(byNode, name)
    if (returned && pods.length > 0) this.#returned.set(name, this.#clock.now() + NEWS_OF_LOSS_MS)
    for (const pod of pods) this.#queue.add(keyOf(pod), revision)
  }

  #onPod({ type, object, revision }: InformerEvent<types.Pod>): void {
    const nodeName = object.spec?.nodeName
    if (!nodeName) return
    if (type === 'deleted') return this.#addresses.release(object.metadata.uid)
    if (object.status?.podIP) this.#addresses.claim(object.metadata.uid, object.status.podIP)
    if (!this.#heartbeats.has(nodeName)) return
    if (object.metadata.deletionTimestamp) this.#queue.addAfter(keyOf(object), REMOVAL_MS, revision)
    else this.#queue.add(keyOf(object), revision)
  }

  /** One step of a pod's life: begins to run, has completed, or is gone. */
  async #play(key: string, revision: number | undefined): Promise<void> {
    const pod = this.#pods.get(key)
    if (!pod || !this.#heartbeats.has(pod.spec?.nodeName ?? '')) return
    const client = this.#client.because(revision === undefined ? undefined : { revision })
    const { phase = 'Pending' } = pod.status ?? {}
    try {
      if (pod.metadata.deletionTimestamp) await this.#remove(client, pod)
      else if (phase === 'Pending') await this.#report(client, pod, this.#running(pod))
      else if (phase !== 'Running') return
      else if (runsToCompletion(pod)) await this.#report(client, pod, completedStatus(pod, this.#clock.now()))
      else if (!isReady(pod) && (this.#hasReturned(pod.spec!.nodeName!) || this.#isLeftUndone(pod)))
        await this.#report(client, pod, { conditions: this.#running(pod).conditions! })
    } catch (error) {
      // Somebody else was faster; what they did comes as an event.
      if (!isReason(error, 'NotFound', 'Conflict')) throw error
    }
  }

  #hasReturned(node: string): boolean {
    const until = this.#returned.get(node)
    if (until === undefined) return false
    if (this.#clock.now() <= until) return true
    this.#returned.delete(node)
    return false
  }

  /** An agent that begins does not know what its predecessor had yet to say of pods that were there before. */
  #isLeftUndone({ metadata, spec }: types.Pod): boolean {
    if (this.#clock.now() > this.#startedMs + NEWS_OF_LOSS_MS) return false
    const node = this.#nodes.get(spec!.nodeName!)
    return Date.parse(metadata.creationTimestamp) < this.#startedMs && node !== undefined && isReady(node)
  }

  #running(pod: types.Pod): types.PodStatus {
    const node = this.#nodes.get(pod.spec?.nodeName ?? '')
    const hostIP = node?.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address
    const podIP = pod.spec?.hostNetwork ? hostIP : this.#addresses.take(pod.metadata.uid)
    return runningStatus(pod, podIP, hostIP, this.#clock.now())
  }

  async #report(client: Client, { metadata }: types.Pod, status: types.PodStatus): Promise<void> {
    const patch = { metadata: { uid: metadata.uid }, status: status as never }
    const options = {
      type: 'merge',
      subresource: 'status',
      namespace: metadata.namespace!,
      fieldManager: 'kwok',
    } as const
    await client.patch(Pod, metadata.name, patch, options)
  }

  async #remove(client: Client, { metadata }: types.Pod): Promise<void> {
    const namespace = metadata.namespace!
    const { name, uid, finalizers = [] } = metadata
    // Like kwok, which holds nothing back.
    if (finalizers.length > 0)
      await client.patch(
        Pod,
        name,
        { metadata: { uid, finalizers: null } },
        { type: 'merge', namespace, fieldManager: 'kwok' },
      )
    await client.delete(Pod, name, { namespace, gracePeriodSeconds: 0, preconditions: { uid } })
  }
}

const byNode = (pod: types.Pod): string[] => (pod.spec?.nodeName ? [pod.spec.nodeName] : [])
