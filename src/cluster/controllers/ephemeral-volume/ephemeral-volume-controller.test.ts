import { expect, test } from 'vitest'
import { PersistentVolumeClaim, Pod } from '../../resources/generated/kinds.ts'
import { createControlPlane } from '../testing/control-plane.ts'

const at = { namespace: 'default' }
const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } }
const pod = (name: string) => ({
  metadata: { name, ...at },
  spec: {
    containers: [{ name: 'c', image: 'nginx' }],
    volumes: [{ name: 'scratch', ephemeral: { volumeClaimTemplate: { metadata: { labels: { a: 'b' } }, spec } } }],
  },
})

test('a pod gets a claim of its own, which goes with it', async () => {
  using plane = await createControlPlane()
  const { client, clock } = plane
  const { metadata } = await client.create(Pod, pod('p'))
  await clock.advance(1_000)
  const claim = await client.get(PersistentVolumeClaim, 'p-scratch', at)
  expect(claim.metadata.labels).toEqual({ a: 'b' })
  expect(claim.metadata.ownerReferences).toMatchObject([{ kind: 'Pod', uid: metadata.uid, controller: true }])
  await client.delete(Pod, 'p', { ...at, gracePeriodSeconds: 0 })
  await clock.advance(5_000)
  expect((await client.list(PersistentVolumeClaim, at)).items).toEqual([])
})

test('a claim of that name that belongs to nobody is left alone, and the pod hears of it', async () => {
  using plane = await createControlPlane()
  const { client, clock } = plane
  await client.create(PersistentVolumeClaim, { metadata: { name: 'p-scratch', ...at }, spec })
  await client.create(Pod, pod('p'))
  await clock.advance(1_000)
  expect((await client.get(PersistentVolumeClaim, 'p-scratch', at)).metadata.ownerReferences).toBeUndefined()
  expect((await plane.eventsOf('Pod')).join('\n')).toContain(
    'FailedBinding ephemeral volume scratch: PVC default/p-scratch was not created for pod default/p (pod is not owner)',
  )
})
