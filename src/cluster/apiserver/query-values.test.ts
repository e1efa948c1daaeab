import { expect, it } from 'vitest'
import { parseInteger } from './query-values.ts'

it.each([
  ['7', 7],
  ['+7', 7],
  ['-1', -1],
])('reads %s', (text, value) => expect(parseInteger(text)).toBe(value))

it.each([
  ['', 'invalid syntax'],
  ['1.5', 'invalid syntax'],
  ['99999999999999999999', 'value out of range'],
])('refuses %j', (text, why) =>
  expect(() => parseInteger(text)).toThrow(`strconv.ParseInt: parsing ${JSON.stringify(text)}: ${why}`),
)
