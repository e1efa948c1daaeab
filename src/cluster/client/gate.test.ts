import { expect, test } from 'vitest'
import { createControlPlane } from '../controllers/testing/control-plane.ts'
import { Deployment, Pod, ReplicaSet } from '../resources/generated/kinds.ts'

test('a closed gate holds the loops up, and lets one reconcile through at a time', async () => {
  using plane = await createControlPlane()
  const { cluster, client, clock } = plane
  cluster.gate.close()
  const labels = { app: 'web' }
  const template = { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'nginx' }] } }
  await client.create(Deployment, {
    metadata: { name: 'web', namespace: 'default' },
    spec: { replicas: 1, selector: { matchLabels: labels }, template },
  })
  const made = async () => {
    await clock.settle()
    const [sets, pods] = [(await client.list(ReplicaSet)).items, (await client.list(Pod)).items]
    return [sets.length, pods.length, pods.filter(({ spec }) => spec?.nodeName).length]
  }
  expect(await made()).toEqual([0, 0, 0])
  const seen: string[] = []
  for (let steps = 0; seen.at(-1) !== '1,1,1'; steps++) {
    expect(steps).toBeLessThan(30)
    cluster.gate.admitOne()
    const now = String(await made())
    if (now !== seen.at(-1)) seen.push(now)
  }
  expect(seen.filter((now) => now !== '0,0,0')).toEqual(['1,0,0', '1,1,0', '1,1,1'])
  cluster.gate.open()
  await clock.advance(5_000)
  expect((await client.get(Deployment, 'web', { namespace: 'default' })).status?.readyReplicas).toBe(1)
})
