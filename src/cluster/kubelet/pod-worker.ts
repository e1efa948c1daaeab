import { sleep, toSeconds, type Timer } from '#base'
import { isReason } from '../apimachinery/errors.ts'
import { deepEqual } from '../apimachinery/deep.ts'
import { Pod } from '../resources/generated/kinds.ts'
import type * as types from '../resources/generated/types.ts'
import { admitPod } from './admission.ts'
import { ContainerRecord, type ContainerKind } from './container-record.ts'
import { crashBackOff, startContainer, type PodParts } from './container-starter.ts'
import { stopContainer } from './container-stopper.ts'
import { runHook } from './hooks.ts'
import { AddressError, type KubeletContext } from './kubelet-context.ts'
import { BACK_OFF, BackOff, DELAYS } from './lifecycle.ts'
import { podPhase, podStatus } from './pod-status.ts'
import { startProbes } from './probes/start-probes.ts'
import { MissingReference } from './references.ts'
import { resizePod } from './resize.ts'
import { shouldRestart } from './restart-policy.ts'
import { restoreRecord } from './restored-record.ts'
import type { Container } from './runtime/container.ts'
import { PodSandbox } from './runtime/sandbox.ts'
import { mountVolume } from './volumes/index.ts'
import { VolumeError, type MountedVolume } from './volumes/volume.ts'

/** What a step of the pod's life came to: on with the next, or when to look again. */
type Outcome = 'done' | { retryAtMs: number | undefined }

const WAIT: Outcome = { retryAtMs: undefined }

/** Looks after one pod of a node, from its admission to its end. */
export class PodWorker {
  readonly #context: KubeletContext
  readonly startedAtMs: number
  readonly volumes = new Map<string, MountedVolume>()
  pod: types.Pod
  records: ContainerRecord[] = []
  sandbox: PodSandbox | undefined
  #admitted = false
  #ended: { reason: string; message: string } | undefined
  #resize: types.PodCondition | undefined
  #removed = false
  #terminating: Promise<void> | undefined
  readonly #stop = new AbortController()
  readonly #hurry = new AbortController()
  #syncing = false
  #again = false
  #timer: Timer | undefined
  #written: types.PodStatus | undefined
  #writing: Promise<void> = Promise.resolve()
  readonly #volumeBackOff = new BackOff(BACK_OFF.volume)
  #retiring = false

