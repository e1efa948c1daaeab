import { expect, test } from 'vitest'
import { Pod, ReplicationController } from '../../resources/generated/kinds.ts'
import { createControlPlane } from '../testing/control-plane.ts'

const at = { namespace: 'default' }

test('keeps its pods at the number that is asked for, adopts and lets go by label', async () => {
  using plane = await createControlPlane()
  const { client, clock } = plane
  const containers = [{ name: 'c', image: 'nginx' }]
  const labels = { app: 'old' }
  await client.create(Pod, { metadata: { name: 'orphan', ...at, labels }, spec: { containers } })
  const template = { metadata: { labels }, spec: { containers } }
  await client.create(ReplicationController, { metadata: { name: 'old', ...at }, spec: { replicas: 3, template } })
  const pods = async () => {
    await clock.advance(5_000)
    return (await client.list(Pod, { ...at, labelSelector: 'app=old' })).items
  }
  const owned = await pods()
  expect(owned.map(({ metadata }) => metadata.ownerReferences?.[0]?.name)).toEqual(['old', 'old', 'old'])
  expect(owned.map(({ metadata }) => metadata.name)).toContain('orphan')
  await client.patch(Pod, 'orphan', { metadata: { labels: { app: 'mine' } } }, { ...at, type: 'merge' })
  expect(await pods()).toHaveLength(3)
  expect((await client.get(Pod, 'orphan', at)).metadata.ownerReferences).toBeUndefined()
  await client.patch(ReplicationController, 'old', { spec: { replicas: 1 } }, { ...at, type: 'merge' })
  expect(await pods()).toHaveLength(1)
  const { status } = await client.get(ReplicationController, 'old', at)
  expect(status).toMatchObject({ replicas: 1, readyReplicas: 1, availableReplicas: 1 })
})
