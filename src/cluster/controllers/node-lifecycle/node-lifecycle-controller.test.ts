import { expect, test } from 'vitest'
import { Deployment, Node, Pod } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { createControlPlane } from '../testing/control-plane.ts'

const inDefault = { namespace: 'default' }

async function setUp(nodes: number) {
  const plane = await createControlPlane({ nodes })
  const { client, clock, cluster } = plane
  const labels = { app: 'web' }
  await client.create(Deployment, {
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      replicas: 3,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'nginx' }] } },
    },
  })
  await clock.advance(20_000)
  const agents = cluster.components.get('fake-nodes')!
  return {
    ...plane,
    /** All nodes' agents end. */
    silence: () => agents.stop(),
    wake: () => agents.start(),
    nodes: async () => (await client.list(Node)).items,
    taints: async () =>
      (await client.list(Node)).items.map(
        ({ spec }) => spec?.taints?.map(({ key, effect }) => `${key}:${effect}`) ?? [],
      ),
    pods: async () => (await client.list(Pod, inDefault)).items,
  }
}

test('nodes that no longer report become unknown after 50 seconds, and well again when they return', async () => {
  using plane = await setUp(1)
  plane.silence()
  await plane.clock.advance(45_000)
  const ready = async () => (await plane.nodes())[0]?.status?.conditions?.find(({ type }) => type === 'Ready')
  expect((await ready())?.status).toBe('True')
  await plane.clock.advance(20_000)
  expect(await ready()).toMatchObject({
    status: 'Unknown',
    reason: 'NodeStatusUnknown',
    message: 'Kubelet stopped posting node status.',
  })
  expect(await plane.taints()).toEqual([
    ['node.kubernetes.io/unreachable:NoSchedule', 'node.kubernetes.io/unreachable:NoExecute'],
  ])
  for (const { status } of await plane.pods())
    expect(status?.conditions).toContainEqual(expect.objectContaining({ type: 'Ready', status: 'False' }))
  const [{ metadata }] = (await plane.nodes()) as [types.Node]
  expect(await plane.eventsOf('Node')).toEqual([
    `RegisteredNode Node ${metadata.name} event: Registered Node ${metadata.name} in Controller`,
    `NodeNotReady Node ${metadata.name} status is now: NodeNotReady`,
  ])
  plane.wake()
  await plane.clock.advance(15_000)
  expect((await ready())?.status).toBe('True')
  expect(await plane.taints()).toEqual([[]])
})

test('cordoning and pressure keep new pods away', async () => {
  using plane = await setUp(1)
  const [{ metadata }] = (await plane.nodes()) as [types.Node]
  await plane.client.patch(Node, metadata.name, { spec: { unschedulable: true } }, { type: 'merge' })
  await plane.clock.settle()
  expect(await plane.taints()).toEqual([['node.kubernetes.io/unschedulable:NoSchedule']])
  await plane.client.patch(Node, metadata.name, { spec: { unschedulable: false } }, { type: 'merge' })
  await plane.clock.settle()
  expect(await plane.taints()).toEqual([[]])
})

test('pods leave a node whose NoExecute taint they do not bear, at once or after the time that they bear it', async () => {
  using plane = await setUp(1)
  const [{ metadata }] = (await plane.nodes()) as [types.Node]
  const pod = (name: string, toleration?: types.Toleration) =>
    plane.client.create(Pod, {
      metadata: { name, namespace: 'default' },
      spec: {
        nodeName: metadata.name,
        containers: [{ name: 'c', image: 'nginx' }],
        ...(toleration && { tolerations: [toleration] }),
      },
    })
  const fire = { key: 'fire', operator: 'Exists', effect: 'NoExecute' }
  await pod('none')
  await pod('forever', fire)
  await pod('short', { ...fire, tolerationSeconds: 10 })
  await pod('long', { ...fire, tolerationSeconds: 3600 })
  await plane.clock.settle()
  await plane.client.patch(
    Node,
    metadata.name,
    { spec: { taints: [{ key: 'fire', effect: 'NoExecute' }] } },
    { type: 'merge' },
  )
  await plane.clock.advance(5_000)
  const names = async () =>
    (await plane.pods()).map(({ metadata }) => metadata.name).filter((name) => !name.startsWith('web-'))
  expect(await names()).toEqual(['forever', 'long', 'short'])
  await plane.clock.advance(10_000)
  expect(await names()).toEqual(['forever', 'long'])
  await plane.client.patch(Node, metadata.name, { spec: { taints: null } }, { type: 'merge' })
  await plane.clock.settle()
  const events = (await plane.eventsOf('Pod')).filter(
    (event) => event.startsWith('TaintManagerEviction') && !event.includes('web-'),
  )
  expect(events).toEqual([
    'TaintManagerEviction Marking for deletion Pod default/none',
    'TaintManagerEviction Marking for deletion Pod default/short',
    'TaintManagerEviction Cancelling deletion of Pod default/long',
  ])
})

test('pods of a node that was removed are collected after forty seconds', async () => {
  using plane = await setUp(2)
  const [lost] = (await plane.pods()).map(({ spec }) => spec?.nodeName ?? '')
  await plane.client.delete(Node, lost!)
  await plane.clock.advance(30_000)
  expect((await plane.pods()).some(({ spec }) => spec?.nodeName === lost)).toBe(true)
  await plane.clock.advance(50_000)
  expect((await plane.pods()).some(({ spec }) => spec?.nodeName === lost)).toBe(false)
  expect(await plane.pods()).toHaveLength(3)
})