  constructor(context: KubeletContext, pod: types.Pod) {
    this.#context = context
    this.pod = pod
    this.startedAtMs = pod.status?.startTime ? Date.parse(pod.status.startTime) : context.clock.now()
    this.#updateRecords()
    // What ran here before this kubelet knew of it is gone with the machine's memory.
    for (const record of this.records) restoreRecord(record, pod, context.clock.now())
    if (pod.status?.phase === 'Failed' && pod.status.reason)
      this.#ended = { reason: pod.status.reason, message: pod.status.message ?? '' }
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

  get terminating(): boolean {
    return this.#terminating !== undefined
  }

  /** The pod as the API server has it now. */
  update(pod: types.Pod): void {
    const before = this.pod
    this.pod = pod
    if (pod.metadata.deletionTimestamp) return this.terminate(pod.metadata.deletionGracePeriodSeconds ?? 30)
    if (before.spec !== pod.spec) this.#updateRecords()
    // Whoever thought the node lost has called the pod not ready; the kubelet says again what is so.
    if (isReady(pod.status) !== isReady(this.#written)) this.#written = undefined
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
    await this.#stopAll(graceSeconds)
    this.#release()
  }

  /** Another object stands for the same pod: its mirror was made anew. */
  adopt(pod: types.Pod): void {
    const { metadata, status } = pod
    this.pod = { ...this.pod, metadata, ...(status && { status }) }
    this.#written = undefined
    void this.report()
  }

  /** The pod's object is gone: nothing of it may stay. */
  forget(): void {
    this.#stop.abort(new Error('pod is gone'))
    this.#hurry.abort(new Error('pod is gone'))
    this.#timer?.cancel()
    for (const record of this.records) {
      record.stopProbes()
      record.current?.kill('KILL')
    }
    this.#release()
  }

  /** Brings volumes up to date with their sources. */
  async refresh(): Promise<void> {
    for (const [name, volume] of this.volumes) {
      try {
        await volume.refresh?.()
      } catch (error) {
        if (!(error instanceof VolumeError) && !(error instanceof MissingReference)) throw error
        this.#event('Warning', 'FailedMount', `MountVolume.SetUp failed for volume "${name}" : ${error.message}`)
      }
    }
  }

  /** Writes the status where it changed; in order, one write at a time. */
  report(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#write())
    return this.#writing
  }

  record(name: string): ContainerRecord | undefined {
    return this.records.find((record) => record.name === name)
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
      () => this.#mountVolumes(),
      () => this.#createSandbox(),
      () => this.#startEphemeral(),
      () => this.#startInit(),
      () => this.#startRegular(),
    ]
    for (const step of steps) {
      if (this.#terminating || this.#ended || this.#retiring) return WAIT
      const outcome = await step()
      if (outcome !== 'done') {
        await this.report()
        return this.#withDeadline(outcome)
      }
    }
    await this.report()
    await this.#retire()
    return this.#withDeadline(WAIT)
  }

  async #admit(): Promise<Outcome> {
    if (this.#admitted) return 'done'
    const { phase } = this.pod.status ?? {}
    if (phase === 'Succeeded' || phase === 'Failed') return WAIT
    const { client, clock } = this.#context
    const rejection = admitPod(this.pod, this.#context.node(), this.#context.otherPods(this.pod.metadata.uid))
    if (!rejection) {
      this.#admitted = true
      await this.report()
      return 'done'
    }
    this.#ended = { reason: rejection.reason, message: `Pod was rejected: ${rejection.message}` }
    this.#event('Warning', rejection.reason, rejection.message)
    const status = { phase: 'Failed', startTime: toSeconds(clock.now()), ...this.#ended }
    await this.#patch(client, status)
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
    if (seconds === undefined || this.isTerminal || outcome === 'done') return outcome
    return { retryAtMs: Math.min(outcome.retryAtMs ?? Infinity, this.startedAtMs + seconds * 1000) }
  }

  async #applyResize(): Promise<Outcome> {
    if (!this.sandbox) return 'done'
    const { condition, restart } = resizePod(this, this.#context, (type, reason, message) =>
      this.#event(type, reason, message),
    )
    this.#resize = condition
    for (const record of restart) await this.#restart(record, `Container ${record.name} resize requires restart`)
    return 'done'
  }

  async #mountVolumes(): Promise<Outcome> {
    const { clock, host, client, ids, references, images, disks } = this.#context
    const nodeAllocatable = (this.#context.node().status?.allocatable ?? {}) as Record<string, string>
    let failed = false
    for (const volume of this.pod.spec?.volumes ?? []) {
      if (this.volumes.has(volume.name) || volume.image) continue
      try {
        const mounted = await mountVolume(volume, {
          pod: this.pod,
          host,
          client,
          clock,
          ids,
          references,
          images,
          disks,
          nodeAllocatable,
        })
        this.volumes.set(volume.name, mounted)
      } catch (error) {
        const expected =
          error instanceof VolumeError || error instanceof MissingReference || isReason(error, 'NotFound', 'Forbidden')
        if (!expected) throw error
        failed = true
        this.#event('Warning', 'FailedMount', `MountVolume.SetUp failed for volume "${volume.name}" : ${error.message}`)
      }
    }
    if (!failed) return 'done'
    this.#volumeBackOff.fail(clock.now())
    return { retryAtMs: this.#volumeBackOff.untilMs }
  }

  async #createSandbox(): Promise<Outcome> {
    if (this.sandbox) return 'done'
    const { clock, host, settings, addresses, log } = this.#context
    const { spec, metadata } = this.pod
    const problem = (message: string): Outcome => {
      this.#event(
        'Warning',
        'FailedCreatePodSandBox',
        `Failed to create pod sandbox: rpc error: code = Unknown desc = ${message}`,
      )
      return { retryAtMs: clock.now() + BACK_OFF.sync.firstMs }
    }
    if (spec?.runtimeClassName) {
      const handler = await this.#runtimeHandler(spec.runtimeClassName)
      if (handler !== undefined && handler !== 'runc')
        return problem(
          `unable to get OCI runtime for sandbox "${this.#context.ids.hex(64)}": no runtime for "${handler}" is configured`,
        )
    }
    if (!spec?.hostNetwork && host.files.list('/etc/cni/net.d').length === 0) {
      this.#event(
        'Warning',
        'NetworkNotReady',
        'network is not ready: container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized',
      )
      return { retryAtMs: clock.now() + NETWORK_RETRY_MS }
    }
    await sleep(clock, DELAYS.sandboxMs, this.#stop.signal)
    try {
      const ip = spec?.hostNetwork ? undefined : addresses.allocate(this.pod)
      this.sandbox = new PodSandbox({
        host,
        pod: this.pod,
        ip,
        clusterDomain: settings.clusterDomain,
        clusterDns: settings.clusterDns,
      })
    } catch (error) {
      if (!(error instanceof AddressError)) throw error
      log.info(`no address for ${metadata.name}`)
      return problem(`failed to setup network for sandbox "${this.#context.ids.hex(64)}": ${error.message}`)
    }
    await this.report()
    return 'done'
  }

  async #runtimeHandler(name: string): Promise<string | undefined> {
    const { RuntimeClass } = await import('../resources/generated/kinds.ts')
    return (await this.#context.client.get(RuntimeClass, name)).handler
  }

  async #startEphemeral(): Promise<Outcome> {
    for (const record of this.#of('ephemeral')) if (!record.current && !record.terminated) await this.#start(record)
    return 'done'
  }

  async #startInit(): Promise<Outcome> {
    const started = this.#of('regular').some((record) => record.current)
    for (const record of this.#of('init', 'sidecar')) {
      if (record.running) {
        if (record.kind === 'init') return WAIT
        if (!record.passedStartup && !started) return WAIT
        continue
      }
      if (record.succeeded && (record.kind === 'init' || this.#finished())) continue
      if (record.kind === 'init' && started) continue
      if (record.terminated && record.kind === 'init' && this.pod.spec?.restartPolicy === 'Never')
        return this.#failInit()
      const outcome = await this.#start(record)
      if (outcome !== 'done') return outcome
      if (record.kind === 'init') return WAIT
      if (!record.passedStartup && !started) return WAIT
    }
    return 'done'
  }

  async #failInit(): Promise<Outcome> {
    await this.report()
    await this.#retire()
    return WAIT
  }

  async #startRegular(): Promise<Outcome> {
    let retryAtMs: number | undefined
    for (const record of this.#of('regular')) {
      if (record.running || this.#terminating) continue
      if (record.terminated && !shouldRestart(record, this.pod)) continue
      const outcome = await this.#start(record)
      if (outcome !== 'done' && outcome.retryAtMs !== undefined)
        retryAtMs = Math.min(retryAtMs ?? Infinity, outcome.retryAtMs)
    }
    return retryAtMs === undefined ? 'done' : { retryAtMs }
  }

  /** One try to get a container running, with its hook and its probes. */
  async #start(record: ContainerRecord): Promise<Outcome> {
    const parts = this.#parts()
    const waitUntilMs = crashBackOff(record, parts)
    if (waitUntilMs !== undefined) {
      await this.report()
      return { retryAtMs: waitUntilMs }
    }
    const result = await startContainer(record, parts)
    await this.report()
    if (!result.started) {
      // A start that failed counts as a run that ended.
      if (record.terminated && !shouldRestart(record, this.pod) && record.kind === 'regular') return 'done'
      return { retryAtMs: result.retryAtMs }
    }
    const container = record.current!
    void container.ended!.then((exit) => this.#onExit(record, container, exit.finishedAtMs))
    if (!(await this.#postStart(record, container))) return WAIT
    record.started = true
    startProbes(record, this.#context, this.sandbox!.stack.ip, {
      event: (type, reason, message) => parts.event(record, type, reason, message),
      changed: () => this.#onProbe(record),
    })
    await this.report()
    return 'done'
  }

  async #postStart(record: ContainerRecord, container: Container): Promise<boolean> {
    const hook = record.spec.lifecycle?.postStart
    if (!hook) return true
    const { host } = this.#context
    const parts = this.#parts()
    const well = await runHook(hook, {
      container,
      spec: record.spec,
      ip: this.sandbox!.stack.ip,
      from: host.options.network.stack,
      signal: this.#stop.signal,
    })
    if (well || this.#stop.signal.aborted) return true
    parts.event(record, 'Warning', 'FailedPostStartHook', 'PostStartHook failed')
    await this.#restart(record, 'FailedPostStartHook')
    return false
  }

  #onExit(record: ContainerRecord, container: Container, finishedAtMs: number): void {
    if (record.current !== container) return
    record.stopProbes()
    const { clock } = this.#context
    const exit = container.exit!
    const message =
      container.terminationMessage() ||
      (record.spec.terminationMessagePolicy === 'FallbackToLogsOnError' && exit.code !== 0 ? lastOutput(container) : '')
    record.terminated = {
      containerID: `containerd://${container.id}`,
      exitCode: exit.code,
      finishedAt: toSeconds(finishedAtMs),
      ...(message && { message }),
      reason: exit.oomKilled ? 'OOMKilled' : exit.code === 0 ? 'Completed' : 'Error',
      startedAt: toSeconds(container.startedAtMs),
    }
    record.waiting = undefined
    clock.setTimeout(() => {
      if (this.#stop.signal.aborted || !this.#context.running()) return
      void this.report().then(() => this.wake())
    }, DELAYS.noticeMs)
  }

  #onProbe(record: ContainerRecord): void {
    const failed = (['Startup', 'Liveness'] as const).find((kind) => record.probes[kind]?.failed)
    if (failed && !record.stopping) {
      const restarts = shouldRestart(record, this.pod, { exitCode: 137 })
      const message = restarts
        ? `Container ${record.name} failed ${failed.toLowerCase()} probe, will be restarted`
        : undefined
      const grace = record.probes[failed]?.terminationGraceSeconds
      void this.#restart(record, message, grace)
    }
    void this.report().then(() => this.wake())
  }

  async #restart(record: ContainerRecord, message?: string, graceSeconds?: number): Promise<void> {
    const parts = this.#parts()
    record.stopProbes()
    await stopContainer(record, {
      context: this.#context,
      ip: this.sandbox!.stack.ip,
      graceSeconds: graceSeconds ?? this.pod.spec?.terminationGracePeriodSeconds ?? 30,
      hurry: this.#hurry.signal,
      event: (type, reason, text) => parts.event(record, type, reason, text),
      ...(message !== undefined && { message }),
    })
  }

  /** Once all containers are done: sidecars end, and the pod gives back what it holds. */
  async #retire(): Promise<void> {
    const phase = podPhase({ pod: this.pod, records: this.records, ended: this.#ended })
    const done = this.#finished() || phase === 'Failed'
    if (!done || this.#retiring) return
    this.#retiring = true
    await this.#stopSidecars(this.pod.spec?.terminationGracePeriodSeconds ?? 30)
    this.#release()
    await this.report()
  }

  #finished(): boolean {
    const regular = this.#of('regular')
    return regular.every(
      (record) => !record.running && record.terminated !== undefined && !shouldRestart(record, this.pod),
    )
  }

  async #terminate(graceSeconds: number): Promise<void> {
    this.#timer?.cancel()
    this.#stop.abort(new Error('pod is deleted'))
    await this.#stopAll(graceSeconds)
    await this.report()
    this.#release()
    this.#removed = true
    await this.report()
    await this.#deleteObject()
  }

  async #stopAll(graceSeconds: number): Promise<void> {
    for (const record of this.records) {
      record.probes.Liveness?.stop()
      record.probes.Startup?.stop()
    }
    await Promise.all(this.#of('init', 'regular', 'ephemeral').map((record) => this.#stopRecord(record, graceSeconds)))
    await this.#stopSidecars(graceSeconds)
  }

  async #stopSidecars(graceSeconds: number): Promise<void> {
    for (const record of this.#of('sidecar').reverse()) await this.#stopRecord(record, graceSeconds)
  }

  async #stopRecord(record: ContainerRecord, graceSeconds: number): Promise<void> {
    const parts = this.sandbox && this.#parts()
    if (!parts) return
    await stopContainer(record, {
      context: this.#context,
      ip: this.sandbox!.stack.ip,
      graceSeconds,
      hurry: this.#hurry.signal,
      event: (type, reason, message) => parts.event(record, type, reason, message),
    })
    record.stopProbes()
  }

  async #deleteObject(): Promise<void> {
    const { client, log } = this.#context
    const { name, namespace, uid, deletionTimestamp } = this.pod.metadata
    if (!deletionTimestamp || !this.#context.running()) return
    try {
      await client.delete(Pod, name, { namespace: namespace!, gracePeriodSeconds: 0, preconditions: { uid } })
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
    for (const volume of this.volumes.values()) volume.remove?.()
    this.volumes.clear()
    this.#context.images.forget(this.pod.metadata.uid)
  }

  #updateRecords(): void {
    const { spec } = this.pod
    const wanted: [types.Container, ContainerKind][] = [
      ...(spec?.initContainers ?? []).map((container): [types.Container, ContainerKind] => [
        container,
        container.restartPolicy === 'Always' ? 'sidecar' : 'init',
      ]),
      ...(spec?.containers ?? []).map((container): [types.Container, ContainerKind] => [container, 'regular']),
      ...(spec?.ephemeralContainers ?? []).map((container): [types.Container, ContainerKind] => [
        container as types.Container,
        'ephemeral',
      ]),
    ]
    this.records = wanted.map(([container, kind]) => {
      const record = this.record(container.name) ?? new ContainerRecord(container, kind)
      const changed = record.spec.image !== container.image && record.current !== undefined
      record.spec = container
      if (changed && kind !== 'ephemeral')
        void this.#restart(record, `Container ${record.name} definition changed, will be restarted`)
      return record
    })
  }

  #of(...kinds: ContainerKind[]): ContainerRecord[] {
    return this.records.filter(({ kind }) => kinds.includes(kind))
  }

