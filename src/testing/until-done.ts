import { setTimeout as pause } from 'node:timers/promises'
import type { VirtualClock } from '#base'

const STEP_MS = 500
const MOST_STEPS = 900

/**
 * Moves a clock until `done`, letting real time pass as well: pods start with keys and certificates, which take no time of the clock.
 * @throws when it never comes about.
 */
export async function untilDone(clock: VirtualClock, done: () => Promise<boolean>): Promise<void> {
  for (let steps = 0; !(await done()); steps++) {
    if (steps === MOST_STEPS) throw new Error('it never came about')
    await clock.advance(STEP_MS)
    await pause(1)
  }
}
