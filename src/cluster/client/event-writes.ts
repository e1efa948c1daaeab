import { sleep, type Clock, type Log } from '#base'
import { isReason, StatusError } from '../apimachinery/errors.ts'

// As client-go: an event is tried this often while the server cannot be reached.
const TRIES = 12
const RETRY_MS = 10_000
// More than this would only be about a time that has passed.
const MAX_WAITING = 1_000

/** Writes events one after the other. What the server refuses is given up, what does not reach it is tried again. */
export class EventWrites {
  readonly #clock: Clock
  readonly #log: Log
  readonly #waiting: (() => Promise<void>)[] = []
  #writing = false
  #dropped = 0

  constructor(clock: Clock, log: Log) {
    this.#clock = clock
    this.#log = log
  }

  enqueue(write: () => Promise<void>): void {
    if (this.#waiting.length >= MAX_WAITING) {
      if (this.#dropped++ === 0) this.#log.warn('events are dropped, too many wait to be written')
      return
    }
    this.#waiting.push(write)
    if (!this.#writing) void this.#drain()
  }

  async #drain(): Promise<void> {
    this.#writing = true
    for (let write = this.#waiting.shift(); write; write = this.#waiting.shift()) await this.#try(write)
    if (this.#dropped > 0) this.#log.warn('events are written again', { dropped: this.#dropped })
    this.#dropped = 0
    this.#writing = false
  }

  async #try(write: () => Promise<void>): Promise<void> {
    for (let tried = 1; ; tried++) {
      try {
        return await write()
      } catch (error) {
        const refused =
          error instanceof StatusError && !isReason(error, 'ServiceUnavailable', 'Timeout', 'ServerTimeout')
        if (refused || tried === TRIES) {
          const message = error instanceof Error ? error.message : error
          return this.#log.info(`an event was not written`, { error: message })
        }
        await sleep(this.#clock, RETRY_MS)
      }
    }
  }
}
