import { expect, test } from 'vitest'
import { ConfigMap } from '../../resources/generated/kinds.ts'
import { createControlPlane } from '../testing/control-plane.ts'

test('what others write into the published authority is undone', async () => {
  using plane = await createControlPlane({ nodes: 0 })
  const { client, clock } = plane
  const at = { namespace: 'kube-system' }
  await clock.advance(1_000)
  const published = await client.get(ConfigMap, 'kube-root-ca.crt', at)
  expect(published.data?.['ca.crt']).toBeDefined()
  await client.patch(ConfigMap, 'kube-root-ca.crt', { data: { 'ca.crt': 'x', more: 'y' } }, { ...at, type: 'merge' })
  await clock.advance(1_000)
  expect((await client.get(ConfigMap, 'kube-root-ca.crt', at)).data).toEqual(published.data)
})
