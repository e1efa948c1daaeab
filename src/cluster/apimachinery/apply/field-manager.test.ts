import { array, assert, constantFrom, dictionary, integer, option, property, record, uniqueArray } from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JsonObject, KubeObject, ManagedFieldsEntry } from '../object.ts'
import type { Schema } from '../schema.ts'
import { FieldManager } from './field-manager.ts'

const TEXT: Schema = { type: 'string' }
const SCHEMA: Schema = {
  type: 'object',
  properties: {
    apiVersion: TEXT,
    kind: TEXT,
    metadata: {
      type: 'object',
      properties: { name: TEXT, labels: { type: 'object', additional: TEXT }, managedFields: { type: 'array' } },
    },
    spec: {
      type: 'object',
      properties: {
        replicas: { type: 'integer' },
        options: { type: 'object', additional: TEXT },
        whole: { type: 'object', mapType: 'atomic', properties: { a: TEXT, b: TEXT } },
        words: { type: 'array', listType: 'set', items: TEXT },
        list: { type: 'array', listType: 'atomic', items: TEXT },
        ports: {
          type: 'array',
          listType: 'map',
          listMapKeys: ['port', 'protocol'],
          items: {
            type: 'object',
            properties: { port: { type: 'integer' }, protocol: { type: 'string', default: 'TCP' }, name: TEXT },
          },
        },
      },
    },
  },
}

interface Port extends JsonObject {
  port: number
}
interface Spec extends JsonObject {
  ports: Port[]
}

const manager = new FieldManager(SCHEMA, {})
const base = (): KubeObject =>
  ({ apiVersion: 'v1', kind: 'Thing', metadata: { name: 'a' } }) as Partial<KubeObject> as KubeObject
const config = (spec: JsonObject | undefined, labels?: JsonObject): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Thing',
  metadata: { name: 'a', ...(labels && { labels }) },
  ...(spec && { spec }),
})

/** The object after one manager has applied. */
function apply(live: KubeObject, who: string, wanted: JsonObject, force = false): KubeObject {
  const write = { manager: who, apiVersion: 'v1', subresource: '', now: 0 }
  const { object, managedFields } = manager.apply(live, wanted, force, write)
  const { metadata, ...rest } = object as unknown as KubeObject
  return { ...rest, metadata: { ...metadata, managedFields } }
}

const specOf = (object: KubeObject) => (object as { spec?: Spec }).spec
const fieldsOf = (object: KubeObject, who: string) =>
  object.metadata.managedFields?.find(({ manager: name }: ManagedFieldsEntry) => name === who)?.fieldsV1

describe('server-side apply', () => {
  test('each kind of list and map has owners of its own kind', () => {
    const applied = apply(
      base(),
      'a',
      config({ options: { x: '1' }, whole: { a: '1' }, words: ['w'], list: ['l'], ports: [{ port: 80 }] }),
    )
    expect(fieldsOf(applied, 'a')).toEqual({
      'f:spec': {
        'f:options': { 'f:x': {} },
        'f:whole': {},
        'f:words': { 'v:"w"': {} },
        'f:list': {},
        'f:ports': { 'k:{"port":80,"protocol":"TCP"}': { '.': {}, 'f:port': {} } },
      },
    })
  })

  test('two managers share a list, and each takes away only what is its own', () => {
    const one = apply(base(), 'a', config({ ports: [{ port: 80, name: 'web' }], words: ['x', 'y'] }))
    const both = apply(one, 'b', config({ ports: [{ port: 443 }], words: ['y', 'z'] }))
    expect(specOf(both)).toEqual({ ports: [{ port: 80, name: 'web' }, { port: 443 }], words: ['x', 'y', 'z'] })
    expect(specOf(apply(both, 'a', config(undefined)))).toEqual({ ports: [{ port: 443 }], words: ['y', 'z'] })
  })

  test('another value of a field is a conflict unless it is forced, and then it changes hands', () => {
    const one = apply(base(), 'a', config({ replicas: 1, whole: { a: '1' } }))
    expect(() => apply(one, 'b', config({ replicas: 2 }))).toThrow(
      'Apply failed with 1 conflict: conflict with "a": .spec.replicas',
    )
    expect(() => apply(one, 'b', config({ replicas: 2, whole: { b: '2' } }))).toThrow('Apply failed with 2 conflicts')
    const forced = apply(one, 'b', config({ replicas: 2 }), true)
    expect(fieldsOf(forced, 'a')).toEqual({ 'f:spec': { 'f:whole': {} } })
    expect(fieldsOf(forced, 'b')).toEqual({ 'f:spec': { 'f:replicas': {} } })
    // Who agrees shares it.
    expect(fieldsOf(apply(forced, 'a', config({ replicas: 2 })), 'b')).toEqual({ 'f:spec': { 'f:replicas': {} } })
  })

  test('null says nothing of what is in a map, and no contents own no metadata', () => {
    const one = apply(base(), 'a', config({ options: { x: '1' } }))
    const two = apply(one, 'b', { ...config({ options: null }), metadata: {} })
    expect(specOf(two)).toEqual({ options: { x: '1' } })
    expect(fieldsOf(two, 'b')).toEqual({ 'f:spec': { 'f:options': {} } })
  })

  test('what does not fit the structure is named', () => {
    const refused = (spec: JsonObject) => expect(() => apply(base(), 'a', config(spec)))
    refused({ replicas: '1' }).toThrow('.spec.replicas: expected numeric (int or float), got string')
    refused({ nothing: 1 }).toThrow('.spec.nothing: field not declared in schema')
    refused({ ports: [{ port: 80 }, { port: 80, protocol: 'TCP' }] }).toThrow(
      '.spec.ports: duplicate entries for key [port=80,protocol="TCP"]',
    )
  })
})

