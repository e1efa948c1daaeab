import { expect, test } from 'vitest'
import type { Route, Routes } from '../../cloud-provider.ts'
import { Node } from '../../resources/generated/kinds.ts'
import { createControlPlane } from '../testing/control-plane.ts'
import { createTestCloud } from '../testing/test-cloud.ts'

async function setUp(...left: Route[]) {
  const table = new Map(left.map((route) => [route.cidr, route.node]))
  let isFull = false
  let questions = 0
  const routes: Routes = {
    async list() {
      questions++
      return Array.from(table, ([cidr, node]) => ({ cidr, node }))
    },
    async create({ cidr, node }) {
      if (isFull) throw new Error('RouteLimitExceeded: The maximum number of routes has been reached.')
      table.set(cidr, node)
    },
    async delete({ cidr }) {
      table.delete(cidr)
    },
  }
  const plane = await createControlPlane({ nodes: 0, cloud: createTestCloud({ routes }) })
  return {
    ...plane,
    table,
    questions: () => questions,
    fill: (full: boolean) => (isFull = full),
    join: (name: string, cidr: string) =>
      plane.client.create(Node, { metadata: { name }, spec: { podCIDR: cidr, podCIDRs: [cidr] } }),
    network: async (name: string) =>
      (await plane.client.get(Node, name)).status?.conditions?.find(({ type }) => type === 'NetworkUnavailable'),
  }
}

test('each node has a route for its pods, as long as it is there', async () => {
  using plane = await setUp({ node: 'gone', cidr: '10.244.9.0/24' })
  await plane.join('a', '10.244.1.0/24')
  await plane.join('b', '10.244.2.0/24')
  await plane.clock.advance(10_000)
  expect([...plane.table]).toEqual([
    ['10.244.1.0/24', 'a'],
    ['10.244.2.0/24', 'b'],
  ])
  expect(await plane.network('a')).toMatchObject({ status: 'False', reason: 'RouteCreated' })
  await plane.client.delete(Node, 'a')
  await plane.clock.advance(10_000)
  expect([...plane.table.values()]).toEqual(['b'])
})

test('a node whose route cannot be made says so, until it can', async () => {
  using plane = await setUp()
  plane.fill(true)
  await plane.join('a', '10.244.1.0/24')
  await plane.clock.advance(1000)
  expect(await plane.network('a')).toMatchObject({ status: 'True', reason: 'NoRouteCreated' })
  const { metadata } = await plane.client.get(Node, 'a')
  expect((await plane.eventsOf('Node')).join('\n')).toContain(
    `FailedToCreateRoute Could not create route ${metadata.uid} 10.244.1.0/24 for node a: RouteLimitExceeded: The`,
  )
  plane.fill(false)
  await plane.clock.advance(60_000)
  expect(await plane.network('a')).toMatchObject({ status: 'False', reason: 'RouteCreated' })
})

test('what a node says of itself asks the cloud nothing', async () => {
  using plane = await setUp()
  await plane.join('a', '10.244.1.0/24')
  await plane.clock.advance(10_000)
  const before = plane.questions()
  await plane.client.patch(Node, 'a', { metadata: { labels: { disk: 'ssd' } } }, { type: 'merge' })
  await plane.clock.advance(10_000)
  expect(plane.questions()).toBe(before)
})
