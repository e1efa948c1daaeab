import { expect, test } from 'vitest'
import { deepClone, deepFreeze } from './deep.ts'

test('a copy is equal and shares nothing that can be changed', () => {
  const original = deepFreeze(JSON.parse('{"a":{"b":[{"c":1},null,"x"]},"__proto__":{"d":[true]},"e":null}'))
  const copy = deepClone(original)

  expect(JSON.stringify(copy)).toBe(JSON.stringify(original))
  expect(Object.getPrototypeOf(copy)).toBe(Object.prototype)
  copy.a.b[0].c = 2
  Object.getOwnPropertyDescriptor(copy, '__proto__')!.value.d.push(false)
  expect(original.a.b[0].c).toBe(1)
  expect(Object.getOwnPropertyDescriptor(original, '__proto__')!.value.d).toEqual([true])
})
