import { expect, test } from 'vitest'
import {
  DeviceClass,
  Pod,
  ResourceClaim,
  ResourceClaimTemplate,
  ResourceSlice,
} from '../../resources/generated/kinds.ts'
import { createControlPlane } from '../testing/control-plane.ts'

const at = { namespace: 'default' }
const devices = { requests: [{ name: 'gpu', exactly: { deviceClassName: 'gpu.example.com' } }] }
const pod = (name: string, source: Record<string, string>) => ({
  metadata: { name, ...at },
  spec: {
    schedulerName: 'nobody',
    resourceClaims: [{ name: 'gpu', ...source }],
    containers: [{ name: 'c', image: 'nginx', resources: { claims: [{ name: 'gpu' }] } }],
  },
})

test('a template becomes a claim of the pod, which hears of one that is missing', async () => {
  using plane = await createControlPlane()
  const { client, clock } = plane
  const { metadata } = await client.create(Pod, pod('p', { resourceClaimTemplateName: 'each' }))
  await clock.advance(1_000)
  expect(await plane.eventsOf('Pod')).toEqual([
    'FailedResourceClaimCreation PodResourceClaim gpu: resource claim template "each": resourceclaimtemplate.resource.k8s.io "each" not found',
  ])
  const spec = { metadata: { labels: { from: 'template' } }, spec: { devices } }
  await client.create(ResourceClaimTemplate, { metadata: { name: 'each', ...at }, spec })
  await clock.advance(1_000)
  const { items } = await client.list(ResourceClaim, at)
  expect(items).toMatchObject([
    {
      metadata: {
        labels: { from: 'template' },
        annotations: { 'resource.kubernetes.io/pod-claim-name': 'gpu' },
        ownerReferences: [{ kind: 'Pod', uid: metadata.uid, controller: true }],
      },
    },
  ])
  const { status } = await client.get(Pod, 'p', at)
  expect(status?.resourceClaimStatuses).toEqual([{ name: 'gpu', resourceClaimName: items[0]!.metadata.name }])
  await client.delete(Pod, 'p', at)
  await clock.advance(5_000)
  expect((await client.list(ResourceClaim, at)).items).toEqual([])
})

test('devices are free again when the last pod that used them has ended', async () => {
  using plane = await createControlPlane()
  const { client, clock } = plane
  await client.create(ResourceClaim, {
    metadata: { name: 'shared', ...at, finalizers: ['resource.kubernetes.io/delete-protection'] },
    spec: { devices },
  })
  const users = []
  for (const name of ['a', 'b']) users.push(await client.create(Pod, pod(name, { resourceClaimName: 'shared' })))
  const result = { request: 'gpu', driver: 'gpu.example.com', pool: 'pool', device: 'gpu-0' }
  const status = {
    allocation: { devices: { results: [result] } },
    reservedFor: users.map(({ metadata: { name, uid } }) => ({ resource: 'pods', name, uid })),
  }
  await client.patch(ResourceClaim, 'shared', { status }, { ...at, type: 'merge', subresource: 'status' })
  const end = async (name: string) => {
    const patch = { status: { phase: 'Succeeded' } }
    await client.patch(Pod, name, patch, { ...at, type: 'merge', subresource: 'status' })
    await clock.advance(1_000)
    return client.get(ResourceClaim, 'shared', at)
  }
  expect((await end('a')).status).toEqual({ ...status, reservedFor: status.reservedFor.slice(1) })
  const free = await end('b')
  expect(free.status).toEqual({})
  expect(free.metadata.finalizers).toBeUndefined()
})

test('the scheduler and the controller keep out of each other’s way: devices are given, used and given back', async () => {
  using plane = await createControlPlane()
  const { client, clock } = plane
  await client.create(DeviceClass, { metadata: { name: 'gpu.example.com' }, spec: {} })
  await client.create(ResourceSlice, {
    metadata: { name: 'slice' },
    spec: {
      driver: 'gpu.example.com',
      allNodes: true,
      pool: { name: 'pool', generation: 1, resourceSliceCount: 1 },
      devices: [{ name: 'gpu-0' }],
    },
  })
  await client.create(ResourceClaim, { metadata: { name: 'shared', ...at }, spec: { devices } })
  const { metadata, spec } = pod('p', { resourceClaimName: 'shared' })
  await client.create(Pod, { metadata, spec: { ...spec, schedulerName: 'default-scheduler' } })
  await clock.advance(2_000)
  expect((await client.get(Pod, 'p', at)).status?.phase).toBe('Running')
  const used = await client.get(ResourceClaim, 'shared', at)
  expect(used.metadata.finalizers).toEqual(['resource.kubernetes.io/delete-protection'])
  expect(used.status?.reservedFor).toMatchObject([{ resource: 'pods', name: 'p' }])
  await client.delete(Pod, 'p', { ...at, gracePeriodSeconds: 0 })
  await clock.advance(2_000)
  const { metadata: freed, status } = await client.get(ResourceClaim, 'shared', at)
  expect([freed.finalizers, status]).toEqual([undefined, {}])
})
