import type { KubeObject } from '../apimachinery/object.ts'
import { SortedKeys } from './sorted-keys.ts'

/** Who wrote, with which program, and which revision made it act. From this come the causal graph and the journal. */
export interface WriteOrigin {
  /** User name as authenticated. */
  actor: string
  /** The client's `User-Agent`, or the component's name. */
  agent: string
  /** The controller within the component, where it has several. */
  loop?: string
  /** The command that a person gave, as kubectl says it: `kubectl apply`. */
  command?: string
  /** Names all requests of one run of that command. */
  run?: string
  /** The revision that the writer reacted to; absent when a person or an outside program acted, or time. */
  cause?: number
}

/** One committed write. */
export interface Change {
  revision: number
  /** The prefix of one resource: `/registry/pods`. */
  resource: string
  /** `namespace/name`, or `name` for cluster-scoped objects. */
  key: string
  /** The object after the write; the object as it was deleted (with the deletion's revision) when `deleted`. */
  object: KubeObject
  previous?: KubeObject
  deleted: boolean
  /** Milliseconds since the epoch. */
  time: number
  origin: WriteOrigin
}

/** Everything that is needed to start again from here. */
export interface StoreSnapshot {
  revision: number
  entries: { resource: string; objects: KubeObject[] }[]
}

/** A read or watch asked for a revision that is gone. */
export class CompactedError extends Error {
  readonly compactedRevision: number
  constructor(compactedRevision: number) {
    super(`revision ${compactedRevision} has been compacted`)
    this.name = 'CompactedError'
    this.compactedRevision = compactedRevision
  }
}

export interface StoreOptions {
  /** Milliseconds since the epoch. */
  now(): number
  /** Changes that are kept for watches and reads of the past. */
  historyLength?: number
  snapshot?: StoreSnapshot
}

interface Table {
  objects: Map<string, KubeObject>
  keys: SortedKeys
  /** Changes in order; those before `first` are compacted and cut off now and then. */
  changes: Change[]
  first: number
  watchers: Set<(change: Change) => void>
}

/**
 * The cluster's only memory: a map of objects with one growing revision, a history, and watches, as etcd gives them to the API server.
 * Reads and writes are synchronous; objects are kept as they are and never changed in place.
 */
export class Store {
  readonly #tables = new Map<string, Table>()
  readonly #history: Change[] = []
  #historyFirst = 0
  readonly #historyLength: number
  readonly #now: () => number
  readonly #listeners = new Set<(change: Change) => void>()
  #revision: number
  #compacted: number

  constructor({ now, historyLength = 20_000, snapshot }: StoreOptions) {
    this.#now = now
    this.#historyLength = historyLength
    this.#revision = snapshot?.revision ?? 1
    this.#compacted = this.#revision
    for (const { resource, objects } of snapshot?.entries ?? []) {
      const table = this.#table(resource)
      for (const object of objects) {
        const key = object.metadata.namespace
          ? `${object.metadata.namespace}/${object.metadata.name}`
          : object.metadata.name
        table.objects.set(key, object)
        table.keys.add(key)
      }
    }
  }

  /** The revision of the latest write. */
  get revision(): number {
    return this.#revision
  }

  /** Revisions before this one can no longer be read or watched. */
  get compactedRevision(): number {
    return this.#compacted
  }

  get(resource: string, key: string): KubeObject | undefined {
    return this.#tables.get(resource)?.objects.get(key)
  }

  count(resource: string): number {
    return this.#tables.get(resource)?.objects.size ?? 0
  }

  /** Objects whose key begins with `prefix` (`''`, or `namespace/`), in key order, after the key `after`. */
  *range(resource: string, prefix = '', after = ''): Generator<KubeObject> {
    const table = this.#tables.get(resource)
    if (!table) return
    for (const key of table.keys.range(prefix, after)) yield table.objects.get(key)!
  }

  /**
   * The same as it was at a past revision.
   * @throws CompactedError when that is no longer known.
   */
  rangeAt(revision: number, resource: string, prefix = '', after = ''): KubeObject[] {
    if (revision === this.#revision) return [...this.range(resource, prefix, after)]
    if (revision < this.#compacted) throw new CompactedError(this.#compacted)
    const table = this.#tables.get(resource)
    if (!table) return []
    const undone = new Map<string, KubeObject | undefined>()
    for (let i = table.changes.length - 1; i >= table.first; i--) {
      const change = table.changes[i]!
      if (change.revision <= revision) break
      undone.set(change.key, change.previous)
    }
    const result = new Map<string, KubeObject>()
    for (const key of table.keys.range(prefix)) result.set(key, table.objects.get(key)!)
    for (const [key, object] of undone) {
      if (!key.startsWith(prefix)) continue
      if (object) result.set(key, object)
      else result.delete(key)
    }
    const keys = [...result.keys()].filter((key) => key > after).sort()
    return keys.map((key) => result.get(key)!)
  }

  /**
   * Writes the object that `make` builds for the new revision; nothing else can happen in between.
   * @param expected what must be there now: `undefined` for nothing. When something else is there, nothing is written.
   * @returns the written object, or `undefined` when the expectation failed.
   */
  put(
    resource: string,
    key: string,
    expected: KubeObject | undefined,
    make: (revision: number) => KubeObject,
    origin: WriteOrigin,
  ): KubeObject | undefined {
    const table = this.#table(resource)
    const previous = table.objects.get(key)
    if (previous !== expected) return undefined
    const revision = ++this.#revision
    const object = make(revision)
    table.objects.set(key, object)
    if (!previous) table.keys.add(key)
    this.#commit(table, {
      revision,
      resource,
      key,
      object,
      ...(previous && { previous }),
      deleted: false,
      time: this.#now(),
      origin,
    })
    return object
  }

