import type { Clock, Timer } from '#base'
import type { Pod } from '../resources/generated/types.ts'
import type { ClusterEvent } from './plugin.ts'

/** A pod that waits for a node. */
export interface QueuedPod {
  pod: Pod
  key: string
  /** How often it was tried. */
  attempts: number
  /** Milliseconds since the epoch. */
  queuedAt: number
  /** The revision that last gave reason to try it. */
  cause: number
  /** Events that are worth another try; empty while it was never refused. */
  wakesOn: ReadonlySet<ClusterEvent>
}

interface Backing extends QueuedPod {
  readyAt: number
}

const FIRST_BACK_OFF_MS = 1000
const LONGEST_BACK_OFF_MS = 10_000
// A refused pod is tried again after this time even if nothing happened.
const LONGEST_REST_MS = 5 * 60_000

/** Pods that are ready to be tried, that wait out a back-off, or that wait for something to happen. */
export class SchedulingQueue {
  readonly #clock: Clock
  readonly #onReady: () => void
  readonly #active = new Map<string, QueuedPod>()
  readonly #backing = new Map<string, Backing>()
  readonly #refused = new Map<string, QueuedPod & { since: number }>()
  #sorted: QueuedPod[] = []
  #timer: Timer | undefined
  /** When the timer ends; never, without one. */
  #wakesAt = Infinity

  /** @param onReady called when a pod has become ready. */
  constructor(clock: Clock, onReady: () => void) {
    this.#clock = clock
    this.#onReady = onReady
  }

  get size(): number {
    return this.#active.size + this.#backing.size + this.#refused.size
  }

  /** Whether a pod is ready to be looked at. */
  get ready(): boolean {
    return this.#active.size > 0
  }

  /** A pod that is new here. */
  add(pod: Pod, key: string, cause: number): void {
    this.remove(key)
    this.#activate({ pod, key, attempts: 0, queuedAt: this.#clock.now(), cause, wakesOn: new Set() })
  }

  /** A waiting pod's object changed. @returns whether it is known here. */
  update(pod: Pod, key: string): boolean {
    const waiting = this.#active.get(key) ?? this.#backing.get(key) ?? this.#refused.get(key)
    if (waiting) waiting.pod = pod
    return waiting !== undefined
  }

  remove(key: string): void {
    this.#active.delete(key)
    this.#backing.delete(key)
    this.#refused.delete(key)
  }

  /** The most important ready pod, which leaves the queue. */
  pop(): QueuedPod | undefined {
    for (;;) {
      if (this.#sorted.length === 0) {
        if (this.#active.size === 0) return undefined
        // Sorted so that the first is last; what becomes ready meanwhile waits for the next sorting, unless it is more important.
        this.#sorted = [...this.#active.values()].sort((a, b) => order(b, a))
      }
      const next = this.#sorted.pop()!
      if (this.#active.get(next.key) !== next) continue
      this.#active.delete(next.key)
      return { ...next, attempts: next.attempts + 1 }
    }
  }

  /** Puts back a pod for which there is no node; it waits for one of `wakesOn`. */
  refuse(queued: QueuedPod, wakesOn: ReadonlySet<ClusterEvent>): void {
    const since = this.#clock.now()
    this.#refused.set(queued.key, { ...queued, wakesOn, since })
    this.#wakeAt(since + LONGEST_REST_MS)
  }

  /** Puts back a pod that failed for another reason; it is tried again after its back-off. */
  retry(queued: QueuedPod): void {
    this.#backOff(queued)
  }

  /** Something happened that may help pods that were refused. @param concerns narrows it to some of them. */
  wake(event: ClusterEvent, cause: number, concerns: (pod: Pod) => boolean = () => true): void {
    for (const [key, waiting] of this.#refused) {
      if (!waiting.wakesOn.has(event) || !concerns(waiting.pod)) continue
      this.#refused.delete(key)
      this.#backOff({ ...waiting, cause })
    }
  }

  stop(): void {
    this.#timer?.cancel()
    this.#timer = undefined
    this.#wakesAt = Infinity
  }

  #activate(queued: QueuedPod): void {
    this.#active.set(queued.key, queued)
    const next = this.#sorted.at(-1)
    if (next && order(queued, next) < 0) this.#sorted = []
    this.#onReady()
  }

  #backOff(queued: QueuedPod): void {
    const wait = Math.min(FIRST_BACK_OFF_MS * 2 ** Math.max(0, queued.attempts - 1), LONGEST_BACK_OFF_MS)
    const readyAt = queued.queuedAt + wait
    if (queued.attempts === 0 || readyAt <= this.#clock.now()) {
      this.#activate({ ...queued, queuedAt: this.#clock.now() })
      return
    }
    this.#backing.set(queued.key, { ...queued, readyAt })
    this.#wakeAt(readyAt)
  }

  /** One timer, for whatever comes first. */
  #wakeAt(time: number): void {
    if (time >= this.#wakesAt) return
    this.#timer?.cancel()
    this.#wakesAt = time
    this.#timer = this.#clock.setTimeout(() => this.#release(), Math.max(0, time - this.#clock.now()))
  }

  #release(): void {
    const now = this.#clock.now()
    this.#wakesAt = Infinity
    for (const [key, waiting] of this.#backing) {
      if (waiting.readyAt > now) continue
      this.#backing.delete(key)
      this.#activate({ ...waiting, queuedAt: now })
    }
    for (const [key, waiting] of this.#refused) {
      if (waiting.since + LONGEST_REST_MS > now) continue
      this.#refused.delete(key)
      this.#backOff(waiting)
    }
    for (const { readyAt } of this.#backing.values()) this.#wakeAt(readyAt)
    // In the order in which they were refused, so the first rests the shortest.
    const first = this.#refused.values().next().value
    if (first) this.#wakeAt(first.since + LONGEST_REST_MS)
  }
}

/** Higher priority first, then who waits longest. */
function order(a: QueuedPod, b: QueuedPod): number {
  return (b.pod.spec!.priority ?? 0) - (a.pod.spec!.priority ?? 0) || a.queuedAt - b.queuedAt
}
