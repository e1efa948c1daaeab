import { expect, test } from 'vitest'
import { Pod, ReplicaSet } from '../../resources/generated/kinds.ts'
import { createControlPlane } from '../testing/control-plane.ts'

const inDefault = { namespace: 'default' }
const template = { metadata: { labels: { app: 'q' } }, spec: { containers: [{ name: 'c', image: 'nginx' }] } }
const replicaSet = (name: string, replicas: number) => ({
  metadata: { name, namespace: 'default' },
  spec: { replicas, selector: { matchLabels: { app: 'q' } }, template },
})

async function setUp(podNames: readonly string[]) {
  const plane = await createControlPlane({ nodes: 2 })
  const { client, clock } = plane
  for (const name of podNames)
    await client.create(Pod, { ...template, metadata: { ...template.metadata, name, namespace: 'default' } })
  await clock.advance(1000)
  return {
    ...plane,
    async pods() {
      await clock.settle()
      const { items } = await client.list(Pod, { ...inDefault, labelSelector: 'app=q' })
      return items.map(({ metadata }) => `${metadata.name} ${metadata.ownerReferences?.[0]?.name}`).sort()
    },
    patch: (name: string, patch: object) => client.patch(Pod, name, patch as never, { ...inDefault, type: 'merge' }),
    scale: async (replicas: number) => {
      await client.patch(ReplicaSet, 'q', { spec: { replicas } }, { ...inDefault, type: 'merge' })
    },
  }
}

test('adopts orphans that match, lets go of what no longer matches, and nobody steals', async () => {
  using plane = await setUp(['stray'])
  await plane.client.create(ReplicaSet, replicaSet('q', 2))
  expect(await plane.pods()).toEqual([expect.stringMatching(/^q-\w{5} q$/), 'stray q'])
  await plane.patch('stray', { metadata: { labels: { app: 'loose' } } })
  expect(await plane.pods()).toEqual([expect.stringMatching(/^q-\w{5} q$/), expect.stringMatching(/^q-\w{5} q$/)])
  expect((await plane.client.get(Pod, 'stray', inDefault)).metadata.ownerReferences).toBeUndefined()
  await plane.client.create(ReplicaSet, replicaSet('twin', 1))
  expect((await plane.pods()).map((line) => line.split(' ')[1])).toEqual(['q', 'q', 'twin'])
})

test('the cheapest pods go first', async () => {
  using plane = await setUp(['a', 'b', 'c', 'd', 'e'])
  await plane.client.create(ReplicaSet, replicaSet('q', 5))
  const costs = { a: '100', b: '-100', c: '10', d: '-1' }
  for (const [name, cost] of Object.entries(costs))
    await plane.patch(name, { metadata: { annotations: { 'controller.kubernetes.io/pod-deletion-cost': cost } } })
  for (const replicas of [4, 3, 2, 1, 0]) {
    await plane.scale(replicas)
    await plane.clock.settle()
  }
  expect((await plane.eventsOf('ReplicaSet')).map((event) => event.replace('SuccessfulDelete ', ''))).toEqual(
    ['b', 'd', 'e', 'c', 'a'].map((name) => `Deleted pod: ${name}`),
  )
})

test('counts pods as available only after minReadySeconds', async () => {
  using plane = await setUp([])
  const { metadata, spec } = replicaSet('q', 2)
  await plane.client.create(ReplicaSet, { metadata, spec: { ...spec, minReadySeconds: 10 } })
  await plane.clock.advance(9_000)
  const status = async () => (await plane.client.get(ReplicaSet, 'q', inDefault)).status
  expect(await status()).toMatchObject({ readyReplicas: 2 })
  expect(await status()).not.toHaveProperty('availableReplicas')
  await plane.clock.advance(1_000)
  expect(await status()).toMatchObject({ readyReplicas: 2, availableReplicas: 2 })
})
