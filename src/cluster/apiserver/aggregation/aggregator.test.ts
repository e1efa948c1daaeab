import { expect, it } from 'vitest'
import { createTestCluster, type TestCluster } from '../../../testing/cluster.ts'
import { serveBehindService } from '../../../testing/serve-behind-service.ts'
import { ADMIN } from '../../cluster.ts'
import type { HttpRequest } from '../../network/http/http-message.ts'
import { APIService, EndpointSlice } from '../../resources/generated/kinds.ts'
import { responseText } from '../calls/response-text.ts'

const CA = '-----BEGIN CERTIFICATE-----\nYWdncmVnYXRl\n-----END CERTIFICATE-----\n'
const NAME = 'v1beta1.things.example.com'
const LIST = {
  kind: 'APIResourceList',
  groupVersion: 'things.example.com/v1beta1',
  resources: [{ name: 'things', singularName: 'thing', namespaced: true, kind: 'Thing', verbs: ['get', 'list'] }],
}

/** Another API server behind the Service `things`. */
async function serveThings(test: TestCluster): Promise<HttpRequest[]> {
  const asked: HttpRequest[] = []
  await serveBehindService(test, 'things', {
    port: 6443,
    tls: { names: ['things.default.svc'], authority: CA },
    handler(request) {
      asked.push(request)
      const body = JSON.stringify(request.target.endsWith('/v1beta1') ? LIST : { kind: 'ThingList', items: [] })
      return { status: 200, headers: { 'content-type': 'application/json' }, body }
    },
  })
  return asked
}

async function register({ client, clock }: TestCluster, caBundle = btoa(CA)): Promise<void> {
  await client.create(APIService, {
    metadata: { name: NAME },
    spec: {
      group: 'things.example.com',
      version: 'v1beta1',
      groupPriorityMinimum: 100,
      versionPriority: 10,
      caBundle,
      service: { name: 'things', namespace: 'default' },
    },
  })
  await clock.settle()
}

async function get({ cluster }: TestCluster, path: string, accept = 'application/json') {
  const headers = { accept, authorization: 'Bearer secret' }
  const signal = new AbortController().signal
  const response = await cluster.api.handle({ method: 'GET', path, query: 'limit=5', headers, user: ADMIN, signal })
  return { status: response.status, text: await responseText(response) }
}

const availableOf = async ({ client }: TestCluster) => {
  const { status } = await client.get(APIService, NAME)
  return status?.conditions?.map(({ type, status: value, reason, message }) => [type, value, reason, message])
}

it('passes requests on as the one who asks, without the credentials', async () => {
  using test = await createTestCluster()
  const asked = await serveThings(test)
  await register(test)
  expect(await availableOf(test)).toEqual([['Available', 'True', 'Passed', 'all checks passed']])
  const answer = await get(test, '/apis/things.example.com/v1beta1/namespaces/default/things')
  expect(answer).toEqual({ status: 200, text: '{"kind":"ThingList","items":[]}' })
  const { target, headers } = asked.at(-1)!
  expect(target).toBe('/apis/things.example.com/v1beta1/namespaces/default/things?limit=5')
  expect(headers).toMatchObject({
    'x-remote-user': 'kubernetes-admin',
    'x-remote-group': 'system:masters, system:authenticated',
    host: 'things.default.svc',
  })
  expect(headers).not.toHaveProperty('authorization')
})

it('shows the resources of other servers in discovery', async () => {
  using test = await createTestCluster()
  await serveThings(test)
  await register(test)
  const { text } = await get(test, '/apis', 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList')
  const { items } = JSON.parse(text) as { items: { metadata: { name: string }; versions: unknown[] }[] }
  expect(items.find(({ metadata }) => metadata.name === 'things.example.com')?.versions).toEqual([
    {
      version: 'v1beta1',
      freshness: 'Current',
      resources: [
        {
          resource: 'things',
          responseKind: { group: 'things.example.com', version: 'v1beta1', kind: 'Thing' },
          scope: 'Namespaced',
          singularResource: 'thing',
          verbs: ['get', 'list'],
        },
      ],
    },
  ])
})

it('says why a server is not available, and answers 503 for it', async () => {
  using test = await createTestCluster()
  await register(test)
  const missing = 'service/things in "default" is not present'
  expect(await availableOf(test)).toEqual([['Available', 'False', 'ServiceNotFound', missing]])
  expect(await get(test, '/apis/things.example.com/v1beta1')).toEqual({ status: 503, text: 'service unavailable\n' })
  await serveThings(test)
  await test.clock.settle()
  expect(await availableOf(test)).toEqual([['Available', 'True', 'Passed', 'all checks passed']])
  await test.client.delete(EndpointSlice, 'things', { namespace: 'default' })
  await test.clock.settle()
  expect((await availableOf(test))?.[0]?.slice(1, 3)).toEqual(['False', 'EndpointsNotFound'])
  await test.client.delete(APIService, NAME)
  expect((await get(test, '/apis/things.example.com/v1beta1')).status).toBe(404)
})

it('does not trust a server that another authority vouches for', async () => {
  using test = await createTestCluster()
  await serveThings(test)
  await register(test, btoa(CA.replace('YWdn', 'b3Ro')))
  const [[, status, reason, message] = []] = (await availableOf(test)) ?? []
  expect([status, reason]).toEqual(['False', 'FailedDiscoveryCheck'])
  expect(message).toMatch(/x509: certificate signed by unknown authority$/)
})
