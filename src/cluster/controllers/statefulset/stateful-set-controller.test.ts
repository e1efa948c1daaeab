import { expect, test } from 'vitest'
import { PersistentVolumeClaim, Pod, StatefulSet } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { createControlPlane } from '../testing/control-plane.ts'

const inDefault = { namespace: 'default' }

async function setUp(spec: Partial<types.StatefulSetSpec> = {}, podSpec: Partial<types.PodSpec> = {}) {
  const plane = await createControlPlane({ nodes: 2 })
  const { client, clock } = plane
  await client.create(StatefulSet, {
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      replicas: 3,
      serviceName: 'web',
      selector: { matchLabels: { app: 'web' } },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'c', image: 'nginx:1' }], ...podSpec },
      },
      ...spec,
    },
  })
  await clock.advance(2_000)
  const pods = async () => (await client.list(Pod, inDefault)).items
  return {
    ...plane,
    pods,
    patch: async (spec: object) => {
      await client.patch(StatefulSet, 'web', { spec } as never, { ...inDefault, type: 'merge' })
      await clock.advance(180_000)
    },
    images: async () =>
      (await pods()).map(({ metadata, spec }) => `${metadata.name} ${spec?.containers[0]?.image}`).sort(),
    status: async () => (await client.get(StatefulSet, 'web', inDefault)).status,
    claims: async () =>
      (await client.list(PersistentVolumeClaim, inDefault)).items
        .map(({ metadata }) => `${metadata.name} ${metadata.ownerReferences?.map(({ name }) => name).join() ?? '-'}`)
        .sort(),
  }
}

const rollTo = (image: string) => ({ template: { spec: { containers: [{ name: 'c', image }] } } })
const data = {
  metadata: { name: 'data', labels: { for: 'web' } },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
} as unknown as types.PersistentVolumeClaim

test('pods come one after the other with names, hosts and labels of their own, and go from the last', async () => {
  using plane = await setUp()
  const [first] = await plane.pods()
  expect(first?.metadata.labels).toMatchObject({
    app: 'web',
    'apps.kubernetes.io/pod-index': '0',
    'statefulset.kubernetes.io/pod-name': 'web-0',
    'controller-revision-hash': expect.stringMatching(/^web-\w{8,10}$/) as string,
  })
  expect(first?.spec).toMatchObject({ hostname: 'web-0', subdomain: 'web' })
  expect(await plane.status()).toMatchObject({
    replicas: 3,
    readyReplicas: 3,
    availableReplicas: 3,
    currentReplicas: 3,
    updatedReplicas: 3,
  })
  await plane.patch({ replicas: 1 })
  expect(await plane.eventsOf('StatefulSet')).toEqual([
    'SuccessfulCreate Create Pod web-0 in StatefulSet web successful',
    'SuccessfulCreate Create Pod web-1 in StatefulSet web successful',
    'SuccessfulCreate Create Pod web-2 in StatefulSet web successful',
    'SuccessfulDelete Delete Pod web-2 in StatefulSet web successful',
    'SuccessfulDelete Delete Pod web-1 in StatefulSet web successful',
  ])
})

test('one that does not get ready holds up the next; not so with Parallel', async () => {
  using ordered = await setUp({}, { schedulerName: 'by-hand' })
  expect((await ordered.pods()).map(({ metadata }) => metadata.name)).toEqual(['web-0'])
  using parallel = await setUp({ podManagementPolicy: 'Parallel' }, { schedulerName: 'by-hand' })
  expect((await parallel.pods()).map(({ metadata }) => metadata.name)).toEqual(['web-0', 'web-1', 'web-2'])
})

test('an update goes from the last to the partition; below it pods come back as they were', async () => {
  using plane = await setUp({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } })
  await plane.patch(rollTo('nginx:2'))
  expect(await plane.images()).toEqual(['web-0 nginx:1', 'web-1 nginx:1', 'web-2 nginx:2'])
  const status = await plane.status()
  expect(status).toMatchObject({ currentReplicas: 2, updatedReplicas: 1 })
  expect(status?.currentRevision).not.toBe(status?.updateRevision)
  await plane.client.delete(Pod, 'web-0', inDefault)
  await plane.clock.advance(60_000)
  expect(await plane.images()).toEqual(['web-0 nginx:1', 'web-1 nginx:1', 'web-2 nginx:2'])
  await plane.patch({ updateStrategy: { rollingUpdate: { partition: 0 } } })
  expect(await plane.images()).toEqual(['web-0 nginx:2', 'web-1 nginx:2', 'web-2 nginx:2'])
  const after = await plane.status()
  expect(after).toMatchObject({ currentReplicas: 3, updatedReplicas: 3, currentRevision: after?.updateRevision })
})

test('a failed pod is made again under its name', async () => {
  using plane = await setUp()
  const [first] = await plane.pods()
  await plane.client.patch(
    Pod,
    'web-0',
    { status: { phase: 'Failed' } },
    { ...inDefault, type: 'merge', subresource: 'status' },
  )
  await plane.clock.advance(60_000)
  const [again] = await plane.pods()
  expect(again?.metadata.name).toBe('web-0')
  expect(again?.metadata.uid).not.toBe(first?.metadata.uid)
})

test('claims are made once per ordinal and stay, or go by the retention policy', async () => {
  const options: Partial<types.StatefulSetSpec> = {
    replicas: 2,
    podManagementPolicy: 'Parallel',
    volumeClaimTemplates: [data],
  }
  using keep = await setUp(options, { schedulerName: 'by-hand' })
  expect(await keep.claims()).toEqual(['data-web-0 -', 'data-web-1 -'])
  const [pod] = await keep.pods()
  expect(pod?.spec?.volumes).toContainEqual({ name: 'data', persistentVolumeClaim: { claimName: 'data-web-0' } })
  await keep.patch({ replicas: 1 })
  expect(await keep.claims()).toEqual(['data-web-0 -', 'data-web-1 -'])
  await keep.patch({
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: 'Retain' },
    replicas: 2,
  })
  expect(await keep.claims()).toEqual(['data-web-0 web', 'data-web-1 web'])

  const persistentVolumeClaimRetentionPolicy = { whenDeleted: 'Delete', whenScaled: 'Delete' }
  using drop = await setUp({ ...options, persistentVolumeClaimRetentionPolicy }, { schedulerName: 'by-hand' })
  expect(await drop.claims()).toEqual(['data-web-0 web', 'data-web-1 web'])
  await drop.patch({ replicas: 1 })
  expect((await drop.pods()).map(({ metadata }) => metadata.name)).toEqual(['web-0'])
})
