import { expect, test } from 'vitest'
import { readStartArguments } from './start-arguments.ts'

test('what is not said is as the usage says', () => {
  expect(readStartArguments([], {})).toEqual({
    host: '127.0.0.1',
    port: 7450,
    publicHosts: [],
    pace: 20,
    open: true,
    limits: {},
  })
})

test('what is said counts, the port before its variable', () => {
  const line = '--port 0 --public-host A.example --public-host b.example --sessions 5 --idle-minutes 2 --no-open'
  expect(readStartArguments(line.split(' '), { PORT: '99' })).toMatchObject({
    port: 0,
    publicHosts: ['a.example', 'b.example'],
    open: false,
    limits: { sessions: 5, idleMs: 120_000 },
  })
  expect(readStartArguments([], { PORT: '99', HOST: '::' })).toMatchObject({ port: 99, host: '::' })
  // Not an address to listen at, but what some shells and compilers put there.
  expect(readStartArguments([], { HOST: 'x86_64-conda-linux-gnu' })).toMatchObject({ host: '127.0.0.1' })
})

test.each([
  [['--port', '70000'], '--port takes a number from 0 to 65535.'],
  [['--port', ''], '--port takes a number'],
  [['--sessions', '1.5'], '--sessions takes a whole number.'],
  [['--pace', 'fast'], '--pace takes a number'],
  [['--colour'], "Unknown option '--colour'"],
])('%j is refused', (args, message) => expect(() => readStartArguments(args, {})).toThrow(message))
