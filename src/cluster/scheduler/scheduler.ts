import type { Clock, Ids, Log } from '#base'
import { isReason, StatusError } from '../apimachinery/errors.ts'
import { keyOf } from '../apimachinery/object.ts'
import type { Client } from '../client/client.ts'
import type { Gate } from '../client/gate.ts'
import type { InformerFactory } from '../client/informer-factory.ts'
import type { SeriesRecorder } from '../client/series-recorder.ts'
import { Pod as Pods, ResourceClaim as ResourceClaims } from '../resources/generated/kinds.ts'
import type { Pod } from '../resources/generated/types.ts'
import { SchedulerCache } from './cache.ts'
import { watchCluster, watchedObjects } from './cluster-events.ts'
import { fitMessage } from './fit-message.ts'
import { usesDeviceClaim } from './devices/pod-claims.ts'
import { mayHelp } from './queueing-hints.ts'
import { PluginError, type ClusterEvent, type CycleState } from './plugin.ts'
import { createPodInfo, type PodInfo } from './pod-info.ts'
import { evictVictims, setUnschedulable } from './pod-writes.ts'
import { preempt } from './preemption.ts'
import type { ProfilePlugin } from './profile.ts'
import { PodScheduler, type Decision } from './schedule-pod.ts'
import { NominatedPods } from './nominated-pods.ts'
import type { NodeScore } from './score-table.ts'
import { SchedulingQueue, type QueuedPod } from './scheduling-queue.ts'
import type { SchedulerObjects, Snapshot } from './snapshot.ts'

export interface SchedulerOptions {
  client: Client
  informers: InformerFactory
  events: SeriesRecorder
  clock: Clock
  ids: Ids
  log: Log
  profile: readonly ProfilePlugin[]
  /** Receives decisions of late, by `namespace/name` of the pod. */
  decisions: Map<string, DecisionRecord>
  /** Holds the work up. */
  gate?: Gate | undefined
  /** Pods name it in `spec.schedulerName`. */
  name?: string
}

/** What was decided for a pod, for the page that shows it. */
export interface DecisionRecord {
  pod: string
  node?: string
  /** Milliseconds since the epoch. */
  at: number
  scores: readonly NodeScore[]
  /** Refused nodes and why. */
  refusals: readonly { node: string; plugin: string; reasons: readonly string[] }[]
}

const KEPT_DECISIONS = 500

/** kube-scheduler: finds a node for every pod that has none. */
export class Scheduler {
  readonly #options: SchedulerOptions
  readonly #name: string
  readonly #cache = new SchedulerCache()
  readonly #nominated = new NominatedPods()
  readonly #queue: SchedulingQueue
  readonly #scheduler: PodScheduler
  readonly #objects: SchedulerObjects
  readonly #decisions: Map<string, DecisionRecord>
  #unsubscribe: (() => void)[] = []
  #running = false
  #looping = false

  constructor(options: SchedulerOptions) {
    const { clock, ids, profile, informers } = options
    this.#options = options
    this.#name = options.name ?? 'default-scheduler'
    this.#decisions = options.decisions
    this.#scheduler = new PodScheduler(profile, () => ids.random())
    this.#queue = new SchedulingQueue(clock, () => this.#kick())
    this.#objects = watchedObjects(informers)
  }

