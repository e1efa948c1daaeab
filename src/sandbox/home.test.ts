import { expect, test } from 'vitest'
import { createMeasuringNeed } from './home.ts'

const MIB = 1024 * 1024

test('files are measured when the disk has less room, and now and then in any case', async () => {
  let nowMs = 0
  let left = { bytes: 1000 * MIB, files: 100_000 }
  const folder = { home: '/nowhere', tmp: '/nowhere', caFile: '/nowhere' }
  const isNeeded = createMeasuringNeed(
    folder,
    () => nowMs,
    async () => left,
  )
  const after = (change: { ms?: number; bytes?: number; files?: number }) => {
    nowMs += change.ms ?? 2000
    left = { bytes: left.bytes + (change.bytes ?? 0), files: left.files + (change.files ?? 0) }
    return isNeeded()
  }
  expect(await isNeeded()).toBe(true)
  expect(await after({})).toBe(false)
  expect(await after({ bytes: -10 * MIB })).toBe(true)
  expect(await after({})).toBe(false)
  // Little by little is seen too, and empty files take no bytes.
  expect([await after({ bytes: -3 * MIB }), await after({ bytes: -3 * MIB })]).toEqual([false, true])
  expect(await after({ files: -1000 })).toBe(true)
  // What another frees is no room that was there before.
  expect([await after({ bytes: 100 * MIB }), await after({ bytes: -10 * MIB })]).toEqual([false, true])
  expect(await after({ ms: 30_000 })).toBe(true)
})
