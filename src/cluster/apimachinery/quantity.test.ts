import { assert, bigInt, property } from 'fast-check'
import { expect, test } from 'vitest'
import {
  addQuantity,
  compareQuantity,
  formatQuantity,
  normalizeQuantity,
  parseQuantity,
  QuantityError,
  subQuantity,
} from './quantity.ts'

test.each([
  ['1000m', '1'],
  ['1500m', '1500m'],
  ['0.1', '100m'],
  ['1024Mi', '1Gi'],
  ['1.5Gi', '1536Mi'],
  ['1e3', '1e3'],
  ['0', '0'],
  ['-500m', '-500m'],
  ['1000Ki', '1000Ki'],
  ['1000000', '1M'],
  [2, '2'],
])('%s is written as %s', (text, canonical) => expect(normalizeQuantity(text)).toBe(canonical))

test.each(['', 'x', '1.5.1', '1 Gi', '1gi'])('%j is none', (text) =>
  expect(() => parseQuantity(text)).toThrow(QuantityError),
)

test('what is added and taken away again leaves the same amount', () => {
  const amount = bigInt({ min: -(10n ** 12n), max: 10n ** 12n }).map((milli) => parseQuantity(`${milli}m`))
  assert(
    property(amount, amount, (a, b) => {
      expect(compareQuantity(subQuantity(addQuantity(a, b), b), a)).toBe(0)
      expect(compareQuantity(parseQuantity(formatQuantity(a)), a)).toBe(0)
    }),
  )
})
