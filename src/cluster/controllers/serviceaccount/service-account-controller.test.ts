import { expect, test } from 'vitest'
import { ConfigMap, Namespace, ServiceAccount } from '../../resources/generated/kinds.ts'
import { createControlPlane } from '../testing/control-plane.ts'

test('every namespace has its default account and the authority, which come back', async () => {
  using plane = await createControlPlane({ nodes: 0 })
  const { client, clock } = plane
  await client.create(Namespace, { metadata: { name: 'shop' } })
  const at = { namespace: 'shop' }
  const names = async () => {
    await clock.advance(1_000)
    const lists = await Promise.all([client.list(ServiceAccount, at), client.list(ConfigMap, at)])
    return lists.flatMap(({ items }) => items.map(({ metadata }) => metadata.name))
  }
  expect(await names()).toEqual(['default', 'kube-root-ca.crt'])
  await client.delete(ServiceAccount, 'default', at)
  await client.delete(ConfigMap, 'kube-root-ca.crt', at)
  expect(await names()).toEqual(['default', 'kube-root-ca.crt'])
})
