import { expect, test, vi } from 'vitest'
import { Secret, ServiceAccount } from '../../resources/generated/kinds.ts'
import { createControlPlane } from '../testing/control-plane.ts'

const at = { namespace: 'default' }
const secret = (name: string, account: string) => ({
  metadata: { name, ...at, annotations: { 'kubernetes.io/service-account.name': account } },
  type: 'kubernetes.io/service-account-token',
})

test('a secret for an account gets its token, again if need be, and goes with the account', async () => {
  using plane = await createControlPlane({ nodes: 0 })
  const { client, clock } = plane
  const { metadata } = await client.create(ServiceAccount, { metadata: { name: 'bot', ...at } })
  await client.create(Secret, secret('bot-token', 'bot'))
  // Signing takes no time of the clock.
  const filled = () =>
    vi.waitFor(async () => {
      await clock.advance(100)
      const found = await client.get(Secret, 'bot-token', at)
      expect(Object.keys(found.data ?? {}).sort()).toEqual(['ca.crt', 'namespace', 'token'])
      return found
    })
  expect((await filled()).metadata.annotations).toMatchObject({ 'kubernetes.io/service-account.uid': metadata.uid })
  await client.patch(Secret, 'bot-token', { data: { token: null } }, { ...at, type: 'merge' })
  await filled()
  await client.delete(ServiceAccount, 'bot', at)
  await clock.advance(1_000)
  expect((await client.list(Secret, at)).items).toEqual([])
})

test('a secret for an account that is not there is removed', async () => {
  using plane = await createControlPlane({ nodes: 0 })
  await plane.client.create(Secret, secret('lost', 'nobody'))
  await plane.clock.advance(60_000)
  expect((await plane.client.list(Secret, at)).items).toEqual([])
})
