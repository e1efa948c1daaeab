import { describe, expect, it } from 'vitest'
import { createTestCluster, type TestCluster } from '../../testing/cluster.ts'
import { isReason } from '../apimachinery/errors.ts'
import { ADMIN } from '../cluster.ts'
import { createComponents } from '../components.ts'
import { createFakeNodes } from '../fake-nodes/node-objects.ts'
import { ConfigMap, Deployment, Pod } from '../resources/generated/kinds.ts'
import { createHttpClient } from './http-client.ts'
import { readLines } from './read-lines.ts'
import type { OutgoingRequest, Transport } from './transport.ts'

/** Hands requests to an API server in this process, in the words of HTTP. */
function transportTo({ cluster }: TestCluster, seen: OutgoingRequest[] = []): Transport {
  return async (request) => {
    seen.push(request)
    const [path = '', query = ''] = request.path.split('?')
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    const body = request.body === undefined ? {} : { body: new TextEncoder().encode(request.body) }
    const signal = request.signal ?? new AbortController().signal
    const response = await cluster.api.handle({
      method: request.method,
      path,
      query,
      headers,
      ...body,
      user: ADMIN,
      signal,
    })
    const text = (part: string | Uint8Array) => (typeof part === 'string' ? part : new TextDecoder().decode(part))
    async function* chunks() {
      if (response.body !== undefined) yield text(response.body)
      for await (const part of response.stream ?? []) yield text(part)
    }
    return { status: response.status, chunks: chunks(), text: async () => text(response.body ?? '') }
  }
}

const clientOf = (transport: Transport) => createHttpClient({ transport, user: ADMIN, component: 'kubectl' })

describe('HTTP client', () => {
  it('takes a path that the server does not know for something that is not there', async () => {
    const page = '404 page not found\n'
    async function* chunks() {
      yield page
    }
    const client = clientOf(async () => ({ status: 404, chunks: chunks(), text: async () => page }))
    const error = await client.get(ConfigMap, 'a', { namespace: 'default' }).catch((error: unknown) => error)
    expect(isReason(error, 'NotFound')).toBe(true)
    expect((error as Error).message).toBe('the server could not find the requested resource')
  })

  it('reads, writes and lists as the client in process does', async () => {
    using test = await createTestCluster()
    const client = clientOf(transportTo(test))
    const made = await client.create(ConfigMap, {
      metadata: { name: 'a', namespace: 'default', labels: { app: 'web' } },
      data: { k: '1' },
    })
    await client.update(ConfigMap, { ...made, data: { k: '2' } })
    await client.patch(ConfigMap, 'a', { data: { more: 'yes' } }, { namespace: 'default', type: 'merge' })
    expect((await client.get(ConfigMap, 'a', { namespace: 'default' })).data).toEqual({ k: '2', more: 'yes' })
    const { items } = await client.list(ConfigMap, { namespace: 'default', labelSelector: 'app=web' })
    expect(items.map(({ kind, apiVersion, metadata }) => [kind, apiVersion, metadata.name])).toEqual([
      ['ConfigMap', 'v1', 'a'],
    ])
    const deleted = await client.delete(ConfigMap, 'a', {
      namespace: 'default',
      preconditions: { uid: made.metadata.uid },
    })
    expect(deleted.metadata.uid).toBe(made.metadata.uid)
  })

  it('fails with the reason that the server gave, or says that the server is away', async () => {
    using test = await createTestCluster()
    const client = clientOf(transportTo(test))
    await expect(client.get(ConfigMap, 'a', { namespace: 'default' })).rejects.toSatisfy((error) =>
      isReason(error, 'NotFound'),
    )
    const away = clientOf(() => Promise.reject(new Error('connect ECONNREFUSED')))
    await expect(away.get(ConfigMap, 'a')).rejects.toSatisfy((error) => isReason(error, 'ServiceUnavailable'))
    const proxy = clientOf(async () => ({ status: 502, chunks: readLines([] as never), text: async () => 'no\n' }))
    await expect(proxy.get(ConfigMap, 'a')).rejects.toMatchObject({ code: 502, message: 'no' })
  })

  it('acts as somebody else where its credentials may', async () => {
    using test = await createTestCluster()
    const seen: OutgoingRequest[] = []
    const client = createHttpClient({
      transport: transportTo(test, seen),
      user: { name: 'system:kube-scheduler', groups: ['a', 'b'] },
      impersonate: true,
      component: 'kube-scheduler',
    })
    await client.list(Pod)
    expect(seen[0]?.headers).toMatchObject({
      'user-agent': 'kube-scheduler',
      'impersonate-user': 'system:kube-scheduler',
      'impersonate-group': ['a', 'b'],
    })
  })

  it('is all that controllers and scheduler need: a Deployment rolls out over it', async () => {
    using test = await createTestCluster()
    const { cluster, clock, ids, log, client } = test
    await createFakeNodes(client, 2)
    cluster.components.get('fake-nodes')!.start()
    const transport = transportTo(test)
    const { components } = createComponents({
      clientFor: (user, component) => createHttpClient({ transport, user, component }),
      clock,
      ids,
      log,
      controllers: { rootCa: '', signer: { sign: () => Promise.reject(new Error('not asked for')) } as never },
    })
    for (const name of ['kube-controller-manager', 'kube-scheduler']) components.get(name)!.start()
    await client.create(Deployment, {
      metadata: { name: 'web', namespace: 'default' },
      spec: {
        replicas: 3,
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: { containers: [{ name: 'web', image: 'nginx' }] },
        },
      },
    })
    await clock.advance(10_000)
    const { status } = await client.get(Deployment, 'web', { namespace: 'default' })
    expect(status).toMatchObject({ readyReplicas: 3, updatedReplicas: 3 })
    for (const component of components.values()) component.stop()
    await clock.settle()
  })
})

describe('lines', () => {
  it('may be cut anywhere', async () => {
    async function* pieces() {
      yield '{"a"'
      yield ':1}\n{"b":2}\n{"c'
      yield '":3}'
    }
    expect(await Array.fromAsync(readLines(pieces()))).toEqual(['{"a":1}', '{"b":2}', '{"c":3}'])
  })
})
