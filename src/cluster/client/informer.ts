import { sleep, type Clock, type Log } from '#base'
import { isReason } from '../apimachinery/errors.ts'
import { keyOf, type KubeObject, type ResourceType } from '../apimachinery/object.ts'
import type { Client } from './client.ts'
import { ObjectCache, type Index, type Lister } from './object-cache.ts'

/** One change of a cached object. */
export interface InformerEvent<T extends KubeObject = KubeObject> {
  type: 'added' | 'updated' | 'deleted'
  /** The object now; its last known state when it was deleted. */
  object: T
  /** What the cache held before, where it held something. */
  old?: T
  /** The revision that brought the change: what a reaction names as its cause. */
  revision: number
}

export type InformerHandler<T extends KubeObject> = (event: InformerEvent<T>) => void

export interface InformerOptions<T extends KubeObject> {
  client: Client
  type: ResourceType<T>
  clock: Clock
  log: Log
  namespace?: string
  labelSelector?: string
  fieldSelector?: string
}

// The waits of client-go's reflector: 800 ms doubling to 30 s.
const FIRST_WAIT_MS = 800
const LONGEST_WAIT_MS = 30_000
// A watch that the server ends sooner than this counts as a failure.
const SHORT_WATCH_MS = 1_000

/**
 * A cache of one kind that follows the API server by list and watch, over any client. It lists again when its revision has expired, and comes
 * back with growing waits when the server is away. Handlers are called in the order of the changes, right after the cache has them.
 */
export class Informer<T extends KubeObject = KubeObject> implements Lister<T> {
  readonly type: ResourceType<T>
  readonly #options: InformerOptions<T>
  readonly #cache = new ObjectCache<T>()
  readonly #handlers = new Set<InformerHandler<T>>()
  #revision = 0
  #synced = Promise.withResolvers<void>()
  #isSynced = false
  #abort: AbortController | undefined
  #waiters: { reached: () => boolean; resolve: () => void }[] = []

  constructor(options: InformerOptions<T>) {
    this.type = options.type
    this.#options = options
  }

  /** Whether the first list has been read. */
  get synced(): boolean {
    return this.#isSynced
  }

  /** The newest revision that the cache has seen. */
  get revision(): number {
    return this.#revision
  }

  get size(): number {
    return this.#cache.size
  }

  get(key: string): T | undefined {
    return this.#cache.get(key)
  }

  list(namespace?: string): T[] {
    return this.#cache.list(namespace)
  }

  by(index: Index<T>, value: string): T[] {
    return this.#cache.by(index, value)
  }

  values(index: Index<T>): Iterable<string> {
    return this.#cache.values(index)
  }

  labelled(namespace: string, labels: Readonly<Record<string, string>>): T[] {
    return this.#cache.labelled(namespace, labels)
  }

