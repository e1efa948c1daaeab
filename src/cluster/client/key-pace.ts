import type { Clock } from '#base'

const WINDOW_MS = 100
const MOST_IN_WINDOW = 50

/**
 * Holds back keys that come again and again: two writers that undo each other's work, or one that is woken by its own, would otherwise keep
 * the whole process from everything else.
 */
export class KeyPace {
  readonly #clock: Clock
  #windowStartMs = 0
  readonly #counts = new Map<string, number>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Counts one more turn of the key. @returns how long it has to wait for it; 0 when it may go on. */
  take(key: string): number {
    const now = this.#clock.now()
    if (now - this.#windowStartMs >= WINDOW_MS) {
      this.#windowStartMs = now
      this.#counts.clear()
    }
    const count = this.#counts.get(key) ?? 0
    if (count >= MOST_IN_WINDOW) return this.#windowStartMs + WINDOW_MS - now
    this.#counts.set(key, count + 1)
    return 0
  }
}
