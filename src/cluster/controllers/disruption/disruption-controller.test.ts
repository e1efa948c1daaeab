import { expect, test } from 'vitest'
import { Deployment, Pod, PodDisruptionBudget } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { createControlPlane } from '../testing/control-plane.ts'

const inDefault = { namespace: 'default' }
const labels = { app: 'web' }

async function setUp(spec: types.PodDisruptionBudgetSpec, replicas = 3) {
  const plane = await createControlPlane()
  const { client, clock } = plane
  await client.create(Deployment, {
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'nginx' }] } },
    },
  })
  await client.create(PodDisruptionBudget, {
    metadata: { name: 'web', namespace: 'default' },
    spec: { selector: { matchLabels: labels }, ...spec },
  })
  await clock.advance(2_000)
  return {
    ...plane,
    async status() {
      const { status } = await client.get(PodDisruptionBudget, 'web', inDefault)
      const { currentHealthy, desiredHealthy, disruptionsAllowed, expectedPods, conditions = [] } = status!
      return `${currentHealthy} healthy, ${desiredHealthy} wanted, ${disruptionsAllowed} allowed of ${expectedPods}: ${conditions[0]?.reason}`
    },
    patch: async (change: object) => {
      await client.patch(PodDisruptionBudget, 'web', { spec: change } as never, { ...inDefault, type: 'merge' })
      await clock.settle()
    },
  }
}

test('numbers and shares, of what the controllers want', async () => {
  using plane = await setUp({ minAvailable: 2 })
  expect(await plane.status()).toBe('3 healthy, 2 wanted, 1 allowed of 3: SufficientPods')
  await plane.patch({ minAvailable: 3 })
  expect(await plane.status()).toBe('3 healthy, 3 wanted, 0 allowed of 3: InsufficientPods')
  await plane.patch({ minAvailable: '50%' })
  expect(await plane.status()).toBe('3 healthy, 2 wanted, 1 allowed of 3: SufficientPods')
  await plane.patch({ minAvailable: null, maxUnavailable: '30%' })
  expect(await plane.status()).toBe('3 healthy, 2 wanted, 1 allowed of 3: SufficientPods')
})

test('an eviction spends the budget until the pod is replaced', async () => {
  using plane = await setUp({ maxUnavailable: 1 })
  const [pod] = (await plane.client.list(Pod, inDefault)).items
  const evict = () =>
    plane.client.createSubresource(
      Pod,
      pod!.metadata.name,
      'eviction',
      { metadata: { name: pod!.metadata.name } },
      inDefault,
    )
  await evict()
  await plane.clock.advance(60_000)
  expect(await plane.status()).toBe('3 healthy, 2 wanted, 1 allowed of 3: SufficientPods')
})

test('pods without a controller have no share', async () => {
  using plane = await setUp({ maxUnavailable: 0 }, 0)
  await plane.client.create(Pod, {
    metadata: { name: 'bare', namespace: 'default', labels },
    spec: { containers: [{ name: 'c', image: 'nginx' }] },
  })
  await plane.clock.advance(2_000)
  expect(await plane.status()).toBe('1 healthy, 0 wanted, 0 allowed of 0: InsufficientPods')
  expect((await plane.eventsOf('PodDisruptionBudget')).map((event) => event.split(' ')[0])).toContain('UnmanagedPods')
})
