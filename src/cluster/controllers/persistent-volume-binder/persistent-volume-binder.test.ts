import { expect, test } from 'vitest'
import { PersistentVolume, PersistentVolumeClaim, Pod, StorageClass } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { createControlPlane } from '../testing/control-plane.ts'

const inDefault = { namespace: 'default' }

async function setUp() {
  const plane = await createControlPlane({ nodes: 1 })
  const { client, clock } = plane
  return {
    ...plane,
    volume: (name: string, storage: string, spec: Partial<types.PersistentVolumeSpec> = {}) =>
      client.create(PersistentVolume, {
        metadata: { name },
        spec: {
          storageClassName: 'disk',
          capacity: { storage },
          accessModes: ['ReadWriteOnce'],
          hostPath: { path: `/tmp/${name}` },
          ...spec,
        },
      }),
    claim: (name: string, storage: string, spec: Partial<types.PersistentVolumeClaimSpec> = {}) =>
      client.create(PersistentVolumeClaim, {
        metadata: { name, namespace: 'default' },
        spec: {
          storageClassName: 'disk',
          accessModes: ['ReadWriteOnce'],
          resources: { requests: { storage } },
          ...spec,
        },
      }),
    async claims() {
      await clock.advance(2_000)
      const { items } = await client.list(PersistentVolumeClaim, inDefault)
      return items.map(
        ({ metadata, spec, status }) => `${metadata.name} ${status?.phase ?? 'Pending'} ${spec?.volumeName ?? '-'}`,
      )
    },
    async volumes() {
      await clock.advance(2_000)
      return (await client.list(PersistentVolume)).items.map(({ metadata, status }) =>
        `${metadata.name} ${status?.phase} ${status?.message ?? ''}`.trim(),
      )
    },
    events: async () => [...new Set(await plane.eventsOf('PersistentVolumeClaim'))],
    remove: (name: string) => client.delete(PersistentVolumeClaim, name, inDefault),
  }
}

test('a claim gets the smallest volume that fits, or the one that is meant for it', async () => {
  using plane = await setUp()
  await plane.volume('a', '1Gi')
  await plane.volume('b', '5Gi')
  await plane.volume('c', '10Gi')
  await plane.volume('raw', '2Gi', { volumeMode: 'Block' })
  await plane.volume('reserved', '1Gi', { claimRef: { namespace: 'default', name: 'mine' } })
  await plane.claim('medium', '3Gi')
  await plane.claim('mine', '500Mi')
  await plane.claim('named', '1Gi', { volumeName: 'a' })
  await plane.claim('huge', '50Gi')
  await plane.claim('block', '1Gi', { volumeMode: 'Block' })
  expect(await plane.claims()).toEqual([
    'block Bound raw',
    'huge Pending -',
    'medium Bound b',
    'mine Bound reserved',
    'named Bound a',
  ])
  const { metadata, status } = await plane.client.get(PersistentVolumeClaim, 'medium', inDefault)
  expect(metadata.annotations).toEqual({
    'pv.kubernetes.io/bind-completed': 'yes',
    'pv.kubernetes.io/bound-by-controller': 'yes',
  })
  expect(status).toEqual({ phase: 'Bound', accessModes: ['ReadWriteOnce'], capacity: { storage: '5Gi' } })
  expect(await plane.events()).toEqual(['ProvisioningFailed storageclass.storage.k8s.io "disk" not found'])
})

