import type { Clock, Timer } from '#base'
import type { Pod } from '../resources/generated/types.ts'
import type { ClusterChange } from './plugin.ts'

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
}

interface Backing extends QueuedPod {
  readyAt: number
}

interface Refused extends QueuedPod {
  since: number
  /** Whether a change is worth another try. */
  helps: (change: ClusterChange) => boolean
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
  /** Pods that something failed for wait in any case, pods that were woken only while others are ready. */
  readonly #failed = new Map<string, Backing>()
  readonly #woken = new Map<string, Backing>()
  readonly #refused = new Map<string, Refused>()
  readonly #lists: readonly Map<string, QueuedPod>[] = [this.#active, this.#failed, this.#woken, this.#refused]
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
    return this.#active.size + this.#failed.size + this.#woken.size + this.#refused.size
  }

  /** Whether a pod is ready to be looked at. */
  get ready(): boolean {
    return this.#active.size + this.#woken.size > 0
  }

  /** A pod that is new here. */
  add(pod: Pod, key: string, cause: number): void {
    this.remove(key)
    this.#activate({ pod, key, attempts: 0, queuedAt: this.#clock.now(), cause })
  }

  /** A waiting pod's object changed. @returns whether it is known here. */
  update(pod: Pod, key: string): boolean {
    const waiting = this.#lists.map((list) => list.get(key)).find((found) => found !== undefined)
    if (waiting) waiting.pod = pod
    return waiting !== undefined
  }

  remove(key: string): void {
    for (const list of this.#lists) list.delete(key)
  }

  /** The most important ready pod, which leaves the queue. */
  pop(): QueuedPod | undefined {
    // While nobody else is ready nobody needs to wait.
    if (this.#active.size === 0) this.#activateThoseOf(this.#woken, Infinity)
    for (;;) {
      if (this.#sorted.length === 0) {
        if (this.#active.size === 0) return undefined
        // Reversed, so that the first is at the end; what becomes ready meanwhile waits for the next sorting, unless it is more important.
        this.#sorted = [...this.#active.values()].sort(order).reverse()
      }
      const next = this.#sorted.pop()!
      if (this.#active.get(next.key) !== next) continue
      this.#active.delete(next.key)
      return { ...next, attempts: next.attempts + 1 }
    }
  }

  /** Puts back a pod for which there is no node; it waits for a change that `helps`. */
  refuse(queued: QueuedPod, helps: (change: ClusterChange) => boolean): void {
    const since = this.#clock.now()
    this.#refused.set(queued.key, { ...queued, helps, since })
    this.#wakeAt(since + LONGEST_REST_MS)
  }

  /** Puts back a pod that failed for another reason; it is tried again after its back-off. */
  retry(queued: QueuedPod): void {
    this.#backOff(queued, this.#failed)
  }

  /** Something happened that may help pods that were refused. */
  wake(change: ClusterChange, cause: number): void {
    for (const [key, waiting] of this.#refused) {
      if (!waiting.helps(change)) continue
      this.#refused.delete(key)
      this.#backOff(queuedOf(waiting, cause), this.#woken)
    }
    if (this.#woken.size > 0) this.#onReady()
  }

  stop(): void {
    this.#timer?.cancel()
    this.#timer = undefined
    this.#wakesAt = Infinity
  }

  #activate(queued: QueuedPod): void {
    this.#push(queued)
    this.#onReady()
  }

  #push(queued: QueuedPod): void {
    this.#active.set(queued.key, queued)
    const next = this.#sorted.at(-1)
    if (next && order(queued, next) < 0) this.#sorted = []
  }

  /** Those whose back-off ends by `time`, in milliseconds since the epoch. @returns whether there were any. */
  #activateThoseOf(list: Map<string, Backing>, time: number): boolean {
    const due = [...list.values()].filter(({ readyAt }) => readyAt <= time).sort((a, b) => a.readyAt - b.readyAt)
    for (const waiting of due) {
      list.delete(waiting.key)
      this.#push({ ...queuedOf(waiting, waiting.cause), queuedAt: this.#clock.now() })
    }
    return due.length > 0
  }

  #backOff(queued: QueuedPod, list: Map<string, Backing>): void {
    const wait = Math.min(FIRST_BACK_OFF_MS * 2 ** Math.max(0, queued.attempts - 1), LONGEST_BACK_OFF_MS)
    const readyAt = queued.queuedAt + wait
    if (queued.attempts === 0 || readyAt <= this.#clock.now()) {
      this.#activate({ ...queued, queuedAt: this.#clock.now() })
      return
    }
    list.set(queued.key, { ...queued, readyAt })
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
    const released = [this.#failed, this.#woken].map((list) => this.#activateThoseOf(list, now))
    if (released.includes(true)) this.#onReady()
    for (const [key, waiting] of this.#refused) {
      if (waiting.since + LONGEST_REST_MS > now) continue
      this.#refused.delete(key)
      this.#backOff(queuedOf(waiting, waiting.cause), this.#woken)
    }
    for (const list of [this.#failed, this.#woken]) for (const { readyAt } of list.values()) this.#wakeAt(readyAt)
    // In the order in which they were refused, so the first rests the shortest.
    const first = this.#refused.values().next().value
    if (first) this.#wakeAt(first.since + LONGEST_REST_MS)
  }
}

const queuedOf = ({ pod, key, attempts, queuedAt }: QueuedPod, cause: number): QueuedPod => ({
  pod,
  key,
  attempts,
  queuedAt,
  cause,
})

/** Higher priority first, then who waits longest. */
function order(a: QueuedPod, b: QueuedPod): number {
  return (b.pod.spec!.priority ?? 0) - (a.pod.spec!.priority ?? 0) || a.queuedAt - b.queuedAt
}
