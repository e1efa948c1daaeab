import { expect, test } from 'vitest'
import { createPlacement } from '../testing/placement.ts'
import { bindVolume } from '../testing/volumes.ts'

const ZONE = 'topology.kubernetes.io/zone'

test('a pod goes where its volume is, which may be in several zones', async () => {
  using plane = await createPlacement([
    { name: 'a', labels: { [ZONE]: 'a' } },
    { name: 'b', labels: { [ZONE]: 'b' } },
  ])
  const { client } = plane
  expect(await plane.place('one', await bindVolume(client, 'one', { labels: { [ZONE]: 'b' } }))).toBe('b')
  const both = await bindVolume(client, 'both', { labels: { [ZONE]: 'a__c' } })
  expect(await plane.place('both', both)).toBe('a')
  const none = await bindVolume(client, 'none', { labels: { [ZONE]: 'c' } })
  expect(await plane.place('none', none)).toContain('2 node(s) had no available volume zone')
})
