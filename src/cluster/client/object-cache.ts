import { keyOf, type KubeObject } from '../apimachinery/object.ts'

/** Values under which an object is found; the function itself is the token by which `Lister.by` is asked. */
export type Index<T extends KubeObject> = (object: T) => readonly string[]

/** A read-only view of the objects of one kind, as of the last event that was seen. Objects are shared: never change them. */
export interface Lister<T extends KubeObject> {
  /** @param key as `keyOf` makes it */
  get(key: string): T | undefined
  /** All objects, or those of one namespace. */
  list(namespace?: string): T[]
  /** Objects that `index` lists under `value`. The first question builds the index, later events keep it. */
  by(index: Index<T>, value: string): T[]
  /** All values that `index` lists at least one object under. */
  values(index: Index<T>): Iterable<string>
  /** Objects of a namespace that carry all these labels; costs no more than there are with the rarest of them. */
  labelled(namespace: string, labels: Readonly<Record<string, string>>): T[]
  readonly size: number
}

/** Objects by key, with indexes that are built when they are first asked for. */
export class ObjectCache<T extends KubeObject> implements Lister<T> {
  readonly #objects = new Map<string, T>()
  readonly #indexes = new Map<Index<T>, Map<string, Map<string, T>>>()
  readonly #labelIndexes = new Map<string, Index<T>>()

  get size(): number {
    return this.#objects.size
  }

  get(key: string): T | undefined {
    return this.#objects.get(key)
  }

  list(namespace?: string): T[] {
    return namespace === undefined ? [...this.#objects.values()] : this.by(byNamespace, namespace)
  }

  by(index: Index<T>, value: string): T[] {
    const found = this.#index(index).get(value)
    return found ? [...found.values()] : []
  }

  values(index: Index<T>): Iterable<string> {
    return this.#index(index).keys()
  }

  labelled(namespace: string, labels: Readonly<Record<string, string>>): T[] {
    let fewest: ReadonlyMap<string, T> | undefined
    for (const [key, value] of Object.entries(labels)) {
      const found = this.#index(this.#labelIndex(key)).get(`${namespace}/${value}`)
      if (!found) return []
      if (!fewest || found.size < fewest.size) fewest = found
    }
    if (!fewest) return this.list(namespace)
    const pairs = Object.entries(labels)
    return [...fewest.values()].filter(({ metadata }) =>
      pairs.every(([key, value]) => metadata.labels?.[key] === value),
    )
  }

  /** @returns what was there before. */
  set(object: T): T | undefined {
    const key = keyOf(object)
    const old = this.#objects.get(key)
    this.#objects.set(key, object)
    for (const [index, entries] of this.#indexes) {
      const values = index(object)
      const before = old && index(old)
      if (before && !isSame(before, values)) unlist(entries, before, key)
      enlist(entries, values, key, object)
    }
    return old
  }

  /** @returns what was there before. */
  delete(key: string): T | undefined {
    const old = this.#objects.get(key)
    if (!old) return undefined
    this.#objects.delete(key)
    for (const [index, entries] of this.#indexes) unlist(entries, index(old), key)
    return old
  }

  keys(): IterableIterator<string> {
    return this.#objects.keys()
  }

  #labelIndex(key: string): Index<T> {
    let index = this.#labelIndexes.get(key)
    if (!index) {
      index = ({ metadata: { namespace = '', labels } }) => {
        const value = labels?.[key]
        return value === undefined ? [] : [`${namespace}/${value}`]
      }
      this.#labelIndexes.set(key, index)
    }
    return index
  }

  #index(index: Index<T>): Map<string, Map<string, T>> {
    let entries = this.#indexes.get(index)
    if (!entries) {
      entries = new Map()
      for (const [key, object] of this.#objects) enlist(entries, index(object), key, object)
      this.#indexes.set(index, entries)
    }
    return entries
  }
}

/** The index behind `list(namespace)`. */
const byNamespace: Index<KubeObject> = ({ metadata: { namespace } }) => (namespace ? [namespace] : [])

function isSame(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

function enlist<T>(entries: Map<string, Map<string, T>>, values: readonly string[], key: string, object: T): void {
  for (const value of values) {
    const listed = entries.get(value)
    if (listed) listed.set(key, object)
    else entries.set(value, new Map([[key, object]]))
  }
}

function unlist<T>(entries: Map<string, Map<string, T>>, values: readonly string[], key: string): void {
  for (const value of values) {
    const listed = entries.get(value)
    listed?.delete(key)
    if (listed?.size === 0) entries.delete(value)
  }
}
