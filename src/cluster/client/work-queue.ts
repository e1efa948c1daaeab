import type { Clock, Timer } from '#base'
import type { Gate } from './gate.ts'
import { KeyPace } from './key-pace.ts'

/** The waits between tries of one key: doubling from `firstMs` to `longestMs`. */
export interface BackOff {
  firstMs: number
  longestMs: number
}

/** What client-go's default controller queue waits per item. */
export const CONTROLLER_BACK_OFF: BackOff = { firstMs: 5, longestMs: 1_000_000 }

export interface WorkQueueOptions {
  clock: Clock
  /** Holds the work up; none by default. */
  gate?: Gate | undefined
  /** Handles one key. A rejection retries it after its back-off; a number of milliseconds asks to come again then. */
  process(key: string, revision: number | undefined): Promise<void | number>
  /** Told of every rejection, with the time until the next try. */
  onFailure(key: string, error: unknown, waitMs: number): void
  /** Keys that are handled at the same time; one key never twice. */
  workers?: number
  backOff?: BackOff
  /** How long a key rests when it was handled: what is added meanwhile is handled once. */
  restMs?(key: string): number
}

interface Delayed {
  at: number
  timer: Timer
  revision: number | undefined
}

/**
 * Keys to handle, each at most once however often it was added: a key that is added while it is being handled is handled again afterwards. The
 * revision of the latest event that added a key goes with it, so that what is done about it can name its cause.
 */
export class WorkQueue {
  readonly #options: WorkQueueOptions
  readonly #backOff: BackOff
  readonly #workers: number
  /** Waiting keys in order, with the revision that made them wait. */
  readonly #dirty = new Map<string, number | undefined>()
  readonly #processing = new Set<string>()
  readonly #resting = new Map<string, Timer>()
  readonly #delayed = new Map<string, Delayed>()
  readonly #failures = new Map<string, number>()
  readonly #pace: KeyPace
  #running = false
  #pumping = false
  #leaveGate: (() => void) | undefined

  constructor(options: WorkQueueOptions) {
    this.#options = options
    this.#backOff = options.backOff ?? CONTROLLER_BACK_OFF
    this.#workers = options.workers ?? 1
    this.#pace = new KeyPace(options.clock)
  }

  /** Keys that wait or are being handled; delayed ones do not count. */
  get length(): number {
    return this.#dirty.size + this.#processing.size
  }

  add(key: string, revision?: number): void {
    this.#dirty.set(key, later(this.#dirty.get(key), revision))
    this.#schedule()
  }

  /** Adds the key after `delayMs`; of several times the earliest counts. */
  addAfter(key: string, delayMs: number, revision?: number): void {
    if (delayMs <= 0) return this.add(key, revision)
    const at = this.#options.clock.now() + delayMs
    const waiting = this.#delayed.get(key)
    const newest = later(waiting?.revision, revision)
    if (waiting && waiting.at <= at) {
      waiting.revision = newest
      return
    }
    waiting?.timer.cancel()
    const timer = this.#options.clock.setTimeout(() => {
      const due = this.#delayed.get(key)
      this.#delayed.delete(key)
      this.add(key, due?.revision)
    }, delayMs)
    this.#delayed.set(key, { at, timer, revision: newest })
  }

  /** How often the key has failed since it last went well. */
  failures(key: string): number {
    return this.#failures.get(key) ?? 0
  }

  /** Begins to handle keys. */
  start(): void {
    this.#running = true
    this.#leaveGate ??= this.#options.gate?.onChange(() => this.#schedule())
    this.#schedule()
  }

  /** Drops all keys; what is being handled comes to its end. */
  stop(): void {
    this.#running = false
    this.#leaveGate?.()
    this.#leaveGate = undefined
    this.#dirty.clear()
    this.#failures.clear()
    for (const { timer } of this.#delayed.values()) timer.cancel()
    this.#delayed.clear()
    for (const timer of this.#resting.values()) timer.cancel()
    this.#resting.clear()
  }

  #schedule(): void {
    if (this.#pumping || !this.#running) return
    this.#pumping = true
    // Later in this turn, so that a burst of events for one key is one piece of work.
    queueMicrotask(() => {
      this.#pumping = false
      this.#pump()
    })
  }

  #pump(): void {
    for (const [key, revision] of this.#dirty) {
      if (!this.#running || this.#processing.size >= this.#workers) return
      if (this.#processing.has(key) || this.#resting.has(key)) continue
      if (this.#options.gate?.admits() === false) return
      this.#dirty.delete(key)
      const waitMs = this.#pace.take(key)
      if (waitMs > 0) {
        this.addAfter(key, waitMs, revision)
        continue
      }
      this.#processing.add(key)
      void this.#handle(key, revision)
    }
  }

  async #handle(key: string, revision: number | undefined): Promise<void> {
    try {
      const again = await this.#options.process(key, revision)
      this.#failures.delete(key)
      // Never in the same turn: what the key waits for could not come about.
      if (this.#running && again !== undefined) this.addAfter(key, Math.max(again, 1), revision)
    } catch (error) {
      if (this.#running) this.#retry(key, revision, error)
    } finally {
      this.#processing.delete(key)
      this.#rest(key)
      if (this.#dirty.size > 0) this.#schedule()
    }
  }

  #rest(key: string): void {
    const restMs = this.#running ? (this.#options.restMs?.(key) ?? 0) : 0
    if (restMs <= 0) return
    const awake = () => {
      this.#resting.delete(key)
      this.#schedule()
    }
    this.#resting.set(key, this.#options.clock.setTimeout(awake, restMs))
  }

  #retry(key: string, revision: number | undefined, error: unknown): void {
    const failures = this.failures(key)
    this.#failures.set(key, failures + 1)
    const waitMs = Math.min(this.#backOff.firstMs * 2 ** failures, this.#backOff.longestMs)
    this.#options.onFailure(key, error, waitMs)
    this.addAfter(key, waitMs, revision)
  }
}

const later = (one: number | undefined, other: number | undefined) =>
  one === undefined || (other !== undefined && other > one) ? other : one
