import { isReason } from '../apimachinery/errors.ts'
import type * as types from '../resources/generated/types.ts'
import type { KubeletContext } from './kubelet-context.ts'
import { BACK_OFF, BackOff } from './lifecycle.ts'
import { MissingReference } from './references.ts'
import type { Outcome } from './step-outcome.ts'
import { mountVolume } from './volumes/index.ts'
import { VolumeError, type MountedVolume, type VolumeContext } from './volumes/volume.ts'

/** The volumes of one pod. */
export class PodVolumes {
  readonly mounted = new Map<string, MountedVolume>()
  readonly #context: KubeletContext
  readonly #backOff = new BackOff(BACK_OFF.volume)
  /** As the volumes show it. */
  #pod: types.Pod | undefined

  readonly #seenAtMs: number

  constructor(context: KubeletContext) {
    this.#context = context
    this.#seenAtMs = context.clock.now()
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
      nodeAllocatable,
      seenAtMs: this.#seenAtMs,
    }
    let failed = false
    for (const volume of pod.spec?.volumes ?? []) {
      if (this.mounted.has(volume.name) || volume.image) continue
      try {
        this.mounted.set(volume.name, await mountVolume(volume, options))
      } catch (error) {
        if (!isExpected(error) && !isReason(error, 'NotFound', 'Forbidden')) throw error
        failed = true
        this.#report(pod, volume.name, error)
      }
    }
    if (!failed) return 'done'
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

  #report(pod: types.Pod, volume: string, error: Error): void {
    const message = `MountVolume.SetUp failed for volume "${volume}" : ${error.message}`
    this.#context.recorder.event(pod, 'Warning', 'FailedMount', message)
  }
}

const isExpected = (error: unknown): error is Error => error instanceof VolumeError || error instanceof MissingReference
