import { isReason } from '../apimachinery/errors.ts'
import type * as types from '../resources/generated/types.ts'
import type { KubeletContext } from './kubelet-context.ts'
import { BACK_OFF, BackOff } from './lifecycle.ts'
import { MissingReference } from './references.ts'
import type { Outcome } from './step-outcome.ts'
import { mountVolume } from './volumes/index.ts'
import { VolumeError, VolumePending, type MountedVolume, type VolumeContext } from './volumes/volume.ts'

/** Until a volume that is being attached is looked for again. */
const PENDING_MS = 500
/** How long it waits before it says so. */
const PENDING_REPORT_MS = 123_000

/** The volumes of one pod. */
export class PodVolumes {
  readonly mounted = new Map<string, MountedVolume>()
  readonly #context: KubeletContext
  readonly #backOff = new BackOff(BACK_OFF.volume)
  /** As the volumes show it. */
  #pod: types.Pod | undefined

  readonly #seenAtMs: number
  #toldMs: number

  constructor(context: KubeletContext) {
    this.#context = context
    this.#seenAtMs = context.clock.now()
    this.#toldMs = this.#seenAtMs
  }

  /** Mounts what is not mounted yet; what cannot be is said and tried again later. */
  async mount(pod: types.Pod): Promise<Outcome> {
    const { clock, host, client, ids, references, images, disks } = this.#context
    const nodeAllocatable = (this.#context.node().status?.allocatable ?? {}) as Record<string, string>
    this.#pod = pod
    const current = () => this.#pod ?? pod
    const options: VolumeContext = {
      get pod() {
        return current()
      },
      host,
      client,
      clock,
      ids,
      references,
      images,
      disks,
      node: () => this.#context.node(),
      nodeAllocatable,
      seenAtMs: this.#seenAtMs,
    }
    let failed = false
    let pending = false
    for (const volume of pod.spec?.volumes ?? []) {
      if (this.mounted.has(volume.name) || volume.image) continue
      try {
        this.mounted.set(volume.name, await mountVolume(volume, options))
      } catch (error) {
        if (error instanceof VolumePending) {
          pending = true
          continue
        }
        if (!isExpected(error) && !isReason(error, 'NotFound', 'Forbidden')) throw error
        failed = true
        this.#report(pod, volume.name, error)
      }
    }
    if (!failed && !pending) return 'done'
    if (!failed) return this.#waitForAttachment(pod)
    this.#backOff.fail(clock.now())
    return { retryAtMs: this.#backOff.untilMs }
  }

  /** Brings what is mounted up to date with its sources. */
  async refresh(pod: types.Pod): Promise<void> {
    this.#pod = pod
    for (const [name, volume] of this.mounted) {
      try {
        await volume.refresh?.()
      } catch (error) {
        if (!isExpected(error)) throw error
        this.#report(pod, name, error)
      }
    }
  }

  /** Gives back what it holds of the node. */
  remove(): void {
    for (const volume of this.mounted.values()) volume.remove?.()
    this.mounted.clear()
  }

  #waitForAttachment(pod: types.Pod): Outcome {
    const { clock, recorder } = this.#context
    const now = clock.now()
    if (now - this.#toldMs >= PENDING_REPORT_MS) {
      this.#toldMs = now
      const unmounted = (pod.spec?.volumes ?? []).filter(({ name, image }) => !image && !this.mounted.has(name))
      const names = unmounted.map(({ name }) => name).join(' ')
      const message = `Unable to attach or mount volumes: unmounted volumes=[${names}], unattached volumes=[], failed to process volumes=[]: context deadline exceeded`
      recorder.event(pod, 'Warning', 'FailedMount', message)
    }
    return { retryAtMs: now + PENDING_MS }
  }

  #report(pod: types.Pod, volume: string, error: Error): void {
    const message = `MountVolume.SetUp failed for volume "${volume}" : ${error.message}`
    this.#context.recorder.event(pod, 'Warning', 'FailedMount', message)
  }
}

const isExpected = (error: unknown): error is Error => error instanceof VolumeError || error instanceof MissingReference
