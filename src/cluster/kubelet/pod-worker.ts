import { toSeconds, type Timer } from '#base'
import { deepEqual } from '../apimachinery/deep.ts'
import { isReason } from '../apimachinery/errors.ts'
import { Pod } from '../resources/generated/kinds.ts'
import type * as types from '../resources/generated/types.ts'
import { admitPod } from './admission.ts'
import type { ContainerRecord } from './container-record.ts'
import { createSandbox } from './create-sandbox.ts'
import type { KubeletContext } from './kubelet-context.ts'
import { BACK_OFF } from './lifecycle.ts'
import { PodContainers, type PodOfContainers } from './pod-containers.ts'
import { podPhase, podStatus } from './pod-status.ts'
import { PodStatusWriter } from './pod-status-writer.ts'
import { PodVolumes } from './pod-volumes.ts'
import { resizePod } from './resize.ts'
import { restoreRecord } from './restored-record.ts'
import { PodSandbox } from './runtime/sandbox.ts'
import { WAIT, type Outcome } from './step-outcome.ts'
import type { MountedVolume } from './volumes/volume.ts'

/** Looks after one pod of a node, from its admission to its end. */
export class PodWorker implements PodOfContainers {
  readonly #context: KubeletContext
  readonly startedAtMs: number
  readonly #volumes: PodVolumes
  readonly #containers: PodContainers
  readonly #status: PodStatusWriter
  pod: types.Pod
  sandbox: PodSandbox | undefined
  #admitted = false
  #ended: { reason: string; message: string } | undefined
  #resize: types.PodCondition | undefined
  #removed = false
  #terminating: Promise<void> | undefined
  #stopped = false
  #endsAtMs = Infinity
  #shortened: Timer | undefined
  readonly #stop = new AbortController()
  readonly #hurry = new AbortController()
  #syncing = false
  #again = false
  #timer: Timer | undefined
  #retiring = false

  constructor(context: KubeletContext, pod: types.Pod) {
    this.#context = context
    this.pod = pod
    this.startedAtMs = pod.status?.startTime ? Date.parse(pod.status.startTime) : context.clock.now()
    this.#volumes = new PodVolumes(context)
    this.#status = new PodStatusWriter(context.client)
    this.#containers = new PodContainers(this, context)
    this.#containers.update()
    for (const record of this.records) restoreRecord(record, pod, context.clock.now(), context.resumed)
    if (pod.status?.phase === 'Failed' && pod.status.reason)
      this.#ended = { reason: pod.status.reason, message: pod.status.message ?? '' }
  }

  get records(): readonly ContainerRecord[] {
    return this.#containers.all
  }

  get volumes(): Map<string, MountedVolume> {
    return this.#volumes.mounted
  }

  get stopping(): AbortSignal {
    return this.#stop.signal
  }

  get hurry(): AbortSignal {
    return this.#hurry.signal
  }

  /** Whether the pod holds resources of the node. */
  get active(): boolean {
    return this.#admitted && !this.isTerminal
  }

  /** Whether it has come to its end, however. */
  get isTerminal(): boolean {
    const { phase } = this.pod.status ?? {}
    return this.#ended !== undefined || phase === 'Succeeded' || phase === 'Failed'
  }

  /** Whether it was deleted and its containers are gone with their logs, though something holds its object. */
  get removed(): boolean {
    return this.#removed
  }

  get terminating(): boolean {
    return this.#terminating !== undefined
  }

  /** The pod as the API server has it now. */
  update(pod: types.Pod): void {
    const before = this.pod
    this.pod = pod
    if (pod.metadata.deletionTimestamp) return this.terminate(pod.metadata.deletionGracePeriodSeconds ?? 30)
    if (before.spec !== pod.spec) this.#containers.update()
    this.#status.compare(pod.status)
    // Volumes may show its labels and annotations.
    if (
      !deepEqual(before.metadata.labels, pod.metadata.labels) ||
      !deepEqual(before.metadata.annotations, pod.metadata.annotations)
    )
      void this.refresh()
    this.wake()
  }

