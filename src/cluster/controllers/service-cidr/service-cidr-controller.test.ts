import { expect, test } from 'vitest'
import { IPAddress, ServiceCIDR } from '../../resources/generated/kinds.ts'
import { createControlPlane } from '../testing/control-plane.ts'

test('a range is ready at once, and stays until none of its addresses is taken', async () => {
  using plane = await createControlPlane({ nodes: 0 })
  const { client, clock } = plane
  await client.create(ServiceCIDR, { metadata: { name: 'more' }, spec: { cidrs: ['10.55.0.0/24'] } })
  const ready = async () => {
    await clock.advance(1_000)
    const { status } = await client.get(ServiceCIDR, 'more')
    return status?.conditions?.map(({ type, status, reason }) => `${type} ${status} ${reason}`)
  }
  expect(await ready()).toEqual(['Ready True '])
  const parentRef = { resource: 'services', namespace: 'default', name: 'taken' }
  await client.create(IPAddress, { metadata: { name: '10.55.0.9' }, spec: { parentRef } })
  await client.delete(ServiceCIDR, 'more')
  expect(await ready()).toEqual(['Ready False Terminating'])
  await client.delete(IPAddress, '10.55.0.9')
  await clock.advance(20_000)
  const { items } = await client.list(ServiceCIDR)
  expect(items.map(({ metadata }) => metadata.name)).not.toContain('more')
})
