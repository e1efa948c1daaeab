import { expect, test } from 'vitest'
import { PersistentVolumeClaim, VolumeAttributesClass } from '../../resources/generated/kinds.ts'
import { createControlPlane } from '../testing/control-plane.ts'

test('a class stays as long as a claim has it', async () => {
  using plane = await createControlPlane()
  const { client, clock } = plane
  const at = { namespace: 'default' }
  for (const name of ['used', 'free'])
    await client.create(VolumeAttributesClass, {
      metadata: { name },
      driverName: 'disk.example.com',
      parameters: { a: 'b' },
    })
  await client.create(PersistentVolumeClaim, {
    metadata: { name: 'data', ...at },
    spec: {
      storageClassName: '',
      volumeAttributesClassName: 'used',
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '1Gi' } },
    },
  })
  await clock.advance(1_000)
  for (const name of ['used', 'free']) await client.delete(VolumeAttributesClass, name)
  const names = async () => {
    await clock.advance(1_000)
    return (await client.list(VolumeAttributesClass)).items.map(({ metadata }) => metadata.name)
  }
  expect(await names()).toEqual(['used'])
  await client.delete(PersistentVolumeClaim, 'data', at)
  expect(await names()).toEqual([])
})
