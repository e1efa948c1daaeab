import { expect, test } from 'vitest'
import { PersistentVolumeClaim, Pod } from '../../resources/generated/kinds.ts'
import { createControlPlane } from '../testing/control-plane.ts'

const at = { namespace: 'default' }

test('a claim that is deleted stays as long as a scheduled pod has it', async () => {
  using plane = await createControlPlane()
  const { client, clock } = plane
  const spec = { storageClassName: '', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } }
  for (const name of ['used', 'free']) await client.create(PersistentVolumeClaim, { metadata: { name, ...at }, spec })
  await client.create(Pod, {
    metadata: { name: 'p', ...at },
    spec: {
      nodeName: 'somewhere',
      containers: [{ name: 'c', image: 'nginx' }],
      volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'used' } }],
    },
  })
  for (const name of ['used', 'free']) await client.delete(PersistentVolumeClaim, name, at)
  const names = async () => {
    await clock.advance(1_000)
    return (await client.list(PersistentVolumeClaim, at)).items.map(({ metadata }) => metadata.name)
  }
  expect(await names()).toEqual(['used'])
  await client.delete(Pod, 'p', { ...at, gracePeriodSeconds: 0 })
  expect(await names()).toEqual([])
})
