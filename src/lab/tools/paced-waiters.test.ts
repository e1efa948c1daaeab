import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ensurePacedWaiters } from './paced-waiters.ts'

const cache = await mkdtemp(join(tmpdir(), 'waiters-'))
afterAll(() => rm(cache, { recursive: true }))

async function clusterActive(pace: number): Promise<{ delay: number; maxAttempts: number; acceptors: unknown[] }> {
  const folder = await ensurePacedWaiters({ cache, pace })
  const file = await readFile(join(folder, 'eks/2017-11-01/waiters-2.json'), 'utf8')
  return (JSON.parse(file) as { waiters: { ClusterActive: never } }).waiters.ClusterActive
}

test('the CLI asks as much more often as AWS is faster, and does not give up before Kubernetes has had its time', async () => {
  const real = await clusterActive(1)
  expect(real).toMatchObject({ delay: 30, maxAttempts: 40 })
  const paced = await clusterActive(20)
  expect(paced).toEqual({ ...real, delay: 1.5, maxAttempts: 400 })
  const { delay, maxAttempts } = await clusterActive(5000)
  expect(delay).toBe(0.5)
  expect(delay * maxAttempts).toBe(600)
})

test('what is there is not written again, and nothing half written stays', async () => {
  const [one, other] = await Promise.all([7, 7].map((pace) => ensurePacedWaiters({ cache, pace })))
  expect(one).toBe(other)
  expect(await ensurePacedWaiters({ cache, pace: 7 })).toBe(one)
  expect((await readdir(cache)).filter((name) => name.endsWith('.tmp'))).toEqual([])
})
