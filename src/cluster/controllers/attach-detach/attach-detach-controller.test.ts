import { expect, test } from 'vitest'
import {
  Node,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  VolumeAttachment,
} from '../../resources/generated/kinds.ts'
import { createControlPlane } from '../testing/control-plane.ts'

const at = { namespace: 'default' }
const ANNOTATION = { 'volumes.kubernetes.io/controller-managed-attach-detach': 'true' }

/** A bound volume and two nodes that leave attaching to the controller. */
async function setUp() {
  const plane = await createControlPlane({ nodes: 2 })
  const { client, clock } = plane
  const names = (await client.list(Node)).items.map(({ metadata }) => metadata.name)
  for (const name of names) await client.patch(Node, name, { metadata: { annotations: ANNOTATION } }, { type: 'merge' })
  const shared = { storageClassName: 'manual', accessModes: ['ReadWriteOnce'] }
  const csi = { driver: 'disk.example.com', volumeHandle: 'vol-1' }
  await client.create(PersistentVolume, {
    metadata: { name: 'disk' },
    spec: { ...shared, capacity: { storage: '1Gi' }, csi },
  })
  const resources = { requests: { storage: '1Gi' } }
  await client.create(PersistentVolumeClaim, { metadata: { name: 'data', ...at }, spec: { ...shared, resources } })
  await clock.advance(5_000)
  return {
    ...plane,
    names: names as [string, string],
    async pod(name: string, nodeName: string) {
      const volumes = [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }]
      const containers = [{ name: 'c', image: 'nginx' }]
      await client.create(Pod, { metadata: { name, ...at }, spec: { nodeName, containers, volumes } })
      await clock.advance(1_000)
    },
    async attachments() {
      await clock.advance(1_000)
      return (await client.list(VolumeAttachment)).items
    },
    listed: async (name: string) => (await client.get(Node, name)).status?.volumesAttached,
  }
}

test('a volume is asked for where a pod needs it, listed when it is there, and let go with the pod', async () => {
  using plane = await setUp()
  const { client, names } = plane
  await plane.pod('p', names[0])
  const [attachment, ...others] = await plane.attachments()
  expect(others).toEqual([])
  expect(attachment?.metadata.name).toMatch(/^csi-[0-9a-f]{64}$/)
  expect(attachment?.spec).toEqual({
    attacher: 'disk.example.com',
    nodeName: names[0],
    source: { persistentVolumeName: 'disk' },
  })
  expect(await plane.listed(names[0])).toBeUndefined()
  const attached = { status: { attached: true } }
  await client.patch(VolumeAttachment, attachment!.metadata.name, attached, { type: 'merge', subresource: 'status' })
  await plane.attachments()
  expect(await plane.listed(names[0])).toEqual([{ name: 'kubernetes.io/csi/disk.example.com^vol-1', devicePath: '' }])
  expect(await plane.eventsOf('Pod')).toContain(
    'SuccessfulAttachVolume AttachVolume.Attach succeeded for volume "disk" ',
  )
  await client.delete(Pod, 'p', { ...at, gracePeriodSeconds: 0 })
  expect(await plane.attachments()).toEqual([])
  expect(await plane.listed(names[0])).toBeUndefined()
})

test('a volume for one node waits there until its pod is gone', async () => {
  using plane = await setUp()
  const { names } = plane
  await plane.pod('p', names[0])
  await plane.pod('q', names[1])
  expect((await plane.attachments()).map(({ spec }) => spec.nodeName)).toEqual([names[0]])
  expect(await plane.eventsOf('Pod')).toContainEqual(
    expect.stringContaining('Multi-Attach error for volume "disk" Volume is already used by pod(s) p'),
  )
  await plane.client.delete(Pod, 'p', { ...at, gracePeriodSeconds: 0 })
  expect((await plane.attachments()).map(({ spec }) => spec.nodeName)).toEqual([names[1]])
})
