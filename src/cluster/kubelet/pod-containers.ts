import { toSeconds } from '#base'
import type * as types from '../resources/generated/types.ts'
import { ContainerRecord, type ContainerKind } from './container-record.ts'
import { crashBackOff, startContainer, type PodParts } from './container-starter.ts'
import { stopContainer } from './container-stopper.ts'
import { runHook } from './hooks.ts'
import type { KubeletContext } from './kubelet-context.ts'
import { DELAYS } from './lifecycle.ts'
import { startProbes } from './probes/start-probes.ts'
import { shouldRestart } from './restart-policy.ts'
import type { Container } from './runtime/container.ts'
import type { PodSandbox } from './runtime/sandbox.ts'
import { WAIT, type Outcome } from './step-outcome.ts'
import type { MountedVolume } from './volumes/volume.ts'

/** What the containers of a pod know of the rest of it. */
export interface PodOfContainers {
  readonly pod: types.Pod
  readonly sandbox: PodSandbox | undefined
  readonly volumes: Map<string, MountedVolume>
  readonly terminating: boolean
  /** Aborts when the pod is to end. */
  readonly stopping: AbortSignal
  /** Aborts when there is no time left to end well. */
  readonly hurry: AbortSignal
  report(): Promise<void>
  wake(): void
}

/** The containers of one pod: their order, starts, probes, restarts and ends. */
export class PodContainers {
  readonly #owner: PodOfContainers
  readonly #context: KubeletContext
  all: readonly ContainerRecord[] = []

  constructor(owner: PodOfContainers, context: KubeletContext) {
    this.#owner = owner
    this.#context = context
  }

  get(name: string): ContainerRecord | undefined {
    return this.all.find((record) => record.name === name)
  }

  /** Whether all regular containers have ended for good. */
  get finished(): boolean {
    return this.#of('regular').every(
      (record) => !record.running && record.terminated !== undefined && !shouldRestart(record, this.#owner.pod),
    )
  }

  /** Follows the spec: new containers get a record, and one whose image changed starts again. */
  update(): void {
    const { spec } = this.#owner.pod
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
    this.all = wanted.map(([container, kind]) => {
      const record = this.get(container.name) ?? new ContainerRecord(container, kind)
      const changed = record.spec.image !== container.image && record.current !== undefined
      record.spec = container
      if (changed && kind !== 'ephemeral')
        void this.restart(record, `Container ${record.name} definition changed, will be restarted`)
      return record
    })
  }

