import { expect, test, vi } from 'vitest'
import { createTestCluster } from '../../../testing/cluster.ts'
import { ADMIN } from '../../cluster.ts'

const FLOWS = '/apis/flowcontrol.apiserver.k8s.io/v1'

test('a flow schema says whether its priority level is there', async () => {
  using lab = await createTestCluster()
  const send = async (method: string, path: string, object?: object) => {
    const { body } = await lab.cluster.api.handle({
      method,
      path: FLOWS + path,
      query: '',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      ...(object && { body: new TextEncoder().encode(JSON.stringify(object)) }),
      user: ADMIN,
      signal: new AbortController().signal,
    })
    const text = typeof body === 'string' ? body : new TextDecoder().decode(body)
    return JSON.parse(text) as { status?: { conditions?: { type: string; status: string; reason: string }[] } }
  }
  const condition = async () => (await send('GET', '/flowschemas/mine')).status?.conditions?.[0]
  await send('POST', '/flowschemas', {
    metadata: { name: 'mine' },
    spec: { priorityLevelConfiguration: { name: 'later' } },
  })
  await vi.waitFor(async () =>
    expect(await condition()).toMatchObject({ type: 'Dangling', status: 'True', reason: 'NotFound' }),
  )
  await send('POST', '/prioritylevelconfigurations', {
    metadata: { name: 'later' },
    spec: { type: 'Limited', limited: { limitResponse: { type: 'Reject' } } },
  })
  await vi.waitFor(async () =>
    expect(await condition()).toMatchObject({ type: 'Dangling', status: 'False', reason: 'Found' }),
  )
})
