import { expect, it } from 'vitest'
import { createTestCluster } from '../../../testing/cluster.ts'
import type { KubeObject, ResourceType } from '../../apimachinery/object.ts'
import type { Client } from '../../client/client.ts'
import { APIService, CustomResourceDefinition } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'

type Version = types.CustomResourceDefinitionVersion
type Widget = KubeObject & { spec?: Record<string, unknown> }

const GROUP = 'shop.example.com'
const widgets = (version = 'v1'): ResourceType<Widget> => ({
  group: GROUP,
  version,
  kind: 'Widget',
  plural: 'widgets',
  namespaced: true,
})

function version(
  name: string,
  properties: Record<string, types.JSONSchemaProps>,
  more: Partial<Version> = {},
): Version {
  const spec = { type: 'object', properties }
  return {
    name,
    served: true,
    storage: name === 'v1',
    schema: { openAPIV3Schema: { type: 'object', properties: { spec } } },
    ...more,
  }
}

function define(
  client: Client,
  versions: Version[],
  names: Partial<types.CustomResourceDefinitionNames> = {},
): Promise<types.CustomResourceDefinition> {
  const all = { plural: 'widgets', kind: 'Widget', ...names }
  return client.create(CustomResourceDefinition, {
    metadata: { name: `${all.plural}.${GROUP}` },
    spec: { group: GROUP, scope: 'Namespaced', names: all, versions },
  })
}

const conditionsOf = async (client: Client, name: string) => {
  const { status } = await client.get(CustomResourceDefinition, `${name}.${GROUP}`)
  return status?.conditions?.map(({ type, status: value, reason }) => `${type}=${value} ${reason}`)
}

const messageOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'accepted',
    (error: unknown) => (error as Error).message,
  )

it('serves what a definition says: defaults, pruning, rules and transition rules', async () => {
  using test = await createTestCluster()
  const { client, clock } = test
  await define(client, [
    version('v1', {
      size: { type: 'integer', minimum: 1, default: 3 },
      name: {
        type: 'string',
        maxLength: 20,
        'x-kubernetes-validations': [
          { rule: 'self == oldSelf', messageExpression: "'was ' + oldSelf", reason: 'FieldValueForbidden' },
        ],
      },
    }),
  ])
  await clock.settle()
  const made = await client.create(widgets(), {
    metadata: { name: 'a', namespace: 'default' },
    spec: { name: 'x', color: 'red' },
  })
  expect(made.spec).toEqual({ size: 3, name: 'x' })
  const change = (spec: Record<string, unknown>) => messageOf(client.update(widgets(), { ...made, spec }))
  expect(await change({ size: 0, name: 'x' })).toBe(
    'Widget.shop.example.com "a" is invalid: spec.size: Invalid value: 0: spec.size in body should be greater than or equal to 1',
  )
  expect(await change({ size: 'large', name: 'x' })).toBe(
    'Widget.shop.example.com "a" is invalid: [spec.size: Invalid value: "string": spec.size in body must be of type integer: "string", <nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation]',
  )
  expect(await change({ name: 'y' })).toBe('Widget.shop.example.com "a" is invalid: spec.name: Forbidden: was x')
  expect(await change({ name: 'x', size: 4 })).toBe('accepted')
})

it('keeps objects in the storage version, without what that does not know', async () => {
  using test = await createTestCluster()
  const { client, clock } = test
  await define(client, [
    version('v1', { a: { type: 'string' } }),
    version('v2', { a: { type: 'string' }, b: { type: 'string' } }),
  ])
  await clock.settle()
  await client.create(widgets('v2'), { metadata: { name: 'a', namespace: 'default' }, spec: { a: '1', b: '2' } })
  expect(await client.get(widgets('v1'), 'a', { namespace: 'default' })).toMatchObject({
    apiVersion: 'shop.example.com/v1',
    spec: { a: '1' },
  })
  expect((await client.get(widgets('v2'), 'a', { namespace: 'default' })).spec).toEqual({ a: '1' })
  const { items } = await client.list(APIService)
  expect(items.map(({ metadata }) => metadata.name).filter((name) => name.endsWith(GROUP))).toEqual([
    'v1.shop.example.com',
    'v2.shop.example.com',
  ])
})

it('lets only one definition have a name, and gives it to the next when the first goes', async () => {
  using test = await createTestCluster()
  const { client, clock } = test
  await define(client, [version('v1', {})])
  await define(client, [version('v1', {})], { plural: 'gadgets' })
  await clock.settle()
  expect(await conditionsOf(client, 'gadgets')).toEqual([
    'NamesAccepted=False ListKindConflict',
    'Established=False NotAccepted',
  ])
  await client.delete(CustomResourceDefinition, `widgets.${GROUP}`)
  await clock.settle()
  expect(await conditionsOf(client, 'gadgets')).toEqual([
    'NamesAccepted=True NoConflicts',
    'Established=True InitialNamesAccepted',
  ])
})

it('goes only after its objects, which finalizers may hold', async () => {
  using test = await createTestCluster()
  const { client, clock } = test
  await define(client, [version('v1', {})])
  await clock.settle()
  const held = { name: 'held', namespace: 'default', finalizers: ['shop.example.com/keep'] }
  await client.create(widgets(), { metadata: held })
  await client.delete(CustomResourceDefinition, `widgets.${GROUP}`)
  await clock.settle()
  expect(await conditionsOf(client, 'widgets')).toContain('Terminating=True InstanceDeletionInProgress')
  const patch = { metadata: { finalizers: null } }
  await client.patch(widgets(), 'held', patch, { type: 'merge', namespace: 'default' })
  await clock.settle()
  expect((await client.list(CustomResourceDefinition)).items).toEqual([])
  expect((await client.list(APIService)).items.filter(({ spec }) => spec?.group === GROUP)).toEqual([])
})

it('refuses what is converted by a webhook that cannot be called', async () => {
  using test = await createTestCluster()
  const { client, clock } = test
  const service = { name: 'none', namespace: 'default', path: '/convert' }
  await client.create(CustomResourceDefinition, {
    metadata: { name: `widgets.${GROUP}` },
    spec: {
      group: GROUP,
      scope: 'Namespaced',
      names: { plural: 'widgets', kind: 'Widget' },
      conversion: { strategy: 'Webhook', webhook: { conversionReviewVersions: ['v1'], clientConfig: { service } } },
      versions: [version('v1', {}), version('v2', {})],
    },
  })
  await clock.settle()
  const create = (name: string) => messageOf(client.create(widgets(name), { metadata: { name, namespace: 'default' } }))
  expect(await create('v1')).toBe('accepted')
  expect(await create('v2')).toBe(
    'conversion webhook for shop.example.com/v2, Kind=Widget failed: Post "https://none.default.svc:443/convert?timeout=30s": service "none" not found',
  )
  expect(await messageOf(client.list(widgets('v2')))).toContain(
    'conversion webhook for shop.example.com/v1, Kind=Widget',
  )
})
