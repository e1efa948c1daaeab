import { expect, it } from 'vitest'
import { createTestCluster, type TestCluster } from '../../testing/cluster.ts'
import { ADMIN } from '../cluster.ts'

interface Sent {
  body?: string
  type?: string
  accept?: string
}

/** Sends a request as it comes from the wire; the answer's Status, list or object. */
async function send(test: TestCluster, method: string, url: string, { body, type, accept }: Sent = {}) {
  const [path = '', query = ''] = url.split('?')
  const headers = { ...(type !== undefined && { 'content-type': type }), ...(accept !== undefined && { accept }) }
  const bytes = body === undefined ? undefined : new TextEncoder().encode(body)
  const request = { method, path, query, headers, user: ADMIN, signal: new AbortController().signal }
  const answer = await test.cluster.api.handle({ ...request, ...(bytes && { body: bytes }) })
  return { status: answer.status, type: String(answer.headers['content-type']), text: String(answer.body) }
}

const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps'
const PLAIN = JSON.stringify({ metadata: { name: 'a' }, data: { k: 'v' } })
const MERGE = 'application/merge-patch+json'
const APPLY = 'application/apply-patch+yaml'

it('leaves out what cannot be decoded of a query, and nothing else', async () => {
  using test = await createTestCluster()
  for (const name of ['a', 'b']) await send(test, 'POST', CONFIG_MAPS, { body: `{"metadata":{"name":"${name}"}}` })
  const listed = await send(test, 'GET', `${CONFIG_MAPS}?limit=%zz&a;b=c&fieldSelector=metadata.name%3Db`)
  const { items } = JSON.parse(listed.text) as { items: { metadata: { name: string } }[] }
  expect(items.map(({ metadata }) => metadata.name)).toEqual(['b'])
})

it('takes the options of a deletion from its body alone, where it has one', async () => {
  using test = await createTestCluster()
  await send(test, 'POST', CONFIG_MAPS, { body: PLAIN })
  expect((await send(test, 'DELETE', `${CONFIG_MAPS}/a?dryRun=All`)).status).toBe(200)
  expect((await send(test, 'GET', `${CONFIG_MAPS}/a`)).status).toBe(200)
  await send(test, 'DELETE', `${CONFIG_MAPS}/a?dryRun=All`, { body: '{"kind":"DeleteOptions","apiVersion":"v1"}' })
  expect((await send(test, 'GET', `${CONFIG_MAPS}/a`)).status).toBe(404)
})

it.each([
  ['a malformed patch of nothing', 'PATCH', 'none', '{', MERGE, 404, 'not found'],
  ['an apply that names nothing', 'PATCH', 'none', 'kind: ConfigMap\napiVersion: v1', APPLY, 400, 'undeterminable'],
  [
    'another namespace',
    'PUT',
    'none',
    '{"metadata":{"name":"none","namespace":"x"}}',
    undefined,
    400,
    'does not match',
  ],
  ['a type that is none', 'PUT', 'none', '{}', 'application/json;;', 415, 'unknown format'],
])('says first what is wrong with %s', async (_what, method, name, body, type, status, message) => {
  using test = await createTestCluster()
  const sent = { body, ...(type !== undefined && { type }) }
  const answer = await send(test, method, `${CONFIG_MAPS}/${name}?fieldManager=me`, sent)
  expect(answer.status).toBe(status)
  expect(answer.text).toContain(message)
})

it('tells who applies without a name, beside all other wrong options', async () => {
  using test = await createTestCluster()
  const answer = await send(test, 'PATCH', `${CONFIG_MAPS}/a?dryRun=Some`, { body: '{}', type: APPLY })
  const { details } = JSON.parse(answer.text) as { details: { causes: { field: string }[] } }
  expect(details.causes.map(({ field }) => field)).toEqual(['fieldManager', 'dryRun'])
})

it('speaks of what it finds, what it deletes and what goes wrong in the form that is asked for', async () => {
  using test = await createTestCluster()
  await send(test, 'POST', CONFIG_MAPS, { body: PLAIN })
  const accept = 'application/json;q=0.1,application/yaml'
  for (const [method, url] of [
    ['GET', '/apis/apps/v1'],
    ['GET', `${CONFIG_MAPS}/none`],
    ['DELETE', `${CONFIG_MAPS}/a?dryRun=All`],
  ] as const)
    expect((await send(test, method, url, { accept })).type).toBe('application/yaml')
  expect((await send(test, 'GET', '/version', { accept: 'application/yaml' })).status).toBe(406)
  expect((await send(test, 'GET', '/apis', { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' })).status).toBe(
    406,
  )
})

it('watches no pages', async () => {
  using test = await createTestCluster()
  const answer = await send(test, 'GET', `${CONFIG_MAPS}?watch=1&continue=abc`)
  expect(answer.text).toContain('resourceVersionMatch is forbidden when continue is provided')
})
