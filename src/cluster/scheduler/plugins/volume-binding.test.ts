import { expect, test } from 'vitest'
import type { Client } from '../../client/client.ts'
import { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../resources/generated/kinds.ts'
import { createPlacement } from '../testing/placement.ts'
import { bindVolume, withClaim } from '../testing/volumes.ts'

const at = { namespace: 'default' }
const nodes = [{ name: 'a' }, { name: 'b' }]
const onNode = (name: string) => {
  const requirement = { key: 'kubernetes.io/hostname', operator: 'In', values: [name] }
  return { required: { nodeSelectorTerms: [{ matchExpressions: [requirement] }] } }
}

/** A class that waits for the first pod. */
const createClass = (client: Client, name: string, provisioner: string, more: object = {}) =>
  client.create(StorageClass, {
    metadata: { name },
    provisioner,
    volumeBindingMode: 'WaitForFirstConsumer',
    ...more,
  })
const createClaim = (client: Client, name: string, storageClassName: string) =>
  client.create(PersistentVolumeClaim, {
    metadata: { name, ...at },
    spec: { storageClassName, accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  })

test('a pod waits for its claim, and goes where its volume can be reached', async () => {
  using plane = await createPlacement(nodes)
  const { client, clock } = plane
  expect(await plane.place('early', withClaim('late'))).toContain('persistentvolumeclaim "late" not found')
  await bindVolume(client, 'late', { nodeAffinity: onNode('b') })
  await clock.advance(5_000)
  expect(await plane.placeOf('early')).toBe('b')
  const elsewhere = await bindVolume(client, 'elsewhere', { nodeAffinity: onNode('c') })
  expect(await plane.place('lost', elsewhere)).toContain("2 node(s) didn't match PersistentVolume's node affinity")
  await createClass(client, 'now', 'disk.example.com', { volumeBindingMode: 'Immediate' })
  await createClaim(client, 'unbound', 'now')
  expect(await plane.place('waits', withClaim('unbound'))).toContain('pod has unbound immediate PersistentVolumeClaims')
})

test('for a claim that waits it takes the smallest volume of the chosen node', async () => {
  using plane = await createPlacement(nodes)
  const { client } = plane
  await createClass(client, 'local', 'kubernetes.io/no-provisioner')
  for (const [name, storage] of Object.entries({ large: '9Gi', small: '2Gi', tiny: '1Mi' })) {
    await client.create(PersistentVolume, {
      metadata: { name },
      spec: {
        storageClassName: 'local',
        accessModes: ['ReadWriteOnce'],
        capacity: { storage },
        local: { path: '/mnt' },
        nodeAffinity: onNode('b'),
      },
    })
    const status = { phase: 'Available' }
    await client.patch(PersistentVolume, name, { status }, { type: 'merge', subresource: 'status' })
  }
  await createClaim(client, 'data', 'local')
  await plane.place('p', withClaim('data'))
  const { spec, metadata } = await client.get(PersistentVolume, 'small')
  expect(spec?.claimRef).toMatchObject({ name: 'data', ...at })
  expect(metadata.annotations).toEqual({ 'pv.kubernetes.io/bound-by-controller': 'yes' })
  await createClaim(client, 'more', 'local')
  expect(await plane.place('q', { ...withClaim('more'), nodeSelector: { 'kubernetes.io/hostname': 'a' } })).toContain(
    "1 node(s) didn't find available persistent volumes to bind",
  )
})

test('a provisioner is told the node, which is one that its class allows', async () => {
  using plane = await createPlacement(nodes)
  const { client } = plane
  const allowed = { matchLabelExpressions: [{ key: 'kubernetes.io/hostname', values: ['b'] }] }
  await createClass(client, 'disk', 'disk.example.com', { allowedTopologies: [allowed] })
  await createClaim(client, 'data', 'disk')
  await plane.place('p', withClaim('data'))
  const { metadata } = await client.get(PersistentVolumeClaim, 'data', at)
  expect(metadata.annotations?.['volume.kubernetes.io/selected-node']).toBe('b')
})
