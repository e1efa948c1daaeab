import { expect, test } from 'vitest'
import { ClusterRole } from '../../resources/generated/kinds.ts'
import { createControlPlane } from '../testing/control-plane.ts'

const rule = (resource: string) => ({ apiGroups: ['example.com'], resources: [resource], verbs: ['get'] })

test('a role gathers the rules of those that its labels select, as they come and go', async () => {
  using plane = await createControlPlane({ nodes: 0 })
  const { client, clock } = plane
  await client.create(ClusterRole, {
    metadata: { name: 'all' },
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: { gather: 'yes' } }] },
  })
  const labels = { gather: 'yes' }
  await client.create(ClusterRole, { metadata: { name: 'b', labels }, rules: [rule('b'), rule('a')] })
  await client.create(ClusterRole, { metadata: { name: 'a', labels }, rules: [rule('a')] })
  await client.create(ClusterRole, { metadata: { name: 'other' }, rules: [rule('c')] })
  await clock.advance(1_000)
  const gathered = async () =>
    (await client.get(ClusterRole, 'all')).rules?.map(({ resources }) => resources?.[0]) ?? []
  expect(await gathered()).toEqual(['a', 'b'])
  await client.delete(ClusterRole, 'b')
  await clock.advance(1_000)
  expect(await gathered()).toEqual(['a'])
})
