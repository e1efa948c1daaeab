import { expect, test } from 'vitest'
import { Endpoints, EndpointSlice, Service } from '../../resources/generated/kinds.ts'
import { createControlPlane } from '../testing/control-plane.ts'

const at = { namespace: 'default' }

test('endpoints by hand become slices of their families, unless they say otherwise', async () => {
  using plane = await createControlPlane({ nodes: 0 })
  const { client, clock } = plane
  await client.create(Service, { metadata: { name: 'db', ...at }, spec: { ports: [{ port: 5432 }] } })
  await client.create(Endpoints, {
    metadata: { name: 'db', ...at },
    subsets: [
      {
        addresses: [{ ip: '203.0.113.5' }, { ip: '2001:db8::1' }],
        notReadyAddresses: [{ ip: '203.0.113.6' }],
        ports: [{ port: 5432 }],
      },
    ],
  })
  const shown = async () => {
    await clock.advance(2_000)
    const { items } = await client.list(EndpointSlice, { ...at, labelSelector: 'kubernetes.io/service-name=db' })
    return items
      .map(({ addressType, endpoints }) => {
        const each = endpoints.map(({ addresses, conditions }) => `${addresses[0]}${conditions?.ready ? '' : '!'}`)
        return `${addressType} ${each.sort().join()}`
      })
      .sort()
  }
  expect(await shown()).toEqual(['IPv4 203.0.113.5,203.0.113.6!', 'IPv6 2001:db8::1'])
  const labels = { 'endpointslice.kubernetes.io/skip-mirror': 'true' }
  await client.patch(Endpoints, 'db', { metadata: { labels } }, { ...at, type: 'merge' })
  expect(await shown()).toEqual([])
})
