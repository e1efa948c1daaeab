import { expect, test } from 'vitest'
import { assert, jsonValue, property } from 'fast-check'
import { deepClone, deepFreeze, shareEqual } from './deep.ts'

test('what is shared is equal to what it was, and to nothing else', () => {
  const before = { kept: { list: [{ a: 1 }, { b: 2 }] }, changed: { x: 1, y: { z: 1 } }, gone: {} }
  const next = { kept: { list: [{ a: 1 }, { b: 2 }] }, changed: { x: 2, y: { z: 1 } }, added: {} }
  const shared = shareEqual(next, before)
  expect(shared).toEqual({ kept: before.kept, changed: { x: 2, y: { z: 1 } }, added: {} })
  expect(shared.kept).toBe(before.kept)
  expect(shared.changed.y).toBe(before.changed.y)
  expect(shared.changed).not.toBe(before.changed)
  expect(before.changed.x).toBe(1)
})

test('no value is changed by sharing', () => {
  const value = jsonValue()
  assert(
    property(value, value, (next, before) => {
      const text = JSON.stringify(next)
      expect(JSON.parse(JSON.stringify(shareEqual(deepClone(next), before)))).toEqual(JSON.parse(text))
      expect(shareEqual(deepClone(before), before)).toEqual(before)
    }),
  )
})

test('what is shared already stays as it is', () => {
  const stored = deepFreeze({ conditions: [{ type: 'Ready', at: { s: 1 } }], phase: { is: 'Running' } })
  const sibling = deepFreeze({
    conditions: [{ type: 'Scheduled', at: { s: 1 } }, { type: 'Done' }],
    phase: { is: 'Running' },
  })
  const next = { conditions: [stored.conditions[0]!, { type: 'Done' }], phase: { is: 'Running' } }
  const shared = shareEqual(next, sibling, stored)
  expect(shared.conditions[0]).toBe(stored.conditions[0])
  expect(shared.conditions[1]).toBe(sibling.conditions[1])
  expect(shared.phase).toBe(sibling.phase)
})
