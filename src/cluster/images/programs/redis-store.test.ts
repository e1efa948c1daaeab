import { expect, test } from 'vitest'
import { RedisStatus, RedisStore } from './redis-store.ts'

function createStore() {
  let nowMs = 0
  const store = new RedisStore(() => nowMs)
  return { run: (line: string) => store.run(line.split(' ')), pass: (ms: number) => void (nowMs += ms) }
}

test('numbers count, and what is no number does not', () => {
  const { run } = createStore()
  expect(run('INCR visits')).toBe(1)
  expect(run('incrby visits 41')).toBe(42)
  expect(run('get visits')).toBe('42')
  run('set name cup')
  expect(run('incr name')).toMatchObject({ message: 'ERR value is not an integer or out of range' })
})

test('keys with an end go, others stay', () => {
  const { run, pass } = createStore()
  expect(run('set a 1 ex 10')).toEqual(new RedisStatus('OK'))
  run('set b 2')
  expect([run('ttl a'), run('ttl b'), run('ttl c')]).toEqual([10, -1, -2])
  pass(10_000)
  expect([run('get a'), run('keys *')]).toEqual([null, ['b']])
})

test('a key of one type is none of another', () => {
  const { run } = createStore()
  expect(run('rpush l a b')).toBe(2)
  expect(run('lpush l z')).toBe(3)
  expect(run('lrange l 0 -1')).toEqual(['z', 'a', 'b'])
  expect(run('get l')).toMatchObject({ message: expect.stringMatching(/^WRONGTYPE/) as string })
  expect(run('set only 1 nx')).toEqual(new RedisStatus('OK'))
  expect(run('set only 2 nx')).toBeNull()
})

test('unknown commands and missing arguments are refused by name', () => {
  const { run } = createStore()
  expect(run('frob x')).toMatchObject({ message: "ERR unknown command 'frob', with args beginning with: 'x' " })
  expect(run('GET')).toMatchObject({ message: "ERR wrong number of arguments for 'get' command" })
})
