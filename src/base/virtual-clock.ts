import type { Clock, Timer } from './clock.ts'

/** A clock that stands still until it is told to move. */
export interface VirtualClock extends Clock {
  /** Moves time forward by `ms`, running each due timer at its own time and letting promises settle in between. */
  advance(ms: number): Promise<void>
  /** Lets everything that needs no time settle. */
  settle(): Promise<void>
  /** Advances until `done()` holds, at most `limitMs`.
   *  @throws when it never does. */
  until(done: () => boolean, limitMs?: number): Promise<void>
  /** Pending timers. */
  readonly pending: number
}

interface Entry {
  at: number
  order: number
  run: () => void
  live: boolean
}

/** @param startMs what `now()` says at first; defaults to a fixed day, so that recordings repeat. */
export function createVirtualClock(startMs = Date.UTC(2026, 10, 22, 12, 0, 0)): VirtualClock {
  let now = startMs
  let order = 0
  const heap: Entry[] = []
  let pending = 0

  const before = (a: Entry, b: Entry) => a.at < b.at || (a.at === b.at && a.order < b.order)
  function push(entry: Entry) {
    let i = heap.push(entry) - 1
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (!before(heap[i]!, heap[parent]!)) break
      ;[heap[i], heap[parent]] = [heap[parent]!, heap[i]!]
      i = parent
    }
  }
  function pop(): Entry | undefined {
    const top = heap[0]
    const last = heap.pop()
    if (!top || !last || heap.length === 0) return top
    heap[0] = last
    for (let i = 0; ;) {
      const left = 2 * i + 1
      const right = left + 1
      let least = i
      if (left < heap.length && before(heap[left]!, heap[least]!)) least = left
      if (right < heap.length && before(heap[right]!, heap[least]!)) least = right
      if (least === i) return top
      ;[heap[i], heap[least]] = [heap[least]!, heap[i]!]
      i = least
    }
  }
  function peek(): Entry | undefined {
    while (heap[0] && !heap[0].live) pop()
    return heap[0]
  }

  function retire(entry: Entry) {
    if (!entry.live) return
    entry.live = false
    pending--
  }

  // A macrotask runs only when the microtask queue is empty; two of them also cover promises that were resolved by the first.
  const macrotask = () => new Promise<void>((resolve) => setImmediate(resolve))
  async function settle() {
    await macrotask()
    await macrotask()
  }

  const clock: VirtualClock = {
    now: () => now,
    // No time passes while work is done, so no turn is ever long.
    breathe: () => undefined,
    setTimeout(run, delayMs): Timer {
      const entry: Entry = { at: now + Math.max(0, delayMs), order: order++, run, live: true }
      push(entry)
      pending++
      return { cancel: () => retire(entry) }
    },
    settle,
    async advance(ms) {
      const end = now + ms
      await settle()
      for (let next = peek(); next && next.at <= end; next = peek()) {
        now = Math.max(now, next.at)
        // All timers of one instant run before promises settle, as on a real event loop.
        for (let due: Entry | undefined = next; due && due.at <= now; due = peek()) {
          pop()
          retire(due)
          due.run()
        }
        await settle()
      }
      now = end
    },
    async until(done, limitMs = 600_000) {
      const end = now + limitMs
      await settle()
      while (!done()) {
        const next = peek()
        if (!next || next.at > end) throw new Error(`not reached within ${limitMs} ms of virtual time`)
        await clock.advance(next.at - now)
      }
    },
    get pending() {
      return pending
    },
  }
  return clock
}
