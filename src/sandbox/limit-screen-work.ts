import type headless from '@xterm/headless'

/** Sequences that say how often a screen is to do something, and what once takes: a line moved is 1. */
const REPEATING = { S: 1, T: 1, L: 1, M: 1, b: 0.01, I: 0.01, Z: 0.01 }
/** Less than a fifth of a second's work. No program that is used by people comes near it. */
const WORK_PER_SECOND = 5000

/** Keeps a few bytes from holding up the process: what asks a screen for more work than there is time for is left out. */
export function limitScreenWork(screen: headless.Terminal): void {
  let since = 0
  let spent = 0
  for (const [final, cost] of Object.entries(REPEATING))
    screen.parser.registerCsiHandler({ final }, ([count]) => {
      const now = performance.now()
      if (now - since > 1000) [since, spent] = [now, 0]
      const work = Number(count) * cost
      if (spent + work > WORK_PER_SECOND) return true
      spent += work
      return false
    })
}