  #parts(): PodParts {
    const { recorder } = this.#context
    return {
      context: this.#context,
      pod: this.pod,
      sandbox: this.sandbox!,
      volumes: this.volumes,
      signal: this.#stop.signal,
      record: (name) => this.record(name),
      event: (record, type, reason, message) =>
        recorder.event(containerReference(this.pod, record), type, reason, message),
    }
  }

  #event(type: 'Normal' | 'Warning', reason: string, message: string): void {
    this.#context.recorder.event(this.pod, type, reason, message)
  }

  async #write(): Promise<void> {
    const { client, clock, nodeIP } = this.#context
    if (!this.#context.running() || (!this.#admitted && !this.#terminating)) return
    const status = podStatus({
      pod: this.pod,
      records: this.records,
      ended: this.#ended,
      sandbox: this.sandbox && { ip: this.sandbox.stack.ip, hostIP: nodeIP },
      nodeIP,
      startedAtMs: this.startedAtMs,
      resize: this.#resize,
      nowMs: clock.now(),
    })
    if (deepEqual(status, this.#written)) return
    this.#written = status
    await this.#patch(client, status)
  }

  async #patch(client: KubeletContext['client'], status: types.PodStatus): Promise<void> {
    const { name, namespace, uid } = this.pod.metadata
    try {
      const options = { type: 'strategic', subresource: 'status', namespace: namespace! } as const
      const written = await client
        .because({ revision: Number(this.pod.metadata.resourceVersion) })
        .patch(Pod, name, { metadata: { uid }, status } as never, options)
      this.pod = { ...this.pod, metadata: written.metadata, ...(written.status && { status: written.status }) }
    } catch (error) {
      if (!isReason(error, 'NotFound', 'Conflict')) throw error
    }
  }
}

const isReady = (status: types.PodStatus | undefined) =>
  status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false

const NETWORK_RETRY_MS = 1000

const LAST_LINES = 80
const LAST_BYTES = 2048

function lastOutput(container: Container): string {
  return new TextDecoder().decode(container.log.tail(LAST_LINES, LAST_BYTES))
}

function containerReference({ apiVersion, kind, metadata }: types.Pod, record: ContainerRecord): types.ObjectReference {
  const field = {
    init: 'spec.initContainers',
    sidecar: 'spec.initContainers',
    regular: 'spec.containers',
    ephemeral: 'spec.ephemeralContainers',
  }[record.kind]
  const { name, namespace, uid, resourceVersion } = metadata
  return {
    apiVersion,
    kind,
    name,
    ...(namespace && { namespace }),
    uid,
    resourceVersion,
    fieldPath: `${field}{${record.name}}`,
  }
}
