import { expect, test } from 'vitest'
import { Node } from '../../resources/generated/kinds.ts'
import { createControlPlane } from '../testing/control-plane.ts'

test('every node is told how long it may keep what it has read', async () => {
  using plane = await createControlPlane({ nodes: 0 })
  const { client, clock } = plane
  await client.create(Node, { metadata: { name: 'a' } })
  await clock.advance(1_000)
  const { metadata } = await client.get(Node, 'a')
  expect(metadata.annotations?.['node.alpha.kubernetes.io/ttl']).toBe('0')
})
