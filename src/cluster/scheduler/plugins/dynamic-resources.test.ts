import { expect, test } from 'vitest'
import { DeviceClass, Pod, ResourceClaim, ResourceSlice } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { createPlacement } from '../testing/placement.ts'

const at = { namespace: 'default' }
const DRIVER = 'gpu.example.com'

/** Two nodes; the second one has two devices, of which one is large. */
async function setUp() {
  const plane = await createPlacement([{ name: 'plain' }, { name: 'fast' }])
  const { client } = plane
  const selectors = [{ cel: { expression: `device.driver == "${DRIVER}"` } }]
  const config = [{ opaque: { driver: DRIVER, parameters: { mode: 'shared' } } }]
  await client.create(DeviceClass, { metadata: { name: 'gpu' }, spec: { selectors, config } })
  const device = (name: string, model: string, memory: string) => ({
    name,
    attributes: { model: { string: model }, version: { version: '1.2.3' } },
    capacity: { memory: { value: memory } },
  })
  await client.create(ResourceSlice, {
    metadata: { name: 'slice' },
    spec: {
      driver: DRIVER,
      nodeName: 'fast',
      pool: { name: 'fast', generation: 1, resourceSliceCount: 1 },
      devices: [device('small', 'a', '40Gi'), device('large', 'b', '80Gi')],
    },
  })
  const requestOf = (name: string, more: Partial<types.ExactDeviceRequest> = {}) => ({
    name,
    exactly: { deviceClassName: 'gpu', ...more },
  })
  return {
    ...plane,
    requestOf,
    claim: (name: string, requests: types.DeviceRequest[], more: Partial<types.DeviceClaim> = {}) =>
      client.create(ResourceClaim, { metadata: { name, ...at }, spec: { devices: { requests, ...more } } }),
    placeWith: (pod: string, claim: string) =>
      plane.place(pod, { resourceClaims: [{ name: 'c', resourceClaimName: claim }] }),
    devicesOf: async (name: string) => {
      const { results = [] } = (await client.get(ResourceClaim, name, at)).status?.allocation?.devices ?? {}
      return results.map(({ request, device }) => `${request}=${device}`).join()
    },
    selecting: (expression: string) => ({ selectors: [{ cel: { expression } }] }),
  }
}

test('a claim gets a device of its class, which says where its pods run; another claim gets another', async () => {
  using plane = await setUp()
  await plane.claim('one', [plane.requestOf('r')])
  expect(await plane.placeWith('p', 'one')).toBe('fast')
  const { status, metadata } = await plane.client.get(ResourceClaim, 'one', at)
  expect(metadata.finalizers).toEqual(['resource.kubernetes.io/delete-protection'])
  expect(status?.allocation).toEqual({
    devices: {
      results: [{ request: 'r', driver: DRIVER, pool: 'fast', device: 'small' }],
      config: [{ source: 'FromClass', requests: ['r'], opaque: { driver: DRIVER, parameters: { mode: 'shared' } } }],
    },
    nodeSelector: {
      nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['fast'] }] }],
    },
  })
  expect(await plane.placeWith('q', 'one')).toBe('fast')
  const { reservedFor } = (await plane.client.get(ResourceClaim, 'one', at)).status!
  expect(reservedFor?.map(({ name }) => name)).toEqual(['p', 'q'])
  await plane.claim('two', [plane.requestOf('r')])
  expect(await plane.placeWith('s', 'two')).toBe('fast')
  expect(await plane.devicesOf('two')).toBe('r=large')
})

test('pods that come at once never get the same device, and who gets none waits until one is free', async () => {
  using plane = await setUp()
  const { client, clock } = plane
  const names = ['x', 'y', 'z']
  for (const name of names) await plane.claim(name, [plane.requestOf('r')])
  await Promise.all(
    names.map((name) =>
      client.create(Pod, {
        metadata: { name, ...at },
        spec: {
          containers: [{ name: 'main', image: 'nginx' }],
          resourceClaims: [{ name: 'c', resourceClaimName: name }],
        },
      }),
    ),
  )
  await clock.advance(100)
  const places = await Promise.all(names.map((name) => plane.placeOf(name)))
  expect(places.filter((place) => place === 'fast')).toHaveLength(2)
  const loser = names[places.findIndex((place) => place !== 'fast')]!
  expect(await plane.placeOf(loser)).toBe(
    '0/2 nodes are available: 2 cannot allocate all claims. still not schedulable, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.',
  )
  const winner = names.find((name) => name !== loser)!
  const { status: _status, ...claim } = await client.get(ResourceClaim, winner, at)
  await client.update(ResourceClaim, { ...claim, status: {} }, { subresource: 'status' })
  await clock.advance(5_000)
  expect(await plane.placeOf(loser)).toBe('fast')
})

