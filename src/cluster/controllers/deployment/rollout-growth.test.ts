import { expect, test } from 'vitest'
import { Deployment } from '../../resources/generated/kinds.ts'
import { createControlPlane } from '../testing/control-plane.ts'

const inDefault = { namespace: 'default' }

/** How often anything is written, and how long it takes on a machine of endless speed, until replicas have come and have been replaced. */
async function rollOut(replicas: number) {
  using plane = await createControlPlane({ nodes: 50 })
  const { client, clock, cluster } = plane
  await clock.advance(10_000)
  const labels = { app: 'web' }
  const spec = (image: string) => ({
    replicas,
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers: [{ name: 'c', image }] } },
  })
  const [writesBefore, begunMs] = [cluster.store.revision, clock.now()]
  const available = async () => {
    const { metadata, status } = await client.get(Deployment, 'web', inDefault)
    const { observedGeneration, replicas: all, updatedReplicas, availableReplicas } = status ?? {}
    const counts = [all, updatedReplicas, availableReplicas]
    return observedGeneration === metadata.generation && counts.every((count) => count === replicas)
  }
  await client.create(Deployment, { metadata: { name: 'web', ...inDefault }, spec: spec('shop:1') })
  while (!(await available())) await clock.advance(10)
  await client.patch(Deployment, 'web', { spec: spec('shop:2') }, { ...inDefault, type: 'merge' })
  while (!(await available())) await clock.advance(10)
  return { writes: cluster.store.revision - writesBefore, ms: clock.now() - begunMs }
}

test('a rollout of four times the replicas writes no more for each of them, and nothing of it waits', async () => {
  const small = await rollOut(150)
  const large = await rollOut(600)
  // Which of the last events are written by then is chance.
  expect(large.writes / 600).toBeLessThan((1.1 * small.writes) / 150)
  // Nothing is tried again later: every wait of a work queue or of a watch that failed would be longer.
  expect(large.ms).toBeLessThan(1_000)
})
