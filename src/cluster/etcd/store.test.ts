import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { KubeObject } from '../apimachinery/object.ts'
import { CompactedError, Store, type Change } from './store.ts'

const PODS = '/registry/pods'
const origin = { actor: 'jane', agent: 'kubectl' }

function object(key: string, revision: number, value: number): KubeObject {
  const [namespace, name] = key.split('/') as [string, string]
  const metadata = { name, namespace, resourceVersion: String(revision), labels: { value: String(value) } }
  return { apiVersion: 'v1', kind: 'Pod', metadata } as unknown as KubeObject
}

function write(store: Store, key: string, value = 0): KubeObject {
  return store.put(PODS, key, store.get(PODS, key), (revision) => object(key, revision, value), origin)!
}

function remove(store: Store, key: string): void {
  const there = store.get(PODS, key)
  if (there) store.delete(PODS, key, there, (revision) => object(key, revision, -1), origin)
}

const keysOf = (objects: Iterable<KubeObject>) =>
  [...objects].map(({ metadata }) => `${metadata.namespace}/${metadata.name}=${metadata.labels!.value}`)

describe('a write', () => {
  it('takes place only where what is expected is there, and raises the revision only then', () => {
    const store = new Store({ now: () => 0 })
    const first = write(store, 'a/x')
    const { revision } = store
    const make = (next: number) => object('a/x', next, 9)
    expect(store.put(PODS, 'a/x', undefined, make, origin)).toBeUndefined()
    expect(store.delete(PODS, 'a/x', make(0), make, origin)).toBeUndefined()
    expect(store.revision).toBe(revision)
    expect(store.get(PODS, 'a/x')).toBe(first)
  })

  it('is told with who made it, what was there before, and when', () => {
    let now = 5
    const store = new Store({ now: () => now })
    const changes: Change[] = []
    store.onChange((change) => changes.push(change))
    const first = write(store, 'a/x', 1)
    now = 7
    const cause = { ...origin, cause: store.revision }
    const second = store.put(PODS, 'a/x', first, (revision) => object('a/x', revision, 2), cause)
    expect(changes[0]).not.toHaveProperty('previous')
    expect(changes[1]).toEqual({
      revision: store.revision,
      resource: PODS,
      key: 'a/x',
      object: second,
      previous: first,
      deleted: false,
      time: 7,
      origin: cause,
    })
  })
})

describe('a watch', () => {
  it('begins with what happened after its revision, and goes on with what happens', () => {
    const store = new Store({ now: () => 0 })
    write(store, 'a/x')
    const { revision } = store
    write(store, 'a/y')
    const seen: string[] = []
    const stop = store.watch(PODS, revision, ({ key, deleted }) => seen.push(deleted ? `-${key}` : key))
    remove(store, 'a/x')
    stop()
    write(store, 'a/z')
    expect(seen).toEqual(['a/y', '-a/x'])
  })

  it('from before the compaction is refused, and so is a read', () => {
    const store = new Store({ now: () => 0, historyLength: 3 })
    for (let i = 0; i < 10; i++) write(store, 'a/x', i)
    const gone = store.compactedRevision - 1
    expect(() => store.watch(PODS, gone, () => undefined)).toThrow(CompactedError)
    expect(() => store.rangeAt(gone, PODS)).toThrow(CompactedError)
    expect(keysOf(store.rangeAt(store.compactedRevision, PODS))).toEqual(['a/x=7'])
    store.compact(store.revision)
    expect([...store.history()].map(({ revision }) => revision)).toEqual([store.revision])
  })
})

const step = fc.record({
  key: fc.constantFrom('a/x', 'a/y', 'ab/x', 'b/x'),
  value: fc.nat(9),
  deletes: fc.boolean(),
})

describe('after any writes', () => {
  it('every past revision is what it was then', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const store = new Store({ now: () => 0 })
        const then = new Map<number, string[]>()
        for (const { key, value, deletes } of steps) {
          if (deletes) remove(store, key)
          else write(store, key, value)
          then.set(store.revision, keysOf(store.range(PODS)))
        }
        for (const [revision, keys] of then) {
          expect(keysOf(store.rangeAt(revision, PODS))).toEqual(keys)
          const inA = keys.filter((key) => key.startsWith('a/'))
          expect(keysOf(store.rangeAt(revision, PODS, 'a/'))).toEqual(inA)
        }
      }),
    )
  })

  it('a snapshot and the changes since make the same store again', () => {
    fc.assert(
      fc.property(fc.array(step), fc.array(step), (before, after) => {
        const store = new Store({ now: () => 0 })
        const play = ({ key, value, deletes }: (typeof before)[number]) =>
          deletes ? remove(store, key) : write(store, key, value)
        before.forEach(play)
        const again = new Store({ now: () => 0, snapshot: store.snapshot() })
        const changes: Change[] = []
        store.onChange((change) => changes.push(change))
        after.forEach(play)
        changes.forEach((change) => again.replay(change))
        expect(again.snapshot()).toEqual(store.snapshot())
      }),
    )
  })
})
