import { expect, test } from 'vitest'
import { runRandomWorkload } from './random-workload.ts'

// `npm run bench -- workloads --seeds 1000` tries many more.
const timeout = 60_000
test.for([1, 2, 3])(
  'whatever is done to a cluster, it comes to rest as it was told (seed %i)',
  { timeout },
  async (seed) => {
    expect(await runRandomWorkload({ seed, crashes: false })).toEqual([])
  },
)

test.for([4, 6, 8])('the same when components stop and start at any time (seed %i)', { timeout }, async (seed) => {
  expect(await runRandomWorkload({ seed, crashes: true })).toEqual([])
})
