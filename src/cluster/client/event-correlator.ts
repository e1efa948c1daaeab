import type { Clock } from '#base'
import type { Draft } from '../apimachinery/object.ts'
import type { Event } from '../resources/generated/types.ts'

/** What is to be done about an event: nothing, a new object, or a patch of one that says the same. */
export type Correlated =
  | { action: 'drop' }
  | { action: 'create'; event: Draft<Event>; key: string }
  | { action: 'patch'; name: string; patch: EventPatch; event: Draft<Event>; key: string }

export interface EventPatch {
  count: number
  lastTimestamp: string
  message: string
}

interface Written {
  name: string
  count: number
  firstTimestamp: string
}

// The numbers of client-go's EventCorrelator.
const REMEMBERED = 4096
const SIMILAR_LIMIT = 10
const SIMILAR_INTERVAL_MS = 600_000
const BURST = 25
const REFILL_MS = 300_000

/**
 * Keeps events from flooding the cluster, as client-go's recorder does: the same event again raises a count, more than ten similar ones within ten
 * minutes become one "(combined from similar events)", and an object that has too many of them is silenced for a while.
 * @see k8s.io/client-go tools/record/events_cache.go
 */
export class EventCorrelator {
  readonly #clock: Clock
  readonly #similar = new RecentMap<{ messages: Set<string>; lastMs: number }>()
  readonly #written = new RecentMap<Written>()
  readonly #buckets = new RecentMap<{ tokens: number; atMs: number }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  correlate(event: Draft<Event>): Correlated {
    const { key, message } = this.#aggregate(event)
    const before = this.#written.get(key)
    const count = (before?.count ?? 0) + 1
    const lastTimestamp = event.lastTimestamp ?? ''
    const firstTimestamp = before?.firstTimestamp ?? lastTimestamp
    const name = before?.name ?? event.metadata.name!
    const merged = { ...event, metadata: { ...event.metadata, name }, message, count, firstTimestamp, lastTimestamp }
    this.#written.set(key, { name, count, firstTimestamp })
    if (!this.#allows(event)) return { action: 'drop' }
    if (!before) return { action: 'create', event: merged, key }
    return { action: 'patch', name, patch: { count, lastTimestamp, message }, event: merged, key }
  }

  /** Remembers an event as the server has it. */
  written(key: string, { metadata, count = 1, firstTimestamp = '' }: Event): void {
    this.#written.set(key, { name: metadata.name, count, firstTimestamp })
  }

  #aggregate(event: Draft<Event>): { key: string; message: string } {
    const { message = '' } = event
    const now = this.#clock.now()
    const group = groupKey(event)
    let similar = this.#similar.get(group)
    if (!similar || now - similar.lastMs > SIMILAR_INTERVAL_MS) similar = { messages: new Set(), lastMs: now }
    similar.messages.add(message)
    similar.lastMs = now
    this.#similar.set(group, similar)
    if (similar.messages.size < SIMILAR_LIMIT)
      return { key: `${group}\n${event.involvedObject.fieldPath ?? ''}\n${message}`, message }
    for (const any of similar.messages) {
      similar.messages.delete(any)
      break
    }
    return { key: group, message: `(combined from similar events): ${message}` }
  }

  #allows(event: Draft<Event>): boolean {
    const key = objectKey(event)
    const now = this.#clock.now()
    const bucket = this.#buckets.get(key)
    const tokens = bucket ? Math.min(BURST, bucket.tokens + (now - bucket.atMs) / REFILL_MS) : BURST
    const allowed = tokens >= 1
    this.#buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, atMs: now })
    return allowed
  }
}

function objectKey({ source, involvedObject: { kind, namespace, name, uid, apiVersion } }: Draft<Event>): string {
  return [source?.component, source?.host, kind, namespace, name, uid, apiVersion].join('\n')
}

function groupKey(event: Draft<Event>): string {
  return [objectKey(event), event.type, event.reason, event.reportingComponent, event.reportingInstance].join('\n')
}

/** A map that forgets what has not been asked for the longest time. */
class RecentMap<V> {
  readonly #entries = new Map<string, V>()

  get(key: string): V | undefined {
    const value = this.#entries.get(key)
    if (value === undefined) return undefined
    this.#entries.delete(key)
    this.#entries.set(key, value)
    return value
  }

  set(key: string, value: V): void {
    this.#entries.delete(key)
    this.#entries.set(key, value)
    if (this.#entries.size <= REMEMBERED) return
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest)
      return
    }
  }
}