  /**
   * Removes `expected`; the deletion is recorded with the object that `make` builds for its revision.
   * @returns that object, or `undefined` when something else is there now.
   */
  delete(
    resource: string,
    key: string,
    expected: KubeObject,
    make: (revision: number) => KubeObject,
    origin: WriteOrigin,
  ): KubeObject | undefined {
    const table = this.#table(resource)
    if (table.objects.get(key) !== expected) return undefined
    const revision = ++this.#revision
    const object = make(revision)
    table.objects.delete(key)
    table.keys.delete(key)
    this.#commit(table, {
      revision,
      resource,
      key,
      object,
      previous: expected,
      deleted: true,
      time: this.#now(),
      origin,
    })
    return object
  }

  /**
   * Calls `onChange` for every change of the resource after `afterRevision`: those that already happened now, the others as they happen.
   * @returns a function that ends it.
   * @throws CompactedError when the revision is gone.
   */
  watch(resource: string, afterRevision: number, onChange: (change: Change) => void): () => void {
    if (afterRevision < this.#compacted) throw new CompactedError(this.#compacted)
    const table = this.#table(resource)
    let i = table.changes.length
    while (i > table.first && table.changes[i - 1]!.revision > afterRevision) i--
    for (; i < table.changes.length; i++) onChange(table.changes[i]!)
    table.watchers.add(onChange)
    return () => void table.watchers.delete(onChange)
  }

  /** Every change of every resource from now on: the write-ahead stream. */
  onChange(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Kept changes after a revision, oldest first. */
  *history(afterRevision = 0): Generator<Change> {
    let low = this.#historyFirst
    let high = this.#history.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#history[middle]!.revision <= afterRevision) low = middle + 1
      else high = middle
    }
    for (let i = low; i < this.#history.length; i++) yield this.#history[i]!
  }

  /** Forgets what lies before `revision`. */
  compact(revision: number): void {
    while (this.#historyFirst < this.#history.length && this.#history[this.#historyFirst]!.revision < revision)
      this.#forgetOldest()
    this.#compacted = Math.max(this.#compacted, Math.min(revision, this.#revision))
  }

  /** Replays a change of the write-ahead stream after a restart. */
  replay(change: Pick<Change, 'revision' | 'resource' | 'key' | 'object' | 'deleted'>): void {
    const table = this.#table(change.resource)
    const known = table.objects.has(change.key)
    if (change.deleted) {
      if (known) table.keys.delete(change.key)
      table.objects.delete(change.key)
    } else {
      if (!known) table.keys.add(change.key)
      table.objects.set(change.key, change.object)
    }
    this.#revision = Math.max(this.#revision, change.revision)
    this.#compacted = this.#revision
  }

  snapshot(): StoreSnapshot {
    const entries = [...this.#tables]
      .filter(([, table]) => table.objects.size > 0)
      .map(([resource]) => ({ resource, objects: [...this.range(resource)] }))
    return { revision: this.#revision, entries }
  }

  /**
   * The same as it was at a past revision.
   * @throws CompactedError when that is no longer known.
   */
  snapshotAt(revision: number): StoreSnapshot {
    const entries = [...this.#tables.keys()]
      .map((resource) => ({ resource, objects: this.rangeAt(revision, resource) }))
      .filter(({ objects }) => objects.length > 0)
    return { revision, entries }
  }

  #table(resource: string): Table {
    let table = this.#tables.get(resource)
    if (!table) {
      table = { objects: new Map(), keys: new SortedKeys(), changes: [], first: 0, watchers: new Set() }
      this.#tables.set(resource, table)
    }
    return table
  }

  #commit(table: Table, change: Change): void {
    table.changes.push(change)
    this.#history.push(change)
    if (this.#history.length - this.#historyFirst > this.#historyLength) {
      this.#forgetOldest()
      this.#compacted = this.#history[this.#historyFirst]!.revision
    }
    for (const watcher of table.watchers) watcher(change)
    for (const listener of this.#listeners) listener(change)
  }

  #forgetOldest(): void {
    const change = this.#history[this.#historyFirst++]!
    const table = this.#tables.get(change.resource)!
    table.first++
    // Cutting off in large pieces keeps forgetting cheap on average.
    if (table.first > 1024 && table.first * 2 > table.changes.length) {
      table.changes.splice(0, table.first)
      table.first = 0
    }
    if (this.#historyFirst > 1024 && this.#historyFirst * 2 > this.#history.length) {
      this.#history.splice(0, this.#historyFirst)
      this.#historyFirst = 0
    }
  }
}
