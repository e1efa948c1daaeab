import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../object.ts'
import type { Schema } from '../schema.ts'
import { applyJsonPatch, type JsonPatchOperation } from './json-patch.ts'
import { mergePatch } from './merge-patch.ts'
import { parsePatch } from './parse-patch.ts'
import { patchedText } from './patched-text.ts'
import { strategicMerge } from './strategic-merge.ts'

describe('JSON patch', () => {
  const document = { data: { a: '1', 'b/c': '2', 'd~e': '3' }, list: ['x', 'y'] }
  const patched = (...operations: JsonPatchOperation[]) => applyJsonPatch(structuredClone(document), operations)

  test.each<[JsonPatchOperation, Json]>([
    [
      { op: 'add', path: '/data/n', value: 'v' },
      { ...document, data: { ...document.data, n: 'v' } },
    ],
    [
      { op: 'replace', path: '/data/b~1c', value: 'v' },
      { ...document, data: { ...document.data, 'b/c': 'v' } },
    ],
    [
      { op: 'add', path: '/list/-', value: 'z' },
      { ...document, list: ['x', 'y', 'z'] },
    ],
    [
      { op: 'add', path: '/list/-1', value: 'z' },
      { ...document, list: ['x', 'y', 'z'] },
    ],
    [
      { op: 'remove', path: '/list/0' },
      { ...document, list: ['y'] },
    ],
    [
      { op: 'move', from: '/list/0', path: '/list/1' },
      { ...document, list: ['y', 'x'] },
    ],
    [{ op: 'test', path: '/data/nothing' }, document],
    [{ op: 'replace', path: '', value: { whole: true } }, { whole: true }],
    // The library looks only at what follows the first slash.
    [
      { op: 'add', path: 'data/n', value: 'v' },
      { ...document, n: 'v' },
    ],
  ])('%j', (operation, expected) => expect(patched(operation)).toEqual(expected))

  test.each<JsonPatchOperation>([
    { op: 'add', path: '/nothing/n', value: 'v' },
    { op: 'add', path: '/list/3', value: 'v' },
    { op: 'remove', path: '/data/nothing' },
    { op: 'replace', path: '/list/-', value: 'v' },
    { op: 'test', path: '/data/a', value: '2' },
    { op: 'remove', path: '' },
    { op: 'nothing', path: '/data/a' },
    { path: '/data/a', value: 'v' },
  ])('%j does not fit', (operation) =>
    expect(() => patched(operation)).toThrow('the server rejected our request due to an error in our request'),
  )
})

test('a merge patch takes away what it names null, however deep', () => {
  const merged = mergePatch({ a: { b: 1, c: 2 }, l: [1, 2] }, { a: { b: null, d: { e: null, f: 1 } }, l: [3] })
  expect(merged).toEqual({ a: { c: 2, d: { f: 1 } }, l: [3] })
})

describe('strategic merge patch', () => {
  const byKey = (key: string): Schema => ({
    type: 'array',
    patchStrategy: ['merge'],
    patchMergeKey: key,
    items: { type: 'object', properties: { [key]: {}, value: {}, protocol: {} } },
  })
  const schema: Schema = {
    type: 'object',
    properties: {
      env: byKey('name'),
      ports: byKey('port'),
      finalizers: { type: 'array', patchStrategy: ['merge'], items: { type: 'string' } },
      args: { type: 'array', items: { type: 'string' } },
      labels: { type: 'object', additional: { type: 'string' } },
    },
  }
  const original: JsonObject = {
    env: [
      { name: 'A', value: '1' },
      { name: 'B', value: '2' },
    ],
    ports: [
      { port: 80, protocol: 'TCP' },
      { port: 80, protocol: 'UDP' },
    ],
    finalizers: ['a', 'b'],
    args: ['x', 'y'],
    labels: { k: 'v' },
  }
  const merged = (patch: JsonObject) => strategicMerge(structuredClone(original), patch, schema, {})

  test.each<[string, JsonObject, JsonObject]>([
    [
      'items are found by their key, new ones stand in front',
      { env: [{ name: 'B', value: '3' }, { name: 'C' }] },
      { env: [{ name: 'A', value: '1' }, { name: 'B', value: '3' }, { name: 'C' }] },
    ],
    ['an item is deleted', { env: [{ name: 'A', $patch: 'delete' }] }, { env: [{ name: 'B', value: '2' }] }],
    ['a list is replaced', { env: [{ $patch: 'replace' }, { name: 'C' }] }, { env: [{ name: 'C' }] }],
    [
      'of several items with one key the first is meant',
      { ports: [{ port: 80, value: 'web' }] },
      {
        ports: [
          { port: 80, protocol: 'TCP', value: 'web' },
          { port: 80, protocol: 'UDP' },
        ],
      },
    ],
    ['values are added to a set', { finalizers: ['c'] }, { finalizers: ['c', 'a', 'b'] }],
    ['values are taken from a set', { '$deleteFromPrimitiveList/finalizers': ['a'] }, { finalizers: ['b'] }],
    ['a list without a strategy is replaced', { args: ['z'] }, { args: ['z'] }],
    ['a map is replaced', { labels: { $patch: 'replace', n: 'w' } }, { labels: { n: 'w' } }],
    ['only some keys are kept', { $retainKeys: ['labels'], labels: { n: 'w' } }, { labels: { k: 'v', n: 'w' } }],
    [
      'an order is set',
      { '$setElementOrder/env': [{ name: 'B' }, { name: 'A' }] },
      {
        env: [
          { name: 'B', value: '2' },
          { name: 'A', value: '1' },
        ],
      },
    ],
  ])('%s', (_name, patch, expected) => expect(merged(patch)).toMatchObject(expected))

  test('directives that mean nothing are refused', () => {
    expect(() => merged({ env: [{ value: '1' }] })).toThrow('does not contain declared merge key: name')
    expect(() => merged({ env: [{ name: 'A', $patch: 'nothing' }] })).toThrow('unknown patch type: nothing')
    expect(() => merged({ '$setElementOrder/nothing': [] })).toThrow('unable to find api field')
  })
})

test('an error shows what the patch has opened in order of the keys, the rest field by field', () => {
  const definitions = { Thing: { properties: { metadata: { ref: 'Meta' }, data: { additional: {} } } }, Meta: {} }
  const messages = { Thing: { 1: 'metadata', 2: 'data' }, Meta: { 1: 'name', 2: 'labels', 3: 'annotations' } }
  const result = { metadata: { annotations: { b: '<' }, labels: { z: '1', a: '2' }, name: 'n' }, data: { b: 1, a: 2 } }
  const structure = { schema: { ref: 'Thing' }, definitions, messages }
  const text = (type: 'json' | 'merge', body: string) => patchedText(result, parsePatch(type, body), structure)
  const labels = '"labels":{"a":"2","z":"1"}'
  const annotations = String.raw`"annotations":{"b":"\u003c"}`
  expect(text('merge', '{"data":{"b":1}}')).toBe(
    `{"data":{"a":2,"b":1},"metadata":{"name":"n",${labels},${annotations}}}`,
  )
  expect(text('json', '[{"op":"add","path":"/metadata/labels/z","value":"1"}]')).toBe(
    `{"data":{"a":2,"b":1},"metadata":{${annotations},${labels},"name":"n"}}`,
  )
})
