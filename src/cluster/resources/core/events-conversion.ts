import type { KubeObject } from '../../apimachinery/object.ts'
import type { ServedVersion } from '../define-resource.ts'
import { EventsEvent } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'

/** The same events under the names of `events.k8s.io/v1`. */
export const eventsVersion: ServedVersion<types.Event> = {
  type: EventsEvent,
  selectableFields: {
    'regarding.kind': ({ involvedObject }) => involvedObject.kind ?? '',
    'regarding.namespace': ({ involvedObject }) => involvedObject.namespace ?? '',
    'regarding.name': ({ involvedObject }) => involvedObject.name ?? '',
    'regarding.uid': ({ involvedObject }) => involvedObject.uid ?? '',
    'regarding.apiVersion': ({ involvedObject }) => involvedObject.apiVersion ?? '',
    'regarding.resourceVersion': ({ involvedObject }) => involvedObject.resourceVersion ?? '',
    'regarding.fieldPath': ({ involvedObject }) => involvedObject.fieldPath ?? '',
    reason: ({ reason }) => reason ?? '',
    reportingController: ({ reportingComponent, source }) => reportingComponent || source?.component || '',
    type: ({ type }) => type ?? '',
  },
  toStored(object) {
    const source = object as unknown as Record<string, unknown>
    const named = renamed(source, STORED_NAMES)
    const reporter = {
      reportingComponent: named['reportingComponent'] ?? '',
      reportingInstance: named['reportingInstance'] ?? '',
    }
    return { ...named, ...reporter, apiVersion: 'v1', kind: 'Event' } as unknown as types.Event
  },
  fromStored(object) {
    const source = object as unknown as Record<string, unknown>
    const named = renamed(source, SERVED_NAMES)
    // Only the other version writes these when they are empty.
    for (const field of ['reportingController', 'reportingInstance']) if (named[field] === '') delete named[field]
    return { ...named, apiVersion: 'events.k8s.io/v1', kind: 'Event' } as unknown as KubeObject
  },
}

const STORED_NAMES: Readonly<Record<string, string>> = {
  regarding: 'involvedObject',
  note: 'message',
  reportingController: 'reportingComponent',
  deprecatedSource: 'source',
  deprecatedFirstTimestamp: 'firstTimestamp',
  deprecatedLastTimestamp: 'lastTimestamp',
  deprecatedCount: 'count',
}

const SERVED_NAMES = Object.fromEntries(Object.entries(STORED_NAMES).map(([served, stored]) => [stored, served]))

function renamed(object: Record<string, unknown>, names: Readonly<Record<string, string>>): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const key in object) result[names[key] ?? key] = object[key]
  return result
}