  /** Looks at the pod soon. */
  wake(): void {
    if (this.#syncing) this.#again = true
    else if (this.#context.running() && !this.#terminating) void this.#run()
  }

  /** Ends the pod because it is deleted. A second call with less time shortens the grace period. */
  terminate(graceSeconds: number): void {
    if (graceSeconds === 0) this.#hurry.abort(new Error('no time left'))
    const { clock } = this.#context
    const endsAtMs = clock.now() + graceSeconds * 1000
    if (this.#terminating && endsAtMs < this.#endsAtMs) {
      this.#shortened?.cancel()
      this.#shortened = clock.setTimeout(() => this.#hurry.abort(new Error('no time left')), graceSeconds * 1000)
    }
    this.#endsAtMs = Math.min(this.#endsAtMs, endsAtMs)
    this.#terminating ??= this.#terminate(graceSeconds)
    // The first try may have met a kubelet or an API server that was down.
    if (this.#removed) void this.#deleteObject()
  }

  /** Ends the pod for good and says why: eviction, deadline, node shutdown. */
  async evict(reason: string, message: string, graceSeconds: number): Promise<void> {
    if (this.isTerminal) return
    this.#ended = { reason, message }
    await this.stop(graceSeconds)
    await this.report()
  }

  /** Ends all containers and gives back what the pod holds. */
  async stop(graceSeconds: number): Promise<void> {
    this.#timer?.cancel()
    await this.#containers.stopAll(graceSeconds)
    this.#release()
  }

  /** Another object stands for the same pod: its mirror was made anew. */
  adopt(pod: types.Pod): void {
    const { metadata, status } = pod
    this.pod = { ...this.pod, metadata, ...(status && { status }) }
    this.#status.forget()
    void this.report()
  }

  /** The pod's object is gone: nothing of it may stay. */
  forget(): void {
    this.#stop.abort(new Error('pod is gone'))
    this.#hurry.abort(new Error('pod is gone'))
    this.#timer?.cancel()
    this.#shortened?.cancel()
    for (const record of this.records) {
      record.stopProbes()
      record.current?.kill('KILL')
    }
    this.#release()
  }

  /** Brings volumes up to date with their sources. */
  refresh(): Promise<void> {
    return this.#volumes.refresh(this.pod)
  }

  /** Writes the status where it changed. */
  report(): Promise<void> {
    return this.#status.write(
      () => this.#current(),
      ({ metadata, status }) => (this.pod = { ...this.pod, metadata, ...(status && { status }) }),
    )
  }

  record(name: string): ContainerRecord | undefined {
    return this.#containers.get(name)
  }

  async #run(): Promise<void> {
    this.#syncing = true
    this.#timer?.cancel()
    let outcome: Outcome = WAIT
    try {
      do {
        this.#again = false
        outcome = await this.#sync()
      } while (this.#again && !this.#terminating)
    } catch (error) {
      if (!this.#stop.signal.aborted) {
        this.#context.log.error(`pod ${this.pod.metadata.namespace}/${this.pod.metadata.name}`, { error })
        outcome = { retryAtMs: this.#context.clock.now() + BACK_OFF.sync.firstMs }
      }
    } finally {
      this.#syncing = false
    }
    const { clock } = this.#context
    if (outcome !== 'done' && outcome.retryAtMs !== undefined && !this.#terminating)
      this.#timer = clock.setTimeout(() => this.wake(), Math.max(0, outcome.retryAtMs - clock.now()))
  }

  /** The life of a pod: each step waits for those before it. */
  async #sync(): Promise<Outcome> {
    const steps: readonly (() => Promise<Outcome>)[] = [
      () => this.#admit(),
      () => this.#checkDeadline(),
      () => this.#applyResize(),
      () => this.#volumes.mount(this.pod),
      () => this.#createSandbox(),
      () => this.#containers.startEphemeral(),
      () => this.#containers.startInit(),
      () => this.#containers.startRegular(),
    ]
    let outcome: Outcome = 'done'
    for (const step of steps) {
      if (this.#terminating || this.#ended || this.#retiring) return WAIT
      outcome = await step()
      if (outcome !== 'done') break
    }
    await this.report()
    await this.#retire()
    return this.#withDeadline(outcome)
  }

  async #admit(): Promise<Outcome> {
    if (this.#admitted) return 'done'
    const { phase } = this.pod.status ?? {}
    if (phase === 'Succeeded' || phase === 'Failed') return WAIT
    const rejection = admitPod(this.pod, this.#context.node(), this.#context.otherPods(this.pod.metadata.uid))
    if (!rejection) {
      this.#admitted = true
      await this.report()
      return 'done'
    }
    this.#ended = { reason: rejection.reason, message: `Pod was rejected: ${rejection.message}` }
    this.#event('Warning', rejection.reason, rejection.message)
    const status = { phase: 'Failed', startTime: toSeconds(this.#context.clock.now()), ...this.#ended }
    await this.#status.write(
      () => ({ pod: this.pod, status }),
      (pod) => (this.pod = pod),
    )
    return WAIT
  }

  #checkDeadline(): Promise<Outcome> {
    const seconds = this.pod.spec?.activeDeadlineSeconds
    const { clock } = this.#context
    if (seconds === undefined || clock.now() < this.startedAtMs + seconds * 1000) return Promise.resolve('done')
    const message = 'Pod was active on the node longer than the specified deadline'
    this.#event('Normal', 'DeadlineExceeded', message)
    void this.evict('DeadlineExceeded', message, this.pod.spec?.terminationGracePeriodSeconds ?? 30)
    return Promise.resolve(WAIT)
  }

  #withDeadline(outcome: Outcome): Outcome {
    const seconds = this.pod.spec?.activeDeadlineSeconds
    if (seconds === undefined || this.isTerminal) return outcome
    const retryAtMs = outcome === 'done' ? undefined : outcome.retryAtMs
    return { retryAtMs: Math.min(retryAtMs ?? Infinity, this.startedAtMs + seconds * 1000) }
  }

  async #applyResize(): Promise<Outcome> {
    if (!this.sandbox) return 'done'
    const { condition, restart } = resizePod(this, this.#context, (type, reason, message) =>
      this.#event(type, reason, message),
    )
    this.#resize = condition
    for (const record of restart)
      await this.#containers.restart(record, `Container ${record.name} resize requires restart`)
    return 'done'
  }

  async #createSandbox(): Promise<Outcome> {
    if (this.sandbox) return 'done'
    const made = await createSandbox(this.pod, this.#context, this.#stop.signal)
    if (!(made instanceof PodSandbox)) return made
    this.sandbox = made
    if (!this.pod.spec?.hostNetwork) made.stack.pod = () => this.pod
    await this.report()
    return 'done'
  }

  /** Once all containers are done: sidecars end, and the pod gives back what it holds. */
  async #retire(): Promise<void> {
    const phase = podPhase({ pod: this.pod, records: this.records, ended: this.#ended })
    const done = this.#containers.finished || phase === 'Failed'
    // Whoever ended it looks after its end.
    if (!done || this.#retiring || this.#ended) return
    this.#retiring = true
    await this.#containers.stopSidecars(this.pod.spec?.terminationGracePeriodSeconds ?? 30)
    this.#release()
    this.#containers.removePast()
    await this.report()
  }

  async #terminate(graceSeconds: number): Promise<void> {
    this.#timer?.cancel()
    this.#stop.abort(new Error('pod is deleted'))
    await this.#containers.stopAll(graceSeconds)
    this.#shortened?.cancel()
    this.#stopped = true
    await this.report()
    this.#release()
    this.#removed = true
    await this.report()
    await this.#deleteObject()
  }

  async #deleteObject(): Promise<void> {
    const { client, log } = this.#context
    const { name, namespace, uid, resourceVersion, deletionTimestamp } = this.pod.metadata
    if (!deletionTimestamp || !this.#context.running()) return
    try {
      const options = { namespace: namespace!, gracePeriodSeconds: 0, preconditions: { uid } }
      await client.because({ revision: Number(resourceVersion) }).delete(Pod, name, options)
    } catch (error) {
      if (!isReason(error, 'NotFound', 'Conflict'))
        log.warn(`cannot delete pod ${namespace}/${name}`, { error: String(error) })
    }
  }

  /** Gives back address, volumes and network. Containers stay, so that their logs can be read. */
  #release(): void {
    this.sandbox?.remove()
    this.sandbox = undefined
    this.#context.addresses.release(this.pod.metadata.uid)
    this.#volumes.remove()
    this.#context.images.forget(this.pod.metadata.uid)
  }

  #event(type: 'Normal' | 'Warning', reason: string, message: string): void {
    this.#context.recorder.event(this.pod, type, reason, message)
  }

  /** The status as it is; nothing before the node has taken the pod, and while the kubelet is down. */
  #current(): { pod: types.Pod; status: types.PodStatus } | undefined {
    const { clock, nodeIP } = this.#context
    if (!this.#context.running() || (!this.#admitted && !this.#terminating)) return undefined
    // Until all that ran before runs again, the status of before holds.
    if (this.records.some(({ resumes }) => resumes) && !this.#terminating) return undefined
    const status = podStatus({
      pod: this.pod,
      records: this.records,
      // A pod is not over before its containers are.
      ended: this.records.some(({ running }) => running) ? undefined : this.#ended,
      stopped: this.#stopped,
      sandbox: this.sandbox && { ip: this.sandbox.stack.ip, hostIP: nodeIP },
      nodeIP,
      startedAtMs: this.startedAtMs,
      resize: this.#resize,
      nowMs: clock.now(),
    })
    return { pod: this.pod, status }
  }
}
