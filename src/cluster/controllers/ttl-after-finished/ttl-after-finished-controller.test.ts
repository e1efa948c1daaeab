import { expect, test } from 'vitest'
import { Job } from '../../resources/generated/kinds.ts'
import { createControlPlane } from '../testing/control-plane.ts'

test('a Job that has ended goes after its time, not earlier; one without a time stays', async () => {
  using plane = await createControlPlane()
  const { client, clock } = plane
  const template = {
    spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'busybox' }] },
  }
  for (const [name, ttl] of [['short', { ttlSecondsAfterFinished: 30 }] as const, ['kept', {}] as const])
    await client.create(Job, {
      metadata: { name, namespace: 'default' },
      // Nothing is to be done: it has ended at once.
      spec: { completions: 0, template, ...ttl },
    })
  await clock.advance(25_000)
  const names = async () => (await client.list(Job)).items.map(({ metadata }) => metadata.name).sort()
  expect(await names()).toEqual(['kept', 'short'])
  await clock.advance(10_000)
  expect(await names()).toEqual(['kept'])
})
