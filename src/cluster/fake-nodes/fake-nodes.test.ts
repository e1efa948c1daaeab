import { expect, test } from 'vitest'
import { createTestCluster } from '../../testing/cluster.ts'
import { createInformerFactory } from '../client/informer-factory.ts'
import { Job, Lease, Node, Pod } from '../resources/generated/kinds.ts'
import { FakeNodeAgent } from './fake-node-agent.ts'
import { createFakeNodes } from './node-objects.ts'

async function setUp(nodes: number) {
  const test = await createTestCluster()
  const { client, clock, log } = test
  const informers = createInformerFactory({ client, clock, log })
  const agent = new FakeNodeAgent({ client, informers, clock, log })
  agent.start()
  informers.start()
  await createFakeNodes(client, nodes)
  await clock.settle()
  const names = (await client.list(Node)).items.map(({ metadata }) => metadata.name)
  const bind = (name: string, extra: object = {}) =>
    client.create(Pod, {
      metadata: { name, namespace: 'default', ...extra },
      spec: { nodeName: names[0]!, containers: [{ name: 'web', image: 'nginx:1.27' }] },
    })
  return { ...test, agent, names, bind }
}

test('nodes are Ready, and stay so by their leases', async () => {
  const { client, clock, names } = await setUp(3)
  expect(names).toEqual([
    'ip-10-0-11-77.us-west-2.compute.internal',
    'ip-10-0-12-84.us-west-2.compute.internal',
    'ip-10-0-13-91.us-west-2.compute.internal',
  ])
  const node = await client.get(Node, names[0]!)
  expect(node.status?.conditions?.map(({ type, status }) => `${type}=${status}`)).toEqual([
    'Ready=True',
    'MemoryPressure=False',
    'DiskPressure=False',
    'PIDPressure=False',
    'NetworkUnavailable=False',
  ])
  const renewed = async () => (await client.get(Lease, names[0]!, { namespace: 'kube-node-lease' })).spec?.renewTime
  const before = await renewed()
  await clock.advance(11_000)
  expect(await renewed()).not.toBe(before)
})

test('a node that lost its condition gets it back', async () => {
  const { client, clock, names } = await setUp(1)
  const condition = { type: 'Ready', status: 'Unknown', reason: 'NodeStatusUnknown' }
  await client.patch(
    Node,
    names[0]!,
    { status: { conditions: [condition] } },
    { type: 'strategic', subresource: 'status' },
  )
  await clock.settle()
  const node = await client.get(Node, names[0]!)
  expect(node.status?.conditions?.find(({ type }) => type === 'Ready')?.status).toBe('True')
})

test('a pod runs at once and is gone soon', async () => {
  const { client, clock, bind } = await setUp(1)
  await bind('web', { finalizers: ['example.com/hold'] })
  await clock.settle()
  const pod = await client.get(Pod, 'web', { namespace: 'default' })
  expect(pod.status).toMatchObject({ phase: 'Running', podIP: '10.244.0.1', containerStatuses: [{ ready: true }] })
  await client.delete(Pod, 'web', { namespace: 'default' })
  await clock.advance(500)
  await expect(client.get(Pod, 'web', { namespace: 'default' })).rejects.toMatchObject({ reason: 'NotFound' })
})

test('pods of a node that was taken for lost are Ready again when it is back', async () => {
  const { client, clock, bind, names } = await setUp(1)
  await bind('web')
  await clock.settle()
  const { status: before } = await client.get(Pod, 'web', { namespace: 'default' })
  const lost = { status: { conditions: [{ type: 'Ready', status: 'False' }] } }
  const options = { type: 'strategic', subresource: 'status' } as const
  await client.patch(Pod, 'web', lost, { ...options, namespace: 'default' })
  await client.patch(Node, names[0]!, { status: { conditions: [{ type: 'Ready', status: 'Unknown' }] } }, options)
  await clock.settle()
  const { status } = await client.get(Pod, 'web', { namespace: 'default' })
  expect(status?.conditions?.find(({ type }) => type === 'Ready')?.status).toBe('True')
  expect(status?.startTime).toBe(before?.startTime)
})

test('what an agent has left undone its successor does, and nothing else', async () => {
  const { client, clock, bind, agent } = await setUp(1)
  await bind('old')
  await clock.advance(5000)
  const isReady = async (name: string) =>
    (await client.get(Pod, name, { namespace: 'default' })).status?.conditions?.find(({ type }) => type === 'Ready')
      ?.status === 'True'
  const lose = (name: string) =>
    client.patch(
      Pod,
      name,
      { status: { conditions: [{ type: 'Ready', status: 'False' }] } },
      { type: 'strategic', subresource: 'status', namespace: 'default' },
    )
  await lose('old')
  await clock.advance(5000)
  expect(await isReady('old')).toBe(false)
  agent.stop()
  agent.start()
  await clock.advance(2000)
  expect(await isReady('old')).toBe(true)
  await bind('new')
  await clock.settle()
  await lose('new')
  await clock.advance(1000)
  expect(await isReady('new')).toBe(false)
})

test('addresses of living pods are not given twice', async () => {
  const { client, clock, bind } = await setUp(1)
  for (const name of ['a', 'b', 'c']) await bind(name)
  await clock.settle()
  await client.delete(Pod, 'b', { namespace: 'default' })
  await clock.advance(500)
  await bind('d')
  await clock.settle()
  const { items } = await client.list(Pod, { namespace: 'default' })
  expect(new Set(items.map(({ status }) => status?.podIP)).size).toBe(3)
})

test('pods of Jobs complete', async () => {
  const { client, clock, bind } = await setUp(1)
  const template = { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'busybox' }] } }
  const job = await client.create(Job, { metadata: { name: 'sum', namespace: 'default' }, spec: { template } })
  const { name, uid } = job.metadata
  await bind('sum-1', { ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name, uid, controller: true }] })
  await clock.settle()
  const pod = await client.get(Pod, 'sum-1', { namespace: 'default' })
  expect(pod.status).toMatchObject({
    phase: 'Succeeded',
    containerStatuses: [{ state: { terminated: { exitCode: 0 } } }],
  })
})

test('pods of other nodes are left alone', async () => {
  const { client, clock } = await setUp(1)
  await client.create(Node, { metadata: { name: 'real' } })
  const spec = { nodeName: 'real', containers: [{ name: 'c', image: 'busybox' }] }
  await client.create(Pod, { metadata: { name: 'other', namespace: 'default' }, spec })
  await clock.settle()
  expect((await client.get(Pod, 'other', { namespace: 'default' })).status?.podIP).toBeUndefined()
})