test('a volume that its claim leaves is kept, deleted, or fails to be', async () => {
  using plane = await setUp()
  await plane.volume('keep', '1Gi', { storageClassName: 'keep', persistentVolumeReclaimPolicy: 'Retain' })
  await plane.volume('drop', '1Gi', { storageClassName: 'drop', persistentVolumeReclaimPolicy: 'Delete' })
  await plane.volume('stuck', '1Gi', {
    storageClassName: 'stuck',
    persistentVolumeReclaimPolicy: 'Delete',
    hostPath: { path: '/data' },
  })
  for (const name of ['keep', 'drop', 'stuck']) await plane.claim(name, '1Gi', { storageClassName: name })
  expect(await plane.volumes()).toEqual(['drop Bound', 'keep Bound', 'stuck Bound'])
  for (const name of ['keep', 'drop', 'stuck']) await plane.remove(name)
  expect(await plane.volumes()).toEqual([
    'keep Released',
    'stuck Failed host_path deleter only supports /tmp/.+ but received provided /data',
  ])
  await plane.claim('keep', '1Gi', { storageClassName: 'keep' })
  expect(await plane.claims()).toEqual(['keep Pending -'])
  await plane.client.patch(PersistentVolume, 'keep', { spec: { claimRef: null } }, { type: 'merge' })
  expect(await plane.claims()).toEqual(['keep Bound keep'])
})

test('claims stay while a pod uses them, volumes while a claim does', async () => {
  using plane = await setUp()
  await plane.volume('v', '1Gi')
  await plane.claim('c', '1Gi')
  await plane.claims()
  await plane.client.create(Pod, {
    metadata: { name: 'user', namespace: 'default' },
    spec: {
      volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }],
      containers: [{ name: 'c', image: 'nginx' }],
    },
  })
  await plane.clock.advance(5_000)
  await plane.remove('c')
  await plane.client.delete(PersistentVolume, 'v')
  expect(await plane.claims()).toEqual(['c Bound v'])
  await plane.client.delete(Pod, 'user', { ...inDefault, gracePeriodSeconds: 0 })
  expect(await plane.claims()).toEqual([])
  expect(await plane.volumes()).toEqual([])
})

test('a claim whose volume was taken away is lost', async () => {
  using plane = await setUp()
  await plane.volume('v', '1Gi')
  await plane.claim('c', '1Gi')
  await plane.claims()
  await plane.client.delete(PersistentVolume, 'v')
  await plane.client.patch(PersistentVolume, 'v', { metadata: { finalizers: null } }, { type: 'merge' })
  expect(await plane.claims()).toEqual(['c Lost v'])
  expect(await plane.events()).toEqual([
    'ClaimLost Bound claim has lost its PersistentVolume. Data on the volume is lost!',
  ])
})

test('says what a claim without a volume waits for', async () => {
  using plane = await setUp()
  const storageClass = (name: string, provisioner: string, volumeBindingMode = 'Immediate') =>
    plane.client.create(StorageClass, { metadata: { name }, provisioner, volumeBindingMode, reclaimPolicy: 'Delete' })
  await storageClass('wait', 'ebs.csi.aws.com', 'WaitForFirstConsumer')
  await storageClass('ext', 'ebs.csi.aws.com')
  await plane.claim('wait', '1Gi', { storageClassName: 'wait' })
  await plane.claim('ext', '1Gi', { storageClassName: 'ext' })
  await plane.claim('none', '1Gi', { storageClassName: '' })
  await plane.clock.settle()
  expect((await plane.events()).map((event) => event.split(' ').slice(0, 4).join(' ')).sort()).toEqual([
    'ExternalProvisioning Waiting for a',
    'FailedBinding no persistent volumes',
    'WaitForFirstConsumer waiting for first',
  ])
  const { metadata } = await plane.client.get(PersistentVolumeClaim, 'ext', inDefault)
  expect(metadata.annotations).toMatchObject({ 'volume.kubernetes.io/storage-provisioner': 'ebs.csi.aws.com' })
})

test('a provisioner that moved out of Kubernetes is asked under the name of its driver', async () => {
  using plane = await setUp()
  const gp2 = { metadata: { name: 'gp2' }, provisioner: 'kubernetes.io/aws-ebs', reclaimPolicy: 'Delete' }
  await plane.client.create(StorageClass, { ...gp2, volumeBindingMode: 'Immediate' })
  await plane.claim('c', '1Gi', { storageClassName: 'gp2' })
  await plane.clock.settle()
  expect((await plane.events()).join()).toContain("external provisioner 'ebs.csi.aws.com'")
})
