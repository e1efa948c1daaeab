import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { ClientFrame, formatFrame, packData, parseFrame, ServerFrame, unpackData } from './protocol.ts'

test.for([
  { type: 'hello', page: 'exercises/first-cluster', scenario: 'empty-account' },
  { type: 'hello', page: '' },
  { type: 'terminal.open', terminal: 0, cols: 80, rows: 24 },
  { type: 'answer.save', exercise: 'discussion', task: 'ecs-or-eks', value: 'EKS, because …' },
  { type: 'answer.save', exercise: 'quiz', task: 'q1', value: ['etcd'] },
] as const)('$type is read back', (frame) => {
  expect(parseFrame(ClientFrame, formatFrame(frame as never))).toEqual({ v: 1, ...frame })
})

test.for([
  ['another version', '{"v":2,"type":"ping"}'],
  ['an unknown frame', '{"v":1,"type":"shell.escape"}'],
  ['an unknown field', '{"v":1,"type":"ping","extra":1}'],
  ['a terminal out of range', '{"v":1,"type":"terminal.open","terminal":16,"cols":80,"rows":24}'],
  ['a fraction', '{"v":1,"type":"terminal.open","terminal":0,"cols":80.5,"rows":24}'],
  ['a page outside the site', '{"v":1,"type":"hello","page":"../etc"}'],
  ['a string without end', JSON.stringify({ v: 1, type: 'terminal.run', terminal: 0, command: 'x'.repeat(8_193) })],
  ['text that is not JSON', 'hello'],
])('%s is refused', ([, message]) => {
  expect(() => parseFrame(ClientFrame, message!)).toThrow()
})

test('a server frame is not a client frame', () => {
  const message = formatFrame({ type: 'saved', exercise: 'a', task: 'b', timeMs: 1 })
  expect(parseFrame(ServerFrame, message)).toMatchObject({ type: 'saved' })
  expect(() => parseFrame(ClientFrame, message)).toThrow()
})

test('terminal data comes back as it went', () => {
  fc.assert(
    fc.property(fc.nat(15), fc.uint8Array(), (terminal, bytes) => {
      expect(unpackData(packData(terminal, bytes))).toEqual({ terminal, bytes })
    }),
  )
  expect(() => unpackData(new Uint8Array())).toThrow(RangeError)
  expect(() => unpackData(new Uint8Array([16]))).toThrow(RangeError)
})
