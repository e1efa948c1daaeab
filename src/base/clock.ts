import { Turns } from './turns.ts'

/** Time, injected everywhere: the simulated cluster never reads the machine's clock itself. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number
  /** Runs `run` once after `delayMs`. */
  setTimeout(run: () => void, delayMs: number): Timer
  /**
   * Asked by whoever does much, before each piece of it: what to wait for so that others get their turn on the event loop, or `undefined` when
   * the work may go on at once.
   */
  breathe(): Promise<void> | undefined
}

/** A pending callback of a `Clock`. */
export interface Timer {
  cancel(): void
}

/** The machine's own time. Timers do not keep the process alive. */
export function createSystemClock(): Clock {
  const turns = new Turns({
    now: () => performance.now(),
    // Browsers have no setImmediate.
    nextTurn: 'setImmediate' in globalThis ? (run) => void setImmediate(run) : (run) => void setTimeout(run, 0),
  })
  return {
    breathe: () => turns.breathe(),
    now: () => Date.now(),
    setTimeout(run, delayMs) {
      // Node clamps longer delays to 1 ms, so a far deadline is capped at the largest that it takes (24 days).
      const handle = setTimeout(run, Math.min(Math.max(0, delayMs), 0x7fff_ffff))
      if (typeof handle === 'object') handle.unref()
      return { cancel: () => clearTimeout(handle) }
    },
  }
}

/** Resolves after `delayMs`; rejects with the signal's reason when it aborts first. */
export function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason as Error)
    const onAbort = () => {
      timer.cancel()
      reject(signal!.reason as Error)
    }
    const timer = clock.setTimeout(() => {
      signal?.removeEventListener('abort', onAbort)
      resolve()
    }, delayMs)
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}

/** RFC 3339 with whole seconds, as Kubernetes writes `metav1.Time`. */
export function toSeconds(timeMs: number): string {
  const second = Math.floor(timeMs / 1000)
  if (second !== latest.second) latest = { second, text: `${new Date(timeMs).toISOString().slice(0, 19)}Z` }
  return latest.text
}

// An object carries its time in many places, and many objects the same.
let latest = { second: NaN, text: '' }

/** RFC 3339 with microseconds, as Kubernetes writes `metav1.MicroTime`. */
export function toMicros(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 23) + '000Z'
}
