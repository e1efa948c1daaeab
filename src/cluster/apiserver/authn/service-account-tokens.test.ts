import { Buffer } from 'node:buffer'
import { expect, test } from 'vitest'
import { createTestCluster } from '../../../testing/cluster.ts'
import { Pod, ServiceAccount } from '../../resources/generated/kinds.ts'
import type { TokenRequest } from '../../resources/generated/types.ts'

const YEAR_SECONDS = 31_536_000

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>
}

test('the token of a volume that admission adds lives on behind its time, and says when it should have been read again', async () => {
  using cluster = await createTestCluster()
  const { client } = cluster
  const namespace = 'default'
  await client.create(ServiceAccount, { metadata: { name: 'app', namespace } })
  const containers = [{ name: 'c', image: 'busybox:1.36' }]
  await client.create(Pod, {
    metadata: { name: 'p', namespace },
    spec: { serviceAccountName: 'app', automountServiceAccountToken: false, containers },
  })
  const ask = async (spec: object) => {
    const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', metadata: {}, spec }
    const answer = await client.createSubresource<TokenRequest>(ServiceAccount, 'app', 'token', body, { namespace })
    const claims = claimsOf(answer.status!.token)
    const issued = Number(claims['iat'])
    const told = Date.parse(answer.status!.expirationTimestamp) / 1000 - issued
    const { warnafter } = claims['kubernetes.io'] as { warnafter?: number }
    return {
      lives: Number(claims['exp']) - issued,
      told,
      warns: warnafter === undefined ? undefined : warnafter - issued,
    }
  }
  const boundObjectRef = { apiVersion: 'v1', kind: 'Pod', name: 'p' }
  const mounted = { boundObjectRef, expirationSeconds: 3607 }
  expect(await ask(mounted)).toEqual({ lives: YEAR_SECONDS, told: 3607, warns: 3607 })
  expect(await ask({ ...mounted, audiences: ['vault'] })).toEqual({ lives: 3607, told: 3607, warns: undefined })
  expect(await ask({ ...mounted, expirationSeconds: 3600 })).toEqual({ lives: 3600, told: 3600, warns: undefined })
  expect(await ask({ expirationSeconds: 3607 })).toEqual({ lives: 3607, told: 3607, warns: undefined })
})
