import { describe, expect, it } from 'vitest'
import { createVirtualClock } from '#base'
import { WorkQueue } from './work-queue.ts'

function queueOf(process: (key: string, queue: WorkQueue) => Promise<void | number>) {
  const clock = createVirtualClock()
  const waits: number[] = []
  const queue: WorkQueue = new WorkQueue({
    clock,
    process: (key) => process(key, queue),
    onFailure: (_key, _error, waitMs) => waits.push(waitMs),
  })
  queue.start()
  return { clock, queue, waits }
}

describe('work queue', () => {
  it('lets everything else go on when a key makes itself due again and again', async () => {
    let turns = 0
    const { clock, queue } = queueOf(async (key, own) => {
      turns++
      own.add(key)
    })
    queue.add('default/web')
    await clock.settle()
    expect(turns).toBe(50)
    await clock.advance(1_000)
    expect(turns).toBeLessThanOrEqual(550)
    queue.stop()
    const atStop = turns
    await clock.advance(1_000)
    expect(turns).toBe(atStop)
  })

  it('comes again later, never in the same turn, when the time that was asked for has passed', async () => {
    let turns = 0
    const { clock, queue } = queueOf(async () => {
      turns++
      return -5_000
    })
    queue.add('default/web')
    await clock.settle()
    expect(turns).toBe(1)
    queue.stop()
  })

  it('waits longer after each failure, and forgets that after a success', async () => {
    let fails = true
    const { clock, queue, waits } = queueOf(async () => {
      if (fails) throw new Error('no')
    })
    queue.add('default/web')
    await clock.advance(5 + 10 + 20 + 1)
    expect(waits).toEqual([5, 10, 20, 40])
    fails = false
    await clock.advance(40)
    expect(queue.failures('default/web')).toBe(0)
  })

  it('handles a key once for a burst of events, with the revision of the latest', async () => {
    const seen: (number | undefined)[] = []
    const clock = createVirtualClock()
    const queue = new WorkQueue({
      clock,
      process: async (_key, revision) => void seen.push(revision),
      onFailure: () => undefined,
    })
    queue.start()
    for (const revision of [7, 9, 8]) queue.add('default/web', revision)
    await clock.settle()
    expect(seen).toEqual([9])
  })
})