describe('of any configurations', () => {
  const letter = constantFrom('a', 'b', 'c')
  const ports = uniqueArray(
    record({ port: constantFrom(80, 81, 443), name: option(letter, { nil: undefined }) }, { requiredKeys: ['port'] }),
    { selector: ({ port }) => port },
  )
  const spec = record(
    {
      replicas: integer({ min: 0, max: 3 }),
      options: dictionary(letter, letter),
      whole: dictionary(constantFrom('a', 'b'), letter),
      words: uniqueArray(letter),
      list: array(letter),
      ports,
    },
    { requiredKeys: [] },
  ).map((value) => config(JSON.parse(JSON.stringify(value)) as JsonObject))

  test('what is applied is there, and applying it again changes nothing', () => {
    assert(
      property(spec, spec, (first, second) => {
        const live = apply(base(), 'a', first)
        const applied = apply(live, 'b', second, true)
        const wanted = second.spec as Spec
        const found = specOf(applied)
        for (const field of ['replicas', 'whole', 'list'])
          if (wanted[field] !== undefined) expect(found?.[field]).toEqual(wanted[field])
        expect(found?.options ?? {}).toMatchObject((wanted.options ?? {}) as object)
        expect(found?.words ?? []).toEqual(expect.arrayContaining((wanted.words ?? []) as string[]))
        for (const port of wanted.ports ?? [])
          expect(found?.ports).toContainEqual(expect.objectContaining(port as object))
        expect(apply(applied, 'b', second)).toEqual(applied)
      }),
    )
  })

  test('who applies nothing any more leaves nothing behind', () => {
    assert(
      property(spec, spec, (first, second) => {
        const alone = apply(base(), 'b', second, true)
        const both = apply(apply(base(), 'a', first), 'b', second, true)
        const left = apply(both, 'a', config(undefined))
        expect(fieldsOf(left, 'a')).toBeUndefined()
        expect(fieldsOf(left, 'b')).toEqual(fieldsOf(alone, 'b'))
        const values = (object: KubeObject) =>
          Object.fromEntries(Object.entries(specOf(object) ?? {}).filter(([, value]) => !isEmpty(value)))
        const sorted = (object: KubeObject) => JSON.parse(JSON.stringify(values(object), inOrder)) as unknown
        expect(sorted(left)).toEqual(sorted(alone))
      }),
    )
  })

  const isEmpty = (value: unknown) => typeof value === 'object' && value !== null && Object.keys(value).length === 0
  // The order of lists whose items have owners of their own depends on who came first.
  const inOrder = (key: string, value: unknown) =>
    (key === 'words' || key === 'ports') && Array.isArray(value)
      ? value.map((item) => JSON.stringify(item)).sort()
      : value
})

describe('updates', () => {
  test('who writes the same fields again keeps them, with the time of the last write', () => {
    const update = (live: KubeObject, replicas: number, now: number): KubeObject => {
      const wanted = { ...base(), metadata: live.metadata, spec: { replicas, words: ['w'] } } as KubeObject
      const write = { manager: 'a', apiVersion: 'v1', subresource: '', now }
      const managedFields = manager.update(live, wanted, write)
      return { ...wanted, metadata: { ...wanted.metadata, managedFields } }
    }
    const one = update(apply(base(), 'b', config({ options: { x: '1' } })), 1, 1_000)
    const entry = ({ metadata }: KubeObject) => metadata.managedFields?.find(({ manager: name }) => name === 'a')
    expect(entry(one)).toMatchObject({
      fieldsV1: { 'f:spec': { 'f:replicas': {}, 'f:words': { '.': {}, 'v:"w"': {} } } },
      time: '1970-01-01T00:00:01Z',
    })
    const again = update(one, 2, 1_500)
    expect(entry(again)).toBe(entry(one))
    const later = update(again, 3, 2_000)
    expect(entry(later)).toEqual({ ...entry(one), time: '1970-01-01T00:00:02Z' })
    expect(entry(later)?.fieldsV1).toBe(entry(one)?.fieldsV1)
  })
})