  /** Calls `handler` for every change, and first for each object that is there already. Returns a function that ends it. */
  onChange(handler: InformerHandler<T>): () => void {
    for (const object of this.#cache.list()) handler({ type: 'added', object, revision: revisionOf(object) })
    this.#handlers.add(handler)
    return () => void this.#handlers.delete(handler)
  }

  /** Resolves when the first list has been read. */
  whenSynced(): Promise<void> {
    return this.#synced.promise
  }

  /** Resolves when the cache has seen a revision, so that it holds what was written with it. */
  whenSeen(revision: number): Promise<void> {
    return this.#when(() => this.#revision >= revision)
  }

  /** Resolves when the cache no longer holds an object as one that lives on: it is gone, replaced or marked for deletion. */
  whenDeleted(key: string, uid: string): Promise<void> {
    return this.#when(() => {
      const metadata = this.#cache.get(key)?.metadata
      return metadata?.uid !== uid || metadata.deletionTimestamp !== undefined
    })
  }

  start(): void {
    if (this.#abort) return
    this.#abort = new AbortController()
    void this.#run(this.#abort.signal)
  }

  /** Stops following; the cache keeps what it has. Who waits for something is let go. */
  stop(): void {
    this.#abort?.abort()
    this.#abort = undefined
    for (const { resolve } of this.#waiters.splice(0)) resolve()
    this.#synced.resolve()
  }

  #when(reached: () => boolean): Promise<void> {
    if (reached() || !this.#abort) return Promise.resolve()
    return new Promise((resolve) => this.#waiters.push({ reached, resolve }))
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { clock, log, type } = this.#options
    let listed = false
    let waitMs = FIRST_WAIT_MS
    while (!signal.aborted) {
      const startedAt = clock.now()
      const revisionBefore = this.#revision
      try {
        if (!listed) await this.#list()
        listed = true
        await this.#watch(signal)
      } catch (error) {
        if (signal.aborted) return
        if (isReason(error, 'Expired', 'Gone')) {
          listed = false
          continue
        }
        log.warn(`failed to list or watch ${type.plural}`, { error: error instanceof Error ? error.message : error })
      }
      const healthy = this.#revision > revisionBefore || clock.now() - startedAt >= SHORT_WATCH_MS
      if (healthy) waitMs = FIRST_WAIT_MS
      else {
        await sleep(clock, waitMs, signal).catch(() => undefined) // Rejects only when the signal aborts, which ends the loop.
        waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)
      }
    }
  }

  async #list(): Promise<void> {
    const { client, type, namespace, labelSelector, fieldSelector } = this.#options
    const { items, metadata } = await client.list(type, {
      ...(namespace && { namespace }),
      ...(labelSelector && { labelSelector }),
      ...(fieldSelector && { fieldSelector }),
    })
    const revision = Number(metadata.resourceVersion)
    const gone = new Set(this.#cache.keys())
    for (const object of items) {
      gone.delete(keyOf(object))
      this.#store(object)
    }
    for (const key of gone) this.#remove(this.#cache.get(key)!, revision)
    this.#advance(revision)
    this.#isSynced = true
    this.#synced.resolve()
  }

  async #watch(signal: AbortSignal): Promise<void> {
    const { client, type, namespace, labelSelector, fieldSelector } = this.#options
    const events = client.watch(type, {
      ...(namespace && { namespace }),
      ...(labelSelector && { labelSelector }),
      ...(fieldSelector && { fieldSelector }),
      resourceVersion: String(this.#revision),
      allowBookmarks: true,
      signal,
    })
    for await (const event of events) {
      if (signal.aborted) return
      if (event.type === 'DELETED') this.#remove(event.object, revisionOf(event.object))
      else if (event.type !== 'BOOKMARK') this.#store(event.object)
      this.#advance(revisionOf(event.object))
    }
  }

  #store(object: T): void {
    const old = this.#cache.get(keyOf(object))
    if (old && old.metadata.resourceVersion === object.metadata.resourceVersion) return
    const revision = revisionOf(object)
    // Deleted and made again while no watch was open: two changes, not one.
    if (old && old.metadata.uid !== object.metadata.uid) this.#remove(old, revision)
    const replaced = this.#cache.set(object)
    this.#tell(replaced ? { type: 'updated', object, old: replaced, revision } : { type: 'added', object, revision })
  }

  #remove(object: T, revision: number): void {
    const old = this.#cache.delete(keyOf(object))
    if (old) this.#tell({ type: 'deleted', object, old, revision })
  }

  #advance(revision: number): void {
    this.#revision = Math.max(this.#revision, revision)
    if (this.#waiters.length === 0) return
    const waiting = this.#waiters
    this.#waiters = waiting.filter(({ reached }) => !reached())
    if (this.#waiters.length === waiting.length) return
    const still = new Set(this.#waiters)
    for (const waiter of waiting) if (!still.has(waiter)) waiter.resolve()
  }

  #tell(event: InformerEvent<T>): void {
    for (const handler of this.#handlers) {
      try {
        handler(event)
      } catch (error) {
        this.#options.log.error(`a handler of ${this.type.plural} failed`, { error, key: keyOf(event.object) })
      }
    }
  }
}

/** Creates an informer; `start()` makes it follow the server. */
export function createInformer<T extends KubeObject>(options: InformerOptions<T>): Informer<T> {
  return new Informer(options)
}

const revisionOf = (object: KubeObject): number => Number(object.metadata.resourceVersion)
