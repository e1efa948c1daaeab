import { expect, test } from 'vitest'
import { isReason } from '../../apimachinery/errors.ts'
import type { OwnerReference, ResourceType } from '../../apimachinery/object.ts'
import type { DeleteOptions } from '../../client/client.ts'
import { ClusterRole, ConfigMap, Deployment, Pod, ReplicaSet, Secret } from '../../resources/generated/kinds.ts'
import { createControlPlane } from '../testing/control-plane.ts'

const inDefault = { namespace: 'default' }

async function setUp() {
  const plane = await createControlPlane()
  const { client, clock } = plane
  const remove = async (name: string, propagationPolicy: NonNullable<DeleteOptions['propagationPolicy']>) => {
    await client.delete(ConfigMap, name, { ...inDefault, propagationPolicy })
    await clock.settle()
  }
  return {
    ...plane,
    remove,
    create: (name: string, ownerReferences?: OwnerReference[], finalizers?: string[]) =>
      client.create(ConfigMap, {
        metadata: {
          name,
          namespace: 'default',
          ...(ownerReferences && { ownerReferences }),
          ...(finalizers && { finalizers }),
        },
      }),
    names: async () =>
      (await client.list(ConfigMap, inDefault)).items
        .map(({ metadata }) => metadata.name)
        .filter((name) => !name.startsWith('kube')),
  }
}

const ownedBy = (
  { metadata: { name, uid } }: { metadata: { name: string; uid: string } },
  blockOwnerDeletion = false,
) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  name,
  uid,
  blockOwnerDeletion,
})

test('background: the owner goes at once, its dependents follow through all levels', async () => {
  using plane = await setUp()
  const owner = await plane.create('owner')
  const child = await plane.create('child', [ownedBy(owner)])
  await plane.create('grandchild', [ownedBy(child)])
  await plane.clock.settle()
  await plane.remove('owner', 'Background')
  expect(await plane.names()).toEqual([])
})

test('foreground: the owner waits for what blocks it', async () => {
  using plane = await setUp()
  const owner = await plane.create('owner')
  await plane.create('held', [ownedBy(owner, true)], ['example.com/hold'])
  await plane.create('free', [ownedBy(owner)])
  await plane.clock.settle()
  await plane.remove('owner', 'Foreground')
  expect(await plane.names()).toEqual(['held', 'owner'])
  await plane.client.patch(ConfigMap, 'held', { metadata: { finalizers: null } }, { ...inDefault, type: 'merge' })
  await plane.clock.settle()
  expect(await plane.names()).toEqual([])
})

test('orphan: dependents stay and forget their owner', async () => {
  using plane = await setUp()
  const owner = await plane.create('owner')
  await plane.create('child', [ownedBy(owner, true)])
  await plane.clock.settle()
  await plane.remove('owner', 'Orphan')
  expect(await plane.names()).toEqual(['child'])
  expect((await plane.client.get(ConfigMap, 'child', inDefault)).metadata.ownerReferences).toBeUndefined()
})

test('what has another living owner stays; what never had one goes', async () => {
  using plane = await setUp()
  const [first, second] = [await plane.create('first'), await plane.create('second')]
  await plane.create('shared', [ownedBy(first), ownedBy(second)])
  await plane.create('lost', [{ ...ownedBy(first), name: 'never', uid: 'no-such-uid' }])
  await plane.clock.settle()
  expect(await plane.names()).toEqual(['first', 'second', 'shared'])
  await plane.remove('first', 'Background')
  expect((await plane.client.get(ConfigMap, 'shared', inDefault)).metadata.ownerReferences).toEqual([ownedBy(second)])
})

test('an owner in another namespace is reported, since it can never be found', async () => {
  using plane = await setUp()
  const owner = await plane.create('owner')
  const metadata = { name: 'stray', namespace: 'kube-public', ownerReferences: [ownedBy(owner)] }
  await plane.client.create(Secret, { metadata })
  await plane.clock.settle()
  const found = await plane.client.get(Secret, 'stray', { namespace: 'kube-public' }).catch((error: unknown) => error)
  expect(isReason(found, 'NotFound')).toBe(true)
  expect(await plane.eventsOf('Secret')).toEqual([
    `OwnerRefInvalidNamespace ownerRef [v1/ConfigMap, namespace: kube-public, name: owner, uid: ${owner.metadata.uid}] does not exist in namespace "kube-public"`,
  ])
})

test('what belongs to no namespace stays when its owner is in one, and that is reported', async () => {
  using plane = await setUp()
  const owner = await plane.create('owner')
  await plane.client.create(ClusterRole, { metadata: { name: 'wide', ownerReferences: [ownedBy(owner)] }, rules: [] })
  await plane.clock.settle()
  expect((await plane.client.get(ClusterRole, 'wide')).metadata.name).toBe('wide')
  expect(await plane.eventsOf('ClusterRole')).toEqual([
    `OwnerRefInvalidNamespace ownerRef [v1/ConfigMap, namespace: , name: owner, uid: ${owner.metadata.uid}] does not exist in namespace ""`,
  ])
})

test('a Deployment takes its ReplicaSets and pods along', async () => {
  using plane = await setUp()
  const labels = { app: 'web' }
  await plane.client.create(Deployment, {
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      replicas: 3,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'nginx' }] } },
    },
  })
  await plane.clock.settle()
  await plane.client.delete(Deployment, 'web', { ...inDefault, propagationPolicy: 'Foreground' })
  await plane.clock.advance(1_000)
  const left = await Promise.all(
    ([Deployment, ReplicaSet, Pod] as ResourceType[]).map((type) => plane.client.list(type, inDefault)),
  )
  expect(left.map(({ items }) => items.length)).toEqual([0, 0, 0])
})