  start(): void {
    if (this.#running) return
    this.#running = true
    const { informers } = this.#options
    const pods = informers.of(Pods).onChange(({ type, object, old, revision }) => {
      if (type === 'deleted') this.#podDeleted(object, revision)
      else this.#podChanged(object, old, revision)
    })
    const gate = this.#options.gate?.onChange(() => this.#kick()) ?? (() => undefined)
    // Pods that were kept out of the queue for want of a claim.
    const claims = informers.of(ResourceClaims).onChange(({ object, revision }) => {
      for (const pod of informers.of(Pods).list())
        if (!pod.spec!.nodeName && usesDeviceClaim(pod, object)) this.#podChanged(pod, pod, revision)
    })
    this.#unsubscribe = [
      pods,
      claims,
      gate,
      ...watchCluster(informers, this.#cache, (...news) => this.#queue.wake(...news)),
    ]
    informers.start()
    void informers.whenSynced().then(() => this.#kick())
  }

  stop(): void {
    this.#running = false
    this.#queue.stop()
    for (const end of this.#unsubscribe.splice(0)) end()
  }

  #podChanged(pod: Pod, old: Pod | undefined, revision: number): void {
    const key = keyOf(pod)
    const { phase, nominatedNodeName } = pod.status ?? {}
    if (pod.spec!.nodeName) {
      this.#queue.remove(key)
      this.#nominated.remove(key)
      if (phase === 'Succeeded' || phase === 'Failed') {
        this.#cache.removePod(key)
        if (old?.status?.phase !== phase) this.#queue.wake({ event: 'assigned-pod-deleted', pod }, revision)
        return
      }
      this.#cache.setPod(pod)
      if (!old?.spec!.nodeName) this.#queue.wake({ event: 'assigned-pod-added', pod }, revision)
      else if (old.metadata.labels !== pod.metadata.labels || old.spec !== pod.spec)
        this.#queue.wake({ event: 'assigned-pod-changed', pod, before: old }, revision)
      return
    }
    if (pod.metadata.deletionTimestamp || phase === 'Succeeded' || phase === 'Failed') {
      this.#nominated.remove(key)
      return this.#queue.remove(key)
    }
    if (nominatedNodeName) this.#nominated.set(createPodInfo(pod), nominatedNodeName)
    else if (old?.status?.nominatedNodeName) this.#nominated.remove(key)
    if (pod.spec!.schedulerName !== this.#name || this.#cache.isAssumed(key)) return
    if (this.#isGated(pod)) return this.#queue.remove(key)
    if (!this.#queue.update(pod, key)) this.#queue.add(pod, key, revision)
    else if (old && JSON.stringify(old.spec) !== JSON.stringify(pod.spec))
      this.#queue.wake({ event: 'pod-changed', pod, before: old }, revision)
  }

  #podDeleted(pod: Pod, revision: number): void {
    const key = keyOf(pod)
    this.#queue.remove(key)
    this.#decisions.delete(key)
    const leavesRoom = this.#nominated.remove(key) || pod.spec!.nodeName !== undefined
    this.#cache.removePod(key)
    if (leavesRoom) this.#queue.wake({ event: 'assigned-pod-deleted', pod }, revision)
  }

  #isGated(pod: Pod): boolean {
    return this.#options.profile.some(({ plugin }) => plugin.preEnqueue?.(pod, this.#objects) !== undefined)
  }

  #kick(): void {
    if (this.#looping || !this.#running) return
    this.#looping = true
    void this.#loop()
  }

  async #loop(): Promise<void> {
    await this.#options.informers.whenSynced()
    while (this.#running) {
      const pause = this.#options.clock.breathe()
      if (pause) await pause
      if (!this.#queue.ready || this.#options.gate?.admits() === false) break
      const queued = this.#queue.pop()
      if (!queued) break
      try {
        this.#schedule(queued)
      } catch (error) {
        if (error instanceof PluginError) this.#report(queued, error.message, 'SchedulerError')
        else this.#options.log.error(`scheduling ${queued.key} failed`, { error })
        this.#queue.retry(queued)
      }
    }
    // In the same turn in which the queue was found empty, so that no pod that comes next is overlooked.
    this.#looping = false
  }

  #schedule(queued: QueuedPod): void {
    const { listed, byName, withAffinity, imageHolders } = this.#cache
    const nominated = this.#nominated
    const snapshot: Snapshot = { ...listed, byName, withAffinity, imageHolders, nominated, objects: this.#objects }
    const pod = createPodInfo(queued.pod)
    const decision = this.#scheduler.decide(pod, snapshot, queued.pod.status?.nominatedNodeName)
    this.#remember(queued.key, decision)
    if (decision.node === undefined) return this.#fail(queued, pod, decision, snapshot)
    this.#nominated.remove(queued.key)
    this.#cache.assume(pod, decision.node)
    for (const { plugin } of this.#options.profile) plugin.reserve?.(pod, decision.node, decision.state)
    void this.#bind(queued, pod, decision.node, decision.state)
  }

  async #bind(queued: QueuedPod, pod: PodInfo, node: string, state: CycleState): Promise<void> {
    const { events, profile } = this.#options
    const { namespace, name, uid } = pod.pod.metadata
    const client = this.#options.client.because({ revision: queued.cause })
    try {
      for (const { plugin } of profile) if (plugin.preBind) await plugin.preBind(pod, node, state)
      const target = { apiVersion: 'v1', kind: 'Node', name: node }
      const body = { apiVersion: 'v1', kind: 'Binding', metadata: { name, namespace: namespace!, uid }, target }
      await client.createSubresource(Pods, name, 'binding', body, { namespace: namespace! })
      events.because({ revision: queued.cause }).event({
        regarding: pod.pod,
        type: 'Normal',
        reason: 'Scheduled',
        action: 'Binding',
        note: `Successfully assigned ${namespace}/${name} to ${node}`,
      })
    } catch (error) {
      for (const { plugin } of profile) plugin.unreserve?.(state)
      this.#bindFailed(queued, error)
    }
  }

  #bindFailed(queued: QueuedPod, error: unknown): void {
    if (this.#cache.isAssumed(queued.key)) this.#cache.removePod(queued.key)
    if (isReason(error, 'NotFound', 'Conflict')) {
      // Gone, or given a node by somebody else meanwhile; or something else that the pod needs has changed.
      const pod = this.#options.informers.of(Pods).get(queued.key)
      if (pod && !pod.spec!.nodeName && !pod.metadata.deletionTimestamp) this.#queue.retry(queued)
      return
    }
    const message = error instanceof Error ? error.message : String(error)
    if (!(error instanceof StatusError)) this.#options.log.error(`binding ${queued.key} failed`, { error })
    this.#report(queued, `binding rejected: ${message}`, 'Error')
    this.#queue.retry(queued)
  }

  #fail(queued: QueuedPod, pod: PodInfo, { diagnosis }: Decision, snapshot: Snapshot): void {
    const outcome = preempt(pod, snapshot, diagnosis, this.#scheduler)
    const refusing = new Set(
      diagnosis.early ? [diagnosis.early.plugin] : [...diagnosis.refusals.values()].map(({ plugin }) => plugin),
    )
    const plugins = this.#options.profile.flatMap(({ plugin }) => (refusing.has(plugin.name) ? [plugin] : []))
    const always = new Set<ClusterEvent>(diagnosis.totalNodes === 0 ? ['node-added'] : [])
    if (outcome.node) this.#nominated.set(pod, outcome.node)
    // A pod that made room for itself waits for the victims to leave.
    if (outcome.node) always.add('assigned-pod-deleted')
    this.#queue.refuse(queued, (change) => always.has(change.event) || mayHelp(plugins, pod, change, this.#objects))
    this.#report(queued, fitMessage(diagnosis, outcome.message), 'Unschedulable', outcome.node)
    if (outcome.node) {
      const client = this.#options.client.because({ revision: queued.cause })
      void evictVictims({ ...this.#options, client }, this.#name, pod, outcome.node, outcome.victims)
    }
  }

  #report(queued: QueuedPod, message: string, reason: string, nominatedNode?: string): void {
    const cause = { revision: queued.cause }
    const { events, client, clock, log } = this.#options
    events.because(cause).event({
      regarding: queued.pod,
      type: 'Warning',
      reason: 'FailedScheduling',
      action: 'Scheduling',
      note: message,
    })
    void setUnschedulable({ client: client.because(cause), clock, log }, queued.pod, { reason, message, nominatedNode })
  }

  #remember(key: string, { node, scores, diagnosis }: Decision): void {
    this.#decisions.delete(key)
    this.#decisions.set(key, {
      pod: key,
      ...(node && { node }),
      at: this.#options.clock.now(),
      get scores() {
        return scores?.() ?? []
      },
      get refusals() {
        return [...diagnosis.refusals].map(([name, { plugin, reasons }]) => ({ node: name, plugin, reasons }))
      },
    })
    if (this.#decisions.size > KEPT_DECISIONS) this.#decisions.delete(this.#decisions.keys().next().value!)
  }
}
