import { expect, test } from 'vitest'
import { timeError } from './time-text.ts'

test('a time of whole seconds is none where microseconds belong, also when it has been read before', () => {
  const text = '2026-01-02T03:04:05Z'
  expect(timeError(text, 'time')).toBeUndefined()
  expect(timeError(text, 'micro-time')).toBe(
    `parsing time "${text}" as "2006-01-02T15:04:05.000000Z07:00": cannot parse "Z" as ".000000"`,
  )
  expect(timeError('2026-01-02T03:04:05.000006Z', 'micro-time')).toBeUndefined()
})
