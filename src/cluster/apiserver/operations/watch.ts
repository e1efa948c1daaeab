import type { Timer } from '#base'
import { StatusError } from '../../apimachinery/errors.ts'
import type { KubeObject } from '../../apimachinery/object.ts'
import { CompactedError, type Change } from '../../etcd/store.ts'
import type { Core } from '../core.ts'
import type { CustomBehaviour, ServedResource } from '../served-resource.ts'
import { tooOld } from './list.ts'
import { createMatcher, type Selectors } from './matcher.ts'

export interface WatchQuery extends Selectors {
  /** `''` for all namespaces. */
  namespace: string
  resourceVersion?: string
  allowBookmarks?: boolean
  /** Begin with all objects, closed by a bookmark that says so. */
  sendInitialEvents?: boolean
  /** The server ends the watch after this time. */
  timeoutMs: number
  signal: AbortSignal
}

/** One event; `object` is in the served version. `change` is the write behind it, absent for synthetic events. */
export interface ServerWatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR'
  object: KubeObject
  change?: Change
}

// A watcher that does not read is ended when this many events wait for it; its client lists again.
const MAX_WAITING = 100_000
const BOOKMARK_INTERVAL_MS = 60_000

/**
 * The changes of a resource as they happen. Ends when the time is over, the signal aborts, or the reader is too slow.
 * @throws StatusError BadRequest (selectors)
 */
export function watch(core: Core, resource: ServedResource, query: WatchQuery): AsyncIterable<ServerWatchEvent> {
  const matches = createMatcher(resource, query)
  const events = new Watch(core, resource, query, matches)
  return resource.custom ? decoded(events, resource.custom) : events
}

/** Events of custom resources in the served version; one that cannot be converted ends the watch. */
async function* decoded(
  events: AsyncIterable<ServerWatchEvent>,
  { decode }: CustomBehaviour,
): AsyncIterable<ServerWatchEvent> {
  for await (const event of events) {
    if (event.type === 'BOOKMARK' || event.type === 'ERROR') {
      yield event
      continue
    }
    try {
      const object = decode(event.object)
      event.object = object instanceof Promise ? await object : object
    } catch (error) {
      if (!(error instanceof StatusError)) throw error
      yield { type: 'ERROR', object: error.toStatus() as unknown as KubeObject }
      return
    }
    yield event
  }
}

class Watch implements AsyncIterable<ServerWatchEvent>, AsyncIterator<ServerWatchEvent> {
  readonly #core: Core
  readonly #resource: ServedResource
  readonly #matches: (stored: KubeObject) => boolean
  readonly #prefix: string
  readonly #query: WatchQuery
  #waiting: ServerWatchEvent[] = []
  #next = 0
  #wake: ((result: IteratorResult<ServerWatchEvent>) => void) | undefined
  #ended = false
  #stop: () => void = () => undefined
  readonly #timers: Timer[] = []
  readonly #onAbort = () => this.#end()

  constructor(core: Core, resource: ServedResource, query: WatchQuery, matches: (stored: KubeObject) => boolean) {
    this.#core = core
    this.#resource = resource
    this.#query = query
    this.#matches = matches
    this.#prefix = query.namespace ? `${query.namespace}/` : ''
    this.#start()
  }

  #start(): void {
    const { clock, store } = this.#core
    const { resourceVersion, sendInitialEvents, allowBookmarks, timeoutMs, signal } = this.#query
    const version = Number(resourceVersion ?? 0)
    const fromNow = version === 0 || sendInitialEvents
    try {
      if (fromNow && sendInitialEvents !== false) {
        for (const stored of store.range(this.#resource.storagePrefix, this.#prefix))
          if (this.#matches(stored)) this.#push({ type: 'ADDED', object: this.#resource.fromStored(stored) })
        if (sendInitialEvents && allowBookmarks) this.#push(this.#bookmark(true))
      }
      const after = fromNow ? store.revision : version
      this.#stop = store.watch(this.#resource.storagePrefix, after, (change) => this.#onChange(change))
    } catch (error) {
      if (!(error instanceof CompactedError)) throw error
      return this.#fail(tooOld(version, error.compactedRevision))
    }
    this.#timers.push(clock.setTimeout(() => this.#end(), timeoutMs))
    if (allowBookmarks) this.#scheduleBookmark()
    if (signal.aborted) this.#end()
    else signal.addEventListener('abort', this.#onAbort, { once: true })
  }

  #onChange(change: Change): void {
    if (this.#prefix && !change.key.startsWith(this.#prefix)) return
    const before = change.previous !== undefined && this.#matches(change.previous)
    const after = !change.deleted && this.#matches(change.object)
    const { fromStored } = this.#resource
    if (after) this.#push({ type: before ? 'MODIFIED' : 'ADDED', object: fromStored(change.object), change })
    else if (before) this.#push({ type: 'DELETED', object: fromStored(lastSeen(change)), change })
  }

  #bookmark(initialEventsEnd: boolean): ServerWatchEvent {
    const { apiVersion, type } = this.#resource
    const metadata = {
      resourceVersion: String(this.#core.store.revision),
      ...(initialEventsEnd && { annotations: { 'k8s.io/initial-events-end': 'true' } }),
    }
    const empty = this.#resource.definition.emptyForm?.() ?? {}
    return { type: 'BOOKMARK', object: { kind: type.kind, apiVersion, metadata, ...empty } as unknown as KubeObject }
  }

  #scheduleBookmark(): void {
    const timer = this.#core.clock.setTimeout(() => {
      this.#push(this.#bookmark(false))
      this.#scheduleBookmark()
    }, BOOKMARK_INTERVAL_MS)
    this.#timers[1] = timer
  }

  #push(event: ServerWatchEvent): void {
    if (this.#ended) return
    if (this.#wake) {
      const wake = this.#wake
      this.#wake = undefined
      wake({ done: false, value: event })
    } else if (this.#waiting.length - this.#next >= MAX_WAITING) {
      this.#waiting = []
      this.#next = 0
      this.#end()
    } else this.#waiting.push(event)
  }

  #fail(error: StatusError): void {
    this.#push({ type: 'ERROR', object: error.toStatus() as unknown as KubeObject })
    this.#end()
  }

  #end(): void {
    if (this.#ended) return
    this.#ended = true
    this.#stop()
    for (const timer of this.#timers) timer.cancel()
    this.#query.signal.removeEventListener('abort', this.#onAbort)
    this.#wake?.({ done: true, value: undefined })
    this.#wake = undefined
  }

  [Symbol.asyncIterator](): AsyncIterator<ServerWatchEvent> {
    return this
  }

  next(): Promise<IteratorResult<ServerWatchEvent>> {
    if (this.#next < this.#waiting.length) {
      const value = this.#waiting[this.#next++]!
      if (this.#next === this.#waiting.length) {
        this.#waiting = []
        this.#next = 0
      }
      return Promise.resolve({ done: false, value })
    }
    if (this.#ended) return Promise.resolve({ done: true, value: undefined })
    return new Promise((resolve) => (this.#wake = resolve))
  }

  return(): Promise<IteratorResult<ServerWatchEvent>> {
    this.#end()
    return Promise.resolve({ done: true, value: undefined })
  }
}

/** What a watcher that no longer sees the object gets: its last state that matched, with the revision of the change. */
function lastSeen(change: Change): KubeObject {
  if (change.deleted) return change.object
  const previous = change.previous!
  return { ...previous, metadata: { ...previous.metadata, resourceVersion: change.object.metadata.resourceVersion } }
}
