import { afterAll, beforeAll, expect, test } from 'vitest'
import { ADMIN } from '../../cluster.ts'
import { CustomResourceDefinition } from '../../resources/generated/kinds.ts'
import { createTestCluster, type TestCluster } from '../../../testing/cluster.ts'

let lab: TestCluster
beforeAll(async () => {
  lab = await createTestCluster()
})
afterAll(() => lab[Symbol.dispose]())

async function get(path: string, headers: Record<string, string> = {}) {
  const [at, query = ''] = path.split('?')
  const answer = await lab.cluster.api.handle({
    method: 'GET',
    path: at!,
    query,
    headers: { accept: 'application/json', ...headers },
    body: new Uint8Array(),
    user: ADMIN,
    signal: new AbortController().signal,
  })
  const { body } = answer
  return { ...answer, text: typeof body === 'string' ? body : new TextDecoder().decode(body) }
}

interface Described {
  description?: string
  properties: Record<string, { description?: string; allOf?: unknown }>
}

test('documents say what kinds and fields are for', async () => {
  const { text } = await get('/openapi/v3/api/v1')
  const { schemas } = (JSON.parse(text) as { components: { schemas: Record<string, Described> } }).components
  const pod = schemas['io.k8s.api.core.v1.Pod']!
  expect(pod.description).toMatch(/^Pod is a collection of containers that can run on a host/)
  expect(pod.properties.spec).toMatchObject({ allOf: [{}], description: expect.stringMatching(/^Specification of/) })
  const spec = schemas['io.k8s.api.core.v1.PodSpec']!
  expect(spec.properties.restartPolicy!.description).toContain('Possible enum values:\n - `"Always"`')

  const old = JSON.parse((await get('/openapi/v2')).text) as { definitions: Record<string, Described> }
  expect(old.definitions['io.k8s.api.core.v1.Pod']!.description).toBe(pod.description)
})

test('a document is found under its hash, and is not sent to whom already has it', async () => {
  const { paths } = JSON.parse((await get('/openapi/v3')).text) as {
    paths: Record<string, { serverRelativeURL: string }>
  }
  const url = paths['apis/apps/v1']!.serverRelativeURL
  const { status, headers } = await get(url)
  expect(status).toBe(200)
  expect(headers['cache-control']).toBe('public, immutable')
  expect(headers.etag).toBe(JSON.stringify(url.split('hash=')[1]))
  expect(await get(url, { 'if-none-match': String(headers.etag) })).toMatchObject({ status: 304, text: '' })
  expect((await get('/openapi/v3/apis/absent/v1')).status).toBe(404)
})

test('documents offer of custom resources what they can: no merge along a structure, rules and limits as they were defined', async () => {
  const schema = {
    type: 'object',
    properties: {
      spec: { type: 'object', properties: { size: { type: 'integer', maximum: 5 } } },
      any: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    },
  }
  await lab.client.create(CustomResourceDefinition, {
    metadata: { name: 'widgets.shop.example.com' },
    spec: {
      group: 'shop.example.com',
      scope: 'Namespaced',
      names: { plural: 'widgets', kind: 'Widget' },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } }],
    },
  })
  await lab.clock.advance(1000)
  const { paths, components } = JSON.parse((await get('/openapi/v3/apis/shop.example.com/v1')).text) as {
    paths: Record<string, Record<string, { requestBody: { content: object } }>>
    components: { schemas: Record<string, Described> }
  }
  const { patch } = paths['/apis/shop.example.com/v1/namespaces/{namespace}/widgets/{name}']!
  // kubectl apply decides by this list which patch it sends.
  expect(Object.keys(patch!.requestBody.content)).toEqual([
    'application/apply-patch+yaml',
    'application/json-patch+json',
    'application/merge-patch+json',
  ])
  const { properties } = components.schemas['com.example.shop.v1.Widget']!
  expect(properties.spec).toMatchObject({ properties: { size: { type: 'integer', maximum: 5 } } })
  expect(properties.apiVersion!.description).toMatch(/^APIVersion defines/)
  const old = JSON.parse((await get('/openapi/v2')).text) as { definitions: Record<string, Described> }
  expect(old.definitions['com.example.shop.v1.Widget']!.properties.any).toEqual({
    'x-kubernetes-preserve-unknown-fields': true,
  })
})