  async startEphemeral(): Promise<Outcome> {
    for (const record of this.#of('ephemeral')) if (!record.current && !record.terminated) await this.#start(record)
    return 'done'
  }

  async startInit(): Promise<Outcome> {
    const started = this.#of('regular').some((record) => record.current)
    for (const record of this.#of('init', 'sidecar')) {
      if (record.running) {
        if (record.kind === 'init') return WAIT
        if (!record.passedStartup && !started) return WAIT
        continue
      }
      if (record.succeeded && (record.kind === 'init' || this.finished)) continue
      if (record.kind === 'init' && started) continue
      if (record.terminated && !shouldRestart(record, this.#owner.pod)) return WAIT
      const outcome = await this.#start(record)
      if (outcome !== 'done') return outcome
      if (record.kind === 'init') return WAIT
      if (!record.passedStartup && !started) return WAIT
    }
    return 'done'
  }

  async startRegular(): Promise<Outcome> {
    let retryAtMs: number | undefined
    for (const record of this.#of('regular')) {
      if (record.running || this.#owner.terminating) continue
      if (record.terminated && !shouldRestart(record, this.#owner.pod)) continue
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
      await this.#owner.report()
      return { retryAtMs: waitUntilMs }
    }
    const { resumes } = record
    const result = await startContainer(record, parts)
    const container = record.current!
    // It may end while its start is reported.
    if (result.started) void container.ended!.then((exit) => this.#onExit(record, container, exit.finishedAtMs))
    await this.#owner.report()
    if (!result.started) {
      record.resumes = undefined
      // A start that failed counts as a run that ended.
      if (record.terminated && !shouldRestart(record, this.#owner.pod) && record.kind === 'regular') return 'done'
      return { retryAtMs: result.retryAtMs }
    }
    if (!resumes && !(await this.#postStart(record, container))) return WAIT
    record.started = true
    startProbes(record, this.#context, this.#owner.sandbox!.stack.ip, {
      event: (type, reason, message) => parts.event(record, type, reason, message),
      changed: () => this.#onProbe(record),
      resumes,
    })
    record.resumes = undefined
    await this.#owner.report()
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
      ip: this.#owner.sandbox!.stack.ip,
      from: host.options.network.stack,
      signal: this.#owner.stopping,
    })
    if (well || this.#owner.stopping.aborted) return true
    parts.event(record, 'Warning', 'FailedPostStartHook', 'PostStartHook failed')
    await this.restart(record, 'FailedPostStartHook')
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
      if (this.#owner.stopping.aborted || !this.#context.running()) return
      void this.#owner.report().then(() => this.#owner.wake())
    }, DELAYS.noticeMs)
  }

  #onProbe(record: ContainerRecord): void {
    const failed = (['Startup', 'Liveness'] as const).find((kind) => record.probes[kind]?.failed)
    if (failed && !record.stopping) {
      const restarts = shouldRestart(record, this.#owner.pod, { exitCode: 137 })
      const message = restarts
        ? `Container ${record.name} failed ${failed.toLowerCase()} probe, will be restarted`
        : undefined
      const grace = record.probes[failed]?.terminationGraceSeconds
      void this.restart(record, message, grace)
    }
    void this.#owner.report().then(() => this.#owner.wake())
  }

  async restart(record: ContainerRecord, message?: string, graceSeconds?: number): Promise<void> {
    const parts = this.#parts()
    record.stopProbes()
    await stopContainer(record, {
      context: this.#context,
      ip: this.#owner.sandbox!.stack.ip,
      graceSeconds: graceSeconds ?? this.#owner.pod.spec?.terminationGracePeriodSeconds ?? 30,
      hurry: this.#owner.hurry,
      event: (type, reason, text) => parts.event(record, type, reason, text),
      ...(message !== undefined && { message }),
    })
  }

  async stopAll(graceSeconds: number): Promise<void> {
    for (const record of this.all) {
      record.probes.Liveness?.stop()
      record.probes.Startup?.stop()
    }
    await Promise.all(this.#of('init', 'regular', 'ephemeral').map((record) => this.#stopRecord(record, graceSeconds)))
    await this.stopSidecars(graceSeconds)
  }

  async stopSidecars(graceSeconds: number): Promise<void> {
    for (const record of this.#of('sidecar').reverse()) await this.#stopRecord(record, graceSeconds)
  }

  /** Removes the instances that ended before the last: nobody starts another. */
  removePast(): void {
    for (const record of this.all) {
      record.previous = undefined
      record.lastTerminated = undefined
    }
  }

  async #stopRecord(record: ContainerRecord, graceSeconds: number): Promise<void> {
    const parts = this.#owner.sandbox && this.#parts()
    if (!parts) return
    await stopContainer(record, {
      context: this.#context,
      ip: parts.sandbox.stack.ip,
      graceSeconds,
      hurry: this.#owner.hurry,
      event: (type, reason, message) => parts.event(record, type, reason, message),
    })
    record.stopProbes()
  }

  #of(...kinds: ContainerKind[]): ContainerRecord[] {
    return this.all.filter(({ kind }) => kinds.includes(kind))
  }

  #parts(): PodParts {
    const { recorder } = this.#context
    return {
      context: this.#context,
      pod: this.#owner.pod,
      sandbox: this.#owner.sandbox!,
      volumes: this.#owner.volumes,
      signal: this.#owner.stopping,
      record: (name) => this.get(name),
      event: (record, type, reason, message) =>
        recorder.event(containerReference(this.#owner.pod, record), type, reason, message),
    }
  }
}

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
