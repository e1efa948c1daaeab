import { expect, test } from 'vitest'
import { Turns } from './turns.ts'

function setUp() {
  let now = 0
  const next: (() => void)[] = []
  const turns = new Turns({ now: () => now, nextTurn: (run) => next.push(run) })
  const done: string[] = []
  return {
    done,
    /** Works for three milliseconds, as often as it is told, and takes a breath before each. */
    async work(name: string, times: number) {
      for (let count = 1; count <= times; count++) {
        const wait = turns.breathe()
        if (wait) await wait
        now += 3
        done.push(`${name}${count}`)
      }
    },
    async turn() {
      for (const run of next.splice(0)) run()
      await new Promise((resolve) => setImmediate(resolve))
    },
    idle: () => next.length === 0,
  }
}

test('work of less than ten milliseconds is not held up', async () => {
  const { work, done, turn, idle } = setUp()
  await work('a', 4)
  expect(done).toEqual(['a1', 'a2', 'a3', 'a4'])
  await turn()
  await work('b', 1)
  expect(done).toHaveLength(5)
  await turn()
  expect(idle()).toBe(true)
})

test('what takes longer goes on in the next turns, everybody in the order of asking', async () => {
  const { work, done, turn } = setUp()
  const all = Promise.all([work('a', 6), work('b', 5), work('c', 1)])
  expect(done).toEqual(['a1', 'a2', 'a3', 'a4'])
  const before = done.length
  await turn()
  expect(done.slice(before, before + 3)).toEqual(['a5', 'b1', 'c1'])
  expect(done.length - before).toBeLessThanOrEqual(4)
  while (done.length < 12) await turn()
  await all
  expect(done.filter((name) => name.startsWith('b'))).toEqual(['b1', 'b2', 'b3', 'b4', 'b5'])
})
