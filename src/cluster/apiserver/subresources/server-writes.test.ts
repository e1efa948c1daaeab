import { expect, it } from 'vitest'
import { createTestCluster, type TestCluster } from '../../../testing/cluster.ts'
import type { KubeObject } from '../../apimachinery/object.ts'
import { Namespace, Pod as Pods, ServiceAccount } from '../../resources/generated/kinds.ts'
import type { Pod } from '../../resources/generated/types.ts'

const namespace = 'default'

it('marks a Pod as disrupted before an eviction deletes it, unless the eviction means another one', async () => {
  using test = await createTestCluster()
  await createPod(test, ['example.com/kept'])
  const deleteOptions = { preconditions: { uid: 'another' } }
  await expect(evict(test, { deleteOptions })).rejects.toThrow('the UID in the precondition (another)')
  expect((await read(test)).status!.conditions).toBeUndefined()

  await evict(test)
  const { metadata, status } = await read(test)
  expect(metadata.deletionTimestamp).toBeDefined()
  const { conditions } = status!
  expect(conditions).toMatchObject([
    { type: 'DisruptionTarget', status: 'True', reason: 'EvictionByEvictionAPI', message: 'Eviction API: evicting' },
  ])
  await evict(test)
  expect((await read(test)).status!.conditions).toEqual(conditions)
})

it('gives nobody the fields that a binding or an eviction sets', async () => {
  using test = await createTestCluster()
  const { metadata } = await createPod(test, ['example.com/kept'])
  await bind(test)
  await evict(test)
  const pod = await read(test)
  expect(pod.spec!.nodeName).toBe('n1')
  expect(pod.metadata.managedFields).toEqual(metadata.managedFields)
})

it('admits an eviction and a binding as what they are, not as writes of the Pod', async () => {
  using test = await createTestCluster()
  await test.client.create(Namespace, { metadata: { name: 'going' } })
  await test.client.create(ServiceAccount, { metadata: { name: 'default', namespace: 'going' } })
  await test.client.create(Pods, { ...draft(), metadata: { name: 'p', namespace: 'going' } })
  await test.client.delete(Namespace, 'going')
  const closed = 'pods "p" is forbidden: unable to create new content in namespace going because it is being terminated'
  await expect(evict(test, {}, 'going')).rejects.toThrow(closed)
  await expect(bind(test, 'going')).rejects.toThrow(closed)
})

it('gives a namespace that is deleted no grace period, which it would have to wait for', async () => {
  using test = await createTestCluster()
  await test.client.create(Namespace, { metadata: { name: 'going' } })
  const { metadata } = (await test.client.delete(Namespace, 'going')) as KubeObject
  expect(metadata.deletionTimestamp).toBeDefined()
  expect(metadata.deletionGracePeriodSeconds).toBeUndefined()
})

const draft = () => ({
  metadata: { name: 'p', namespace },
  spec: { schedulerName: 'nobody', containers: [{ name: 'c', image: 'i' }] },
})

function createPod({ client }: TestCluster, finalizers: string[] = []): Promise<Pod> {
  const pod = draft()
  return client.create(Pods, { ...pod, metadata: { ...pod.metadata, finalizers } })
}

function read({ client }: TestCluster): Promise<Pod> {
  return client.get(Pods, 'p', { namespace })
}

async function bind({ client }: TestCluster, inNamespace = namespace): Promise<void> {
  const target = { apiVersion: 'v1', kind: 'Node', name: 'n1' }
  const body = { apiVersion: 'v1', kind: 'Binding', metadata: { name: 'p', namespace: inNamespace }, target }
  await client.createSubresource(Pods, 'p', 'binding', body, { namespace: inNamespace })
}

async function evict({ client }: TestCluster, more: object = {}, inNamespace = namespace): Promise<void> {
  const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: 'p', namespace: inNamespace }, ...more }
  await client.createSubresource(Pods, 'p', 'eviction', body, { namespace: inNamespace })
}
