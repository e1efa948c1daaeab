import { expect, test } from 'vitest'
import { CSINode } from '../../resources/generated/kinds.ts'
import { createPlacement } from '../testing/placement.ts'
import { bindVolume } from '../testing/volumes.ts'

test('a driver attaches only so many volumes to a node; one that is there already is not counted twice', async () => {
  using plane = await createPlacement([{ name: 'a' }])
  const { client } = plane
  const driver = 'disk.example.com'
  const drivers = [{ name: driver, nodeID: 'a', allocatable: { count: 1 } }]
  await client.create(CSINode, { metadata: { name: 'a' }, spec: { drivers } })
  const first = await bindVolume(client, 'first', { driver })
  expect(await plane.place('p', first)).toBe('a')
  expect(await plane.place('q', first)).toBe('a')
  const refusal = '1 node(s) exceed max volume count'
  expect(await plane.place('r', await bindVolume(client, 'second', { driver }))).toContain(refusal)
  expect(await plane.place('s', await bindVolume(client, 'third', { driver: 'other.example.com' }))).toBe('a')
})
