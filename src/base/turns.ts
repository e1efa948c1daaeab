/** How long work may go on before it lets others have the processor. */
const LONGEST_TURN_MS = 10

/** What turns need of the machine. */
export interface TurnsOptions {
  /** Milliseconds, from any moment on. */
  now(): number
  /** Runs `run` in the event loop's next turn, after the input that has come in meanwhile. */
  nextTurn(run: () => void): void
}

/**
 * Cuts long chains of work, which promises alone would carry out in one turn of the event loop, into short ones, so that sockets and timers are
 * served in between. Who has to wait goes on in the order of asking.
 */
export class Turns {
  readonly #options: TurnsOptions
  readonly #waiting: (() => void)[] = []
  /** When the work of this turn began; `undefined` while nobody has asked in it. */
  #begun: number | undefined

  constructor(options: TurnsOptions) {
    this.#options = options
  }

  /** What to wait for before the work goes on; `undefined` when it may go on at once. */
  breathe(): Promise<void> | undefined {
    if (this.#waiting.length === 0 && !this.#isLong()) return undefined
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  #isLong(): boolean {
    const now = this.#options.now()
    if (this.#begun === undefined) {
      this.#begun = now
      this.#options.nextTurn(() => void this.#onTurn())
    }
    return now - this.#begun >= LONGEST_TURN_MS
  }

  async #onTurn(): Promise<void> {
    this.#begun = undefined
    let next = 0
    while (next < this.#waiting.length && !this.#isLong()) {
      this.#waiting[next++]!()
      // Lets it go on, so that its time counts.
      await Promise.resolve()
    }
    this.#waiting.splice(0, next)
  }
}
