import { toMicros, type Clock, type Log, type Timer } from '#base'
import { isReason } from '../apimachinery/errors.ts'
import type { Draft } from '../apimachinery/object.ts'
import { EventsEvent } from '../resources/generated/kinds.ts'
import type * as types from '../resources/generated/types.ts'
import type { Cause, Client } from './client.ts'
import { createEventNames, underFreeName } from './event-names.ts'
import { EventWrites } from './event-writes.ts'
import { referenceTo, type EventSubject } from './object-reference.ts'

/** One happening, as `events.k8s.io` tells it. */
export interface Happening {
  regarding: EventSubject
  related?: EventSubject
  type: 'Normal' | 'Warning'
  reason: string
  /** What the component did or tried: `Scheduling`, `Binding`. */
  action: string
  note: string
}

/** Says in `events.k8s.io` Events what a component did; the same again becomes a series. Never fails. */
export interface SeriesRecorder {
  event(happening: Happening): void
  because(cause: Cause | undefined): SeriesRecorder
}

export interface SeriesRecorderOptions {
  client: Client
  clock: Clock
  log: Log
  /** `default-scheduler`. */
  controller: string
  /** The controller's name and its host's. */
  instance: string
}

interface Running {
  event: Draft<types.EventsEvent>
  name: string
  count: number
  lastObservedMs: number
  /** The count that the server knows. */
  writtenCount: number
}

const FINISH_MS = 360_000
const REFRESH_MS = 1_800_000

/** @see k8s.io/client-go tools/events */
export function createSeriesRecorder({
  client,
  clock,
  log,
  controller,
  instance,
}: SeriesRecorderOptions): SeriesRecorder {
  const names = createEventNames(clock)
  const writes = new EventWrites(clock, log)
  const running = new Map<string, Running>()
  let timer: Timer | undefined
  let refreshedMs = clock.now()

  const series = ({ count, lastObservedMs }: Running) => ({ count, lastObservedTime: toMicros(lastObservedMs) })

  async function create(entry: Running, cause: Cause | undefined, count = entry.count): Promise<void> {
    const { event } = entry
    const namespace = event.metadata.namespace!
    await underFreeName(names, event.regarding?.name ?? '', entry.name, (name) => {
      entry.name = name
      const metadata = { ...event.metadata, name }
      const told = { ...event, metadata, ...(count > 1 && { series: series(entry) }) }
      return client.because(cause).create(EventsEvent, told, { namespace })
    })
  }

  async function writeSeries(entry: Running, cause: Cause | undefined): Promise<void> {
    const namespace = entry.event.metadata.namespace!
    entry.writtenCount = entry.count
    try {
      const patch = { series: series(entry) }
      await client.because(cause).patch(EventsEvent, entry.name, patch, { namespace, type: 'strategic' })
    } catch (error) {
      if (!isReason(error, 'NotFound')) throw error
      await create(entry, cause)
    }
  }

  /** Series are written when they begin, every half hour, and when nothing was added for six minutes. */
  function tidy(): void {
    timer = undefined
    const now = clock.now()
    const refresh = now - refreshedMs >= REFRESH_MS
    if (refresh) refreshedMs = now
    for (const [key, entry] of running) {
      const over = now - entry.lastObservedMs >= FINISH_MS
      if (over) running.delete(key)
      if ((over || refresh) && entry.count > entry.writtenCount) writes.enqueue(() => writeSeries(entry, undefined))
    }
    if (running.size > 0) timer = clock.setTimeout(tidy, FINISH_MS)
  }

  const recorder = (cause: Cause | undefined): SeriesRecorder => ({
    event({ regarding, related, type, reason, action, note }) {
      const about = referenceTo(regarding)
      const companion = related && referenceTo(related)
      const key = JSON.stringify([type, action, reason, about, companion])
      const nowMs = clock.now()
      const known = running.get(key)
      if (known) {
        known.count++
        known.lastObservedMs = nowMs
        if (known.count === 2) writes.enqueue(() => writeSeries(known, cause))
        return
      }
      const name = names.next(about.name ?? '')
      const event: Draft<types.EventsEvent> = {
        metadata: { name, namespace: about.namespace || 'default' },
        eventTime: toMicros(nowMs),
        reportingController: controller,
        reportingInstance: instance,
        action,
        reason,
        regarding: about,
        ...(companion && { related: companion }),
        note,
        type,
      }
      const entry: Running = { event, name, count: 1, lastObservedMs: nowMs, writtenCount: 1 }
      running.set(key, entry)
      writes.enqueue(() => create(entry, cause, 1))
      timer ??= clock.setTimeout(tidy, FINISH_MS)
    },
    because: recorder,
  })
  return recorder(undefined)
}
