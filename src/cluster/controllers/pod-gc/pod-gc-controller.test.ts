import { expect, test } from 'vitest'
import { Node, Pod } from '../../resources/generated/kinds.ts'
import { createControlPlane } from '../testing/control-plane.ts'

const at = { namespace: 'default' }
const spec = { containers: [{ name: 'c', image: 'nginx' }], tolerations: [{ operator: 'Exists' }] }

test('pods of a node that is gone end as failed, but only when it does not come back for a while', async () => {
  using plane = await createControlPlane({ nodes: 1 })
  const { client, clock } = plane
  await client.create(Pod, { metadata: { name: 'p', ...at, finalizers: ['example.com/look'] }, spec })
  await clock.advance(5_000)
  const { nodeName } = (await client.get(Pod, 'p', at)).spec!
  await client.delete(Node, nodeName!)
  await clock.advance(30_000)
  expect((await client.get(Pod, 'p', at)).status?.phase).toBe('Running')
  await clock.advance(60_000)
  const { metadata, status } = await client.get(Pod, 'p', at)
  expect(metadata.deletionTimestamp).toBeDefined()
  expect(status?.phase).toBe('Failed')
  expect(status?.conditions).toContainEqual(
    expect.objectContaining({
      type: 'DisruptionTarget',
      reason: 'DeletionByPodGC',
      message: 'PodGC: node no longer exists',
    }),
  )
})

test('pods of a node that is declared out of service are not waited for', async () => {
  using plane = await createControlPlane({ nodes: 0 })
  const { client, clock } = plane
  const taints = [{ key: 'node.kubernetes.io/out-of-service', value: 'off', effect: 'NoSchedule' }]
  await client.create(Node, { metadata: { name: 'off' }, spec: { taints } })
  for (const name of ['leaving', 'staying'])
    await client.create(Pod, { metadata: { name, ...at }, spec: { ...spec, nodeName: 'off' } })
  await client.delete(Pod, 'leaving', at)
  await clock.advance(30_000)
  expect((await client.list(Pod, at)).items.map(({ metadata }) => metadata.name)).toEqual(['staying'])
})
