import { toSeconds, type Clock, type Log } from '#base'
import { isReason } from '../apimachinery/errors.ts'
import type { Draft } from '../apimachinery/object.ts'
import { Event } from '../resources/generated/kinds.ts'
import type * as types from '../resources/generated/types.ts'
import type { Cause, Client } from './client.ts'
import { EventCorrelator, type Correlated } from './event-correlator.ts'
import { createEventNames, underFreeName } from './event-names.ts'
import { EventWrites } from './event-writes.ts'
import { referenceTo, type EventSubject } from './object-reference.ts'

/** Says in `v1` Events what a component did or could not do. Never fails; events are written in order, behind the component's back. */
export interface EventRecorder {
  event(subject: EventSubject, type: 'Normal' | 'Warning', reason: string, message: string): void
  /** The same recorder, for events that have this cause; without one it is the version of the object that an event is about. */
  because(cause: Cause | undefined): EventRecorder
}

export interface EventRecorderOptions {
  client: Client
  clock: Clock
  log: Log
  /** Shown as the event's source: `deployment-controller`, `kubelet`. */
  component: string
  /** The node, where the component is one node's. */
  host?: string
}

/** @see k8s.io/client-go tools/record */
export function createEventRecorder(options: EventRecorderOptions): EventRecorder {
  const { client, clock, log, component, host } = options
  const names = createEventNames(clock)
  const correlator = new EventCorrelator(clock)
  const writes = new EventWrites(clock, log)

  async function send(next: Correlated, cause: Cause | undefined): Promise<void> {
    if (next.action === 'drop') return
    const { event, key } = next
    const namespace = event.metadata.namespace!
    const bound = client.because(cause)
    if (next.action === 'patch') {
      try {
        const written = await bound.patch(Event, next.name, { ...next.patch }, { namespace, type: 'strategic' })
        return correlator.written(key, written)
      } catch (error) {
        // Events live for an hour only; one that is gone is made again.
        if (!isReason(error, 'NotFound')) throw error
      }
    }
    const created = await underFreeName(names, event.involvedObject.name ?? '', event.metadata.name!, (name) =>
      bound.create(Event, { ...event, metadata: { ...event.metadata, name } }, { namespace }),
    )
    correlator.written(key, created)
  }

  const recorder = (cause: Cause | undefined): EventRecorder => ({
    event(subject, type, reason, message) {
      const involvedObject = referenceTo(subject)
      const time = toSeconds(clock.now())
      const event: Draft<types.Event> = {
        metadata: { name: names.next(involvedObject.name ?? ''), namespace: involvedObject.namespace || 'default' },
        involvedObject,
        reason,
        message,
        source: { component, ...(host && { host }) },
        firstTimestamp: time,
        lastTimestamp: time,
        count: 1,
        type,
        reportingComponent: component,
        reportingInstance: host ?? '',
      }
      const { resourceVersion } = involvedObject
      const because = cause ?? (resourceVersion === undefined ? undefined : { revision: Number(resourceVersion) })
      let next: Correlated | undefined
      // Looked at when its turn to be written comes, once: by then the server's answer to the one before is known.
      writes.enqueue(() => send((next ??= correlator.correlate(event)), because))
    },
    because: recorder,
  })
  return recorder(undefined)
}