test('expressions, counts, alternatives and constraints choose devices', async () => {
  using plane = await setUp()
  const { requestOf, selecting } = plane
  const large = selecting(
    `device.capacity["${DRIVER}"].memory.compareTo(quantity("60Gi")) >= 0 && device.attributes["${DRIVER}"].version.isLessThan(semver("2.0.0"))`,
  )
  const chosen = async (name: string, requests: types.DeviceRequest[], more: Partial<types.DeviceClaim> = {}) => {
    await plane.claim(name, requests, more)
    const place = await plane.placeWith(name, name)
    const devices = await plane.devicesOf(name)
    await plane.client.delete(Pod, name, { ...at, gracePeriodSeconds: 0 })
    const { status: _status, ...claim } = await plane.client.get(ResourceClaim, name, at)
    await plane.client.update(ResourceClaim, { ...claim, status: {} }, { subresource: 'status' })
    return devices || place
  }
  expect(await chosen('large', [requestOf('r', large)])).toBe('r=large')
  expect(await chosen('all', [requestOf('r', { allocationMode: 'All' })])).toBe('r=small,r=large')
  expect(
    await chosen('later', [
      requestOf('any'),
      requestOf('small', selecting(`device.attributes["${DRIVER}"].model == "a"`)),
    ]),
  ).toBe('any=large,small=small')
  const firstAvailable = [
    { name: 'many', deviceClassName: 'gpu', count: 3 },
    { name: 'few', deviceClassName: 'gpu', count: 2 },
  ]
  expect(await chosen('first', [{ name: 'r', firstAvailable }])).toBe('r/few=small,r/few=large')
  const pair = [requestOf('a'), requestOf('b')]
  expect(await chosen('same', pair, { constraints: [{ matchAttribute: `${DRIVER}/model` }] })).toContain(
    'cannot allocate',
  )
  expect(await chosen('alike', pair, { constraints: [{ matchAttribute: `${DRIVER}/version` }] })).toBe(
    'a=small,b=large',
  )
  expect(await chosen('odd', [requestOf('r', selecting(`device.attributes["${DRIVER}"].nope == "x"`))])).toBe(
    'running "DynamicResources" filter plugin: claim default/odd: selector #0: CEL runtime error: no such key: nope',
  )
})

test('a pod is not looked at before its claim is there; a class that is missing is named', async () => {
  using plane = await setUp()
  const { clock } = plane
  expect(await plane.placeWith('early', 'late')).toBe('nowhere')
  await plane.claim('late', [plane.requestOf('r')])
  await clock.advance(100)
  expect(await plane.placeOf('early')).toBe('fast')
  await plane.claim('lost', [plane.requestOf('r', { deviceClassName: 'none' })])
  expect(await plane.placeWith('p', 'lost')).toBe(
    '0/2 nodes are available: request r: device class none does not exist. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.',
  )
})

test('a claim that could be met in millions of ways, but is not by the first of them, is given up', async () => {
  using plane = await setUp()
  const devices = Array.from({ length: 30 }, (_, index) => ({ name: `d${index}` }))
  await plane.client.create(ResourceSlice, {
    metadata: { name: 'many' },
    spec: { driver: DRIVER, nodeName: 'plain', pool: { name: 'plain', generation: 1, resourceSliceCount: 1 }, devices },
  })
  await plane.claim('greedy', [plane.requestOf('some', { count: 12 }), plane.requestOf('more', { count: 19 })])
  expect(await plane.placeWith('p', 'greedy')).toBe(
    '0/2 nodes are available: 1 cannot allocate all claims, 1 timed out trying to allocate devices. still not schedulable, ' +
      'preemption: 0/2 nodes are available: 1 No preemption victims found for incoming pod, 1 Preemption is not helpful for scheduling.',
  )
})
