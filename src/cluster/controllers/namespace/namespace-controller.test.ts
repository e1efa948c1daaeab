import { expect, test } from 'vitest'
import { ConfigMap, Namespace, Pod, ServiceAccount } from '../../resources/generated/kinds.ts'
import { createControlPlane } from '../testing/control-plane.ts'

async function setUp() {
  const plane = await createControlPlane()
  await plane.client.create(Namespace, { metadata: { name: 'shop' } })
  await plane.clock.settle()
  return {
    ...plane,
    names: async () => (await plane.client.list(Namespace)).items.map(({ metadata }) => metadata.name),
  }
}

test('a new namespace gets a service account and the root certificate', async () => {
  using plane = await setUp()
  const inShop = { namespace: 'shop' }
  expect((await plane.client.get(ServiceAccount, 'default', inShop)).metadata.name).toBe('default')
  await plane.client.delete(ConfigMap, 'kube-root-ca.crt', inShop)
  await plane.clock.settle()
  expect((await plane.client.get(ConfigMap, 'kube-root-ca.crt', inShop)).data).toHaveProperty(['ca.crt'])
})

test('a namespace goes with all that is in it, after five seconds', async () => {
  using plane = await setUp()
  const spec = { containers: [{ name: 'c', image: 'nginx' }] }
  await plane.client.create(Pod, { metadata: { name: 'p', namespace: 'shop' }, spec })
  await plane.clock.advance(1_000)
  await plane.client.delete(Namespace, 'shop')
  await plane.clock.advance(4_900)
  expect(await plane.names()).toContain('shop')
  await plane.clock.advance(30_000)
  expect(await plane.names()).not.toContain('shop')
  expect((await plane.client.list(Pod, { namespace: 'shop' })).items).toEqual([])
})

test('what holds a namespace is named in its conditions', async () => {
  using plane = await setUp()
  const metadata = { name: 'held', namespace: 'shop', finalizers: ['example.com/hold'] }
  await plane.client.create(ConfigMap, { metadata })
  await plane.client.delete(Namespace, 'shop')
  await plane.clock.advance(6_000)
  const { status } = await plane.client.get(Namespace, 'shop')
  expect(
    status?.conditions?.map(({ type, status, reason, message }) => `${type} ${status} ${reason} ${message}`),
  ).toEqual([
    'NamespaceDeletionDiscoveryFailure False ResourcesDiscovered All resources successfully discovered',
    'NamespaceDeletionGroupVersionParsingFailure False ParsedGroupVersions All legacy kube types successfully parsed',
    'NamespaceDeletionContentFailure False ContentDeleted All content successfully deleted, may be waiting on finalization',
    'NamespaceContentRemaining True SomeResourcesRemain Some resources are remaining: configmaps. has 1 resource instances',
    'NamespaceFinalizersRemaining True SomeFinalizersRemain Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances',
  ])
  await plane.client.patch(ConfigMap, 'held', { metadata: { finalizers: null } }, { namespace: 'shop', type: 'merge' })
  await plane.clock.advance(10_000)
  expect(await plane.names()).not.toContain('shop')
})

test('a namespace that others hold says that nothing is left in it', async () => {
  using plane = await setUp()
  const finalizers = ['example.com/hold']
  await plane.client.patch(Namespace, 'shop', { metadata: { finalizers } }, { type: 'merge' })
  await plane.client.delete(Namespace, 'shop')
  await plane.clock.advance(6_000)
  const { metadata, spec, status } = await plane.client.get(Namespace, 'shop')
  expect(metadata.finalizers).toEqual(finalizers)
  expect(spec?.finalizers ?? []).toEqual([])
  expect(status?.conditions?.map(({ status }) => status)).toEqual(['False', 'False', 'False', 'False', 'False'])
})
