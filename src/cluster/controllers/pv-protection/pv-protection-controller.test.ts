import { expect, test } from 'vitest'
import { PersistentVolume, PersistentVolumeClaim } from '../../resources/generated/kinds.ts'
import { createControlPlane } from '../testing/control-plane.ts'

test('a volume that is deleted stays as long as a claim is bound to it', async () => {
  using plane = await createControlPlane()
  const { client, clock } = plane
  const at = { namespace: 'default' }
  const shared = { storageClassName: 'manual', accessModes: ['ReadWriteOnce'] }
  const volume = { ...shared, capacity: { storage: '1Gi' }, hostPath: { path: '/data' } }
  await client.create(PersistentVolume, { metadata: { name: 'data' }, spec: volume })
  const resources = { requests: { storage: '1Gi' } }
  await client.create(PersistentVolumeClaim, { metadata: { name: 'data', ...at }, spec: { ...shared, resources } })
  await clock.advance(5_000)
  await client.delete(PersistentVolume, 'data')
  await clock.advance(1_000)
  const { metadata } = await client.get(PersistentVolume, 'data')
  expect(metadata.deletionTimestamp).toBeDefined()
  expect(metadata.finalizers).toEqual(['kubernetes.io/pv-protection'])
  await client.delete(PersistentVolumeClaim, 'data', at)
  await clock.advance(5_000)
  expect((await client.list(PersistentVolume)).items).toEqual([])
})
