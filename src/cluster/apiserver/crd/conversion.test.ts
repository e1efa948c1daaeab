import { expect, it } from 'vitest'
import { createTestCluster, type TestCluster } from '../../../testing/cluster.ts'
import { serveBehindService } from '../../../testing/serve-behind-service.ts'
import type { KubeObject, ResourceType } from '../../apimachinery/object.ts'
import { CustomResourceDefinition } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'

const GROUP = 'shop.example.com'
const CA = '-----BEGIN CERTIFICATE-----\nY29udmVydA==\n-----END CERTIFICATE-----\n'

type Address = KubeObject & { spec?: Record<string, unknown> }

interface Review {
  apiVersion: string
  request: { uid: string; desiredAPIVersion: string; objects: Address[] }
}

const addresses = (version: string): ResourceType<Address> => ({
  group: GROUP,
  version,
  kind: 'Address',
  plural: 'addresses',
  namespaced: true,
})

const draft = (name: string, spec: Record<string, unknown>) => ({ metadata: { name, namespace: 'default' }, spec })

/** `v1` says `hostPort`, `v2` says `host` and `port`. */
function converted({ request: { desiredAPIVersion, objects } }: Review): Address[] {
  return objects.map((object) => {
    const { hostPort, host, port, ...rest } = object.spec as Record<string, string>
    if (!desiredAPIVersion.endsWith('/v2'))
      return { ...object, apiVersion: desiredAPIVersion, spec: { ...rest, hostPort: `${host}:${port}` } }
    const [first, second] = hostPort!.split(':')
    return { ...object, apiVersion: desiredAPIVersion, spec: { ...rest, host: first, port: second } }
  })
}

type Answer = (review: Review) => Record<string, unknown>

const convert: Answer = (review) => ({ result: { status: 'Success' }, convertedObjects: converted(review) })

/** A definition of two versions, and a webhook behind a Service that answers as `hook.answer` says. */
async function start(test: TestCluster): Promise<{ answer: Answer }> {
  const hook = { answer: convert }
  await serveBehindService(test, 'convert', {
    port: 8443,
    tls: { names: ['convert.default.svc'], authority: CA },
    async handler({ body }) {
      const review = JSON.parse(new TextDecoder().decode(body)) as Review
      const { apiVersion, request } = review
      const response = { uid: request.uid, ...hook.answer(review) }
      return { status: 200, body: JSON.stringify({ apiVersion, kind: 'ConversionReview', response }) }
    },
  })
  const text = { type: 'string' }
  const structure = (properties: Record<string, types.JSONSchemaProps>, required: string[]) => ({
    openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties, required } } },
  })
  const service = { name: 'convert', namespace: 'default', path: '/convert' }
  await test.client.create(CustomResourceDefinition, {
    metadata: { name: `addresses.${GROUP}` },
    spec: {
      group: GROUP,
      scope: 'Namespaced',
      names: { plural: 'addresses', kind: 'Address' },
      conversion: {
        strategy: 'Webhook',
        webhook: { conversionReviewVersions: ['v1'], clientConfig: { caBundle: btoa(CA), service } },
      },
      versions: [
        { name: 'v1', served: true, storage: true, schema: structure({ hostPort: text }, ['hostPort']) },
        {
          name: 'v2',
          served: true,
          storage: false,
          schema: structure({ host: { ...text, maxLength: 5 }, port: text }, ['host']),
        },
      ],
    },
  })
  await test.clock.settle()
  return hook
}

const messageOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'accepted',
    (error: unknown) => (error as Error).message,
  )

it('lets a webhook convert what is written and read in another version than the stored one', async () => {
  using test = await createTestCluster()
  const { client } = test
  await start(test)
  const made = await client.create(addresses('v2'), draft('a', { host: 'db', port: '80' }))
  expect(made).toMatchObject({ apiVersion: `${GROUP}/v2`, spec: { host: 'db', port: '80' } })
  const namespace = 'default'
  const stored = await client.get(addresses('v1'), 'a', { namespace })
  expect(stored).toMatchObject({ apiVersion: `${GROUP}/v1`, spec: { hostPort: 'db:80' } })
  await client.patch(addresses('v2'), 'a', { spec: { port: '81' } }, { type: 'merge', namespace })
  await client.create(addresses('v1'), draft('b', { hostPort: 'x:1' }))
  const specs = (version: string) => client.list(addresses(version)).then(({ items }) => items.map(({ spec }) => spec))
  expect(await specs('v1')).toEqual([{ hostPort: 'db:81' }, { hostPort: 'x:1' }])
  expect(await specs('v2')).toEqual([
    { host: 'db', port: '81' },
    { host: 'x', port: '1' },
  ])
  expect(await messageOf(client.create(addresses('v2'), draft('c', { host: 'toolong' })))).toBe(
    'Address.shop.example.com "c" is invalid: spec.host: Too long: may not be more than 5 bytes',
  )
})

