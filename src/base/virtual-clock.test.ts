import { expect, test } from 'vitest'
import { sleep } from './clock.ts'
import { createVirtualClock } from './virtual-clock.ts'

test('timers run at their own time, in order, and see what promises did before', async () => {
  const clock = createVirtualClock(0)
  const seen: string[] = []
  const at = (name: string) => seen.push(`${name} ${clock.now()}`)
  clock.setTimeout(() => at('late'), 30)
  clock.setTimeout(() => {
    at('early')
    clock.setTimeout(() => at('nested'), 10)
  }, 10)
  void sleep(clock, 10).then(() => at('slept'))
  const cancelled = clock.setTimeout(() => at('never'), 5)
  cancelled.cancel()
  await clock.advance(25)
  expect(seen).toEqual(['early 10', 'slept 10', 'nested 20'])
  expect([clock.now(), clock.pending]).toEqual([25, 1])
  await clock.until(() => seen.length === 4)
  expect(seen.at(-1)).toBe('late 30')
})

test('what never comes about is an error, not a wait', async () => {
  const clock = createVirtualClock(0)
  await expect(clock.until(() => false)).rejects.toThrow('not reached within 600000 ms of virtual time')
})

test('a sleep ends with the reason of its signal', async () => {
  const clock = createVirtualClock(0)
  const abort = new AbortController()
  const slept = sleep(clock, 1_000, abort.signal)
  abort.abort(new Error('enough'))
  await expect(slept).rejects.toThrow('enough')
  expect(clock.pending).toBe(0)
})
