import { toSeconds } from '#base'
import type { Image } from '../images/image.ts'
import type * as types from '../resources/generated/types.ts'
import { BACK_OFF, BackOff, WAITING } from './lifecycle.ts'
import type { ProbeKind, ProbeRunner } from './probes/probe-runner.ts'
import type { Container } from './runtime/container.ts'
import type { ContainerUser } from './runtime/container-user.ts'

/** What a container of a pod is for. */
export type ContainerKind = 'init' | 'sidecar' | 'regular' | 'ephemeral'

/** An instance that ran when its machine was suspended, and goes on as if nothing had been. */
export interface SuspendedInstance {
  id: string
  startedAtMs: number
  /** What its probes had found. */
  ready: boolean
  started: boolean
}

/** One container of a pod through all its instances. */
export class ContainerRecord {
  spec: types.Container
  readonly kind: ContainerKind
  readonly backOff = new BackOff(BACK_OFF.crash)
  /** The instance that runs, or ran last. */
  current: Container | undefined
  /** The instance before. */
  previous: Container | undefined
  image: Image | undefined
  user: ContainerUser | undefined
  /** Why there is no instance (yet). */
  waiting: types.ContainerStateWaiting | undefined
  /** How the current instance ended, or failed to start. */
  terminated: types.ContainerStateTerminated | undefined
  /** How the instance before ended. */
  lastTerminated: types.ContainerStateTerminated | undefined
  restartCount = 0
  /** The instance that is to go on, until it does. */
  resumes: SuspendedInstance | undefined
  /** What it was given, which an in-place resize changes. */
  resources: types.ResourceRequirements | undefined
  /** Asked to end, or about to. */
  stopping = false
  /** Its postStart hook is done. */
  started = false
  probes: Partial<Record<ProbeKind, ProbeRunner>> = {}
  /** When its first instance was first probed. */
  probedSinceMs = 0

  constructor(spec: types.Container, kind: ContainerKind) {
    this.spec = spec
    this.kind = kind
    this.resources = spec.resources
  }

  get name(): string {
    return this.spec.name
  }

  /** Whether an instance runs, or has ended and the kubelet has not noticed yet. */
  get running(): boolean {
    const { current } = this
    return current !== undefined && (current.running || (current.exit !== undefined && this.terminated === undefined))
  }

  /** Whether the startup probe has passed. */
  get passedStartup(): boolean {
    return this.running && this.started && (this.probes.Startup?.result ?? true)
  }

  get ready(): boolean {
    if (this.kind === 'init') return this.terminated?.exitCode === 0
    if (this.kind === 'ephemeral') return false
    return this.passedStartup && (this.probes.Readiness?.result ?? true)
  }

  /** Whether it came to its end in a way that nothing follows. */
  get succeeded(): boolean {
    return !this.running && this.terminated?.exitCode === 0 && !this.waiting
  }

  stopProbes(): void {
    for (const probe of Object.values(this.probes)) probe.stop()
    this.probes = {}
  }

  /** The status as the API shows it. @param hasInit whether the pod has init containers, which changes what a container waits for */
  toStatus(hasInit: boolean): types.ContainerStatus {
    const { spec, image, current } = this
    const mounts = (spec.volumeMounts ?? []).map(({ mountPath, name, readOnly, recursiveReadOnly }) => ({
      mountPath,
      name,
      ...(readOnly && { readOnly, recursiveReadOnly: recursiveReadOnly ?? 'Disabled' }),
    }))
    const hasInstance = current !== undefined || this.terminated !== undefined
    return {
      ...(this.resources?.requests &&
        hasInstance &&
        this.kind !== 'ephemeral' && { allocatedResources: this.resources.requests }),
      ...(current && { containerID: `containerd://${current.id}` }),
      image: current && image ? image.reference : (spec.image ?? ''),
      imageID: current && image ? `${image.repository}@${image.digest}` : '',
      lastState: this.#lastState(),
      name: spec.name,
      ready: this.ready,
      ...(hasInstance && this.kind !== 'ephemeral' && { resources: this.resources ?? {} }),
      restartCount: this.restartCount,
      ...(this.kind !== 'ephemeral' && { started: this.passedStartup }),
      state: this.#state(hasInit),
      ...(spec.lifecycle?.stopSignal && { stopSignal: spec.lifecycle.stopSignal }),
      ...(current &&
        this.user && {
          user: { linux: { gid: this.user.gid, supplementalGroups: [...this.user.groups], uid: this.user.uid } },
        }),
      ...(mounts.length > 0 && { volumeMounts: mounts }),
    }
  }

  /** While it waits for its next start, the last end is its past already. */
  #lastState(): types.ContainerState {
    const past = (this.waiting && this.terminated) ?? this.lastTerminated
    return past ? { terminated: past } : {}
  }

  #state(hasInit: boolean): types.ContainerState {
    if (this.running) return { running: { startedAt: toSeconds(this.current!.startedAtMs) } }
    if (this.waiting) return { waiting: this.waiting }
    if (this.terminated) return { terminated: this.terminated }
    return { waiting: { reason: hasInit ? WAITING.initializing : WAITING.creating } }
  }
}