it('shows watchers each change in their version', async () => {
  using test = await createTestCluster()
  const { client } = test
  await start(test)
  await client.create(addresses('v1'), draft('a', { hostPort: 'x:1' }))
  const end = new AbortController()
  const seen: unknown[] = []
  for await (const { type, object } of client.watch(addresses('v2'), { signal: end.signal })) {
    seen.push([type, object.spec])
    if (seen.length === 1) {
      const merge = { type: 'merge', namespace: 'default' } as const
      await client.patch(addresses('v1'), 'a', { spec: { hostPort: 'x:2' } }, merge)
      await client.delete(addresses('v1'), 'a', { namespace: 'default' })
    }
    if (seen.length === 3) end.abort()
  }
  expect(seen).toEqual([
    ['ADDED', { host: 'x', port: '1' }],
    ['MODIFIED', { host: 'x', port: '2' }],
    ['DELETED', { host: 'x', port: '2' }],
  ])
})

it('takes labels and annotations from the webhook, and nothing else of the metadata', async () => {
  using test = await createTestCluster()
  const { client } = test
  const hook = await start(test)
  const { metadata } = await client.create(addresses('v1'), draft('a', { hostPort: 'x:1' }))
  hook.answer = (review) => ({
    result: { status: 'Success' },
    convertedObjects: converted(review).map((object) => ({
      ...object,
      metadata: { ...object.metadata, labels: { by: 'hook' }, finalizers: ['a.b/c'], generation: 77 },
    })),
  })
  const shown = await client.get(addresses('v2'), 'a', { namespace: 'default' })
  expect(shown.metadata).toEqual({ ...metadata, labels: { by: 'hook' } })
})

const change = (changed: Partial<Address>): Answer => {
  return (review) => ({
    result: { status: 'Success' },
    convertedObjects: converted(review).map((object) => ({ ...object, ...changed })),
  })
}

const failures: readonly [string, Answer, string][] = [
  ['refuses', () => ({ result: { status: 'Failure', message: 'no' } }), 'failed: no'],
  [
    'refuses in silence',
    () => ({ result: { status: 'Failure' } }),
    "failed: response.result.status was 'Failure', not 'Success'",
  ],
  ['says nothing', () => ({}), "failed: response.result.status was '', not 'Success'"],
  [
    'forgets objects',
    () => ({ result: { status: 'Success' }, convertedObjects: [] }),
    'returned 0 objects, expected 1',
  ],
  [
    'answers with another version',
    change({ apiVersion: 'shop.example.com/v9' }),
    'returned invalid object at index 0: invalid groupVersion (expected shop.example.com/v2, received shop.example.com/v9)',
  ],
  [
    'answers with another kind',
    change({ kind: 'Other' }),
    'returned invalid object at index 0: invalid kind (expected Address, received Other)',
  ],
  [
    'answers with another object',
    change({ metadata: { name: 'other' } as Address['metadata'] }),
    'returned invalid object: must have the same name: a != other',
  ],
]

it.each(failures)('says so when a webhook %s', async (_what, answer, message) => {
  using test = await createTestCluster()
  const { client } = test
  const hook = await start(test)
  await client.create(addresses('v1'), draft('a', { hostPort: 'x:1' }))
  hook.answer = answer
  const failure = `conversion webhook for shop.example.com/v1, Kind=Address ${message}`
  const namespace = 'default'
  expect(await messageOf(client.get(addresses('v2'), 'a', { namespace }))).toBe(failure)
  expect(await messageOf(client.delete(addresses('v2'), 'a', { namespace }))).toBe(failure)
  expect(await messageOf(client.list(addresses('v2')))).toBe(
    `storage is (re)initializing: failed to list shop.example.com/v2, Kind=Address: ${failure}`,
  )
  expect(await messageOf(client.get(addresses('v1'), 'a', { namespace }))).toBe('accepted')
})
