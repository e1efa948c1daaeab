import { expect, test } from 'vitest'
import { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../resources/generated/kinds.ts'
import { createControlPlane } from '../testing/control-plane.ts'

test('a claim that grows is said to wait for its driver', async () => {
  using plane = await createControlPlane()
  const { client, clock } = plane
  await client.create(StorageClass, {
    metadata: { name: 'disk' },
    provisioner: 'disk.example.com',
    allowVolumeExpansion: true,
  })
  const shared = { storageClassName: 'disk', accessModes: ['ReadWriteOnce'] }
  await client.create(PersistentVolume, {
    metadata: { name: 'data' },
    spec: { ...shared, capacity: { storage: '1Gi' }, csi: { driver: 'disk.example.com', volumeHandle: 'v' } },
  })
  const claim = (storage: string) => ({ ...shared, resources: { requests: { storage } } })
  const at = { namespace: 'default' }
  await client.create(PersistentVolumeClaim, { metadata: { name: 'data', ...at }, spec: claim('1Gi') })
  await clock.advance(5_000)
  await client.patch(PersistentVolumeClaim, 'data', { spec: claim('2Gi') }, { ...at, type: 'merge' })
  await clock.advance(1_000)
  expect(await plane.eventsOf('PersistentVolumeClaim')).toContain(
    'ExternalExpanding waiting for an external controller to expand this PVC',
  )
})
