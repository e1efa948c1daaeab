import { defineResource } from '../define-resource.ts'
import { Event } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { age } from '../shared/age.ts'
import { validateEvent, validateEventName, validateEventChange, validateNewEvent } from './event-rules.ts'
import { eventsVersion } from './events-conversion.ts'

const NEW_VERSION = 'events.k8s.io/v1'

export const event = defineResource<types.Event>({
  type: Event,
  alsoServedAs: [eventsVersion],
  generation: 'none',
  // Which rule it is depends on the version.
  nameRule: () => [],
  metadataRules: { openFinalizers: true, updateChecks: 'twice' },
  createOnUpdate: true,
  validate(event, errors, { apiVersion }) {
    validateEvent(event, apiVersion, errors)
    validateEventName(event, apiVersion, errors)
    if (apiVersion === NEW_VERSION) validateNewEvent(event, errors)
  },
  validateUpdate(event, old, errors, { apiVersion }) {
    validateEvent(event, apiVersion, errors)
    if (apiVersion === NEW_VERSION) validateEventChange(event, old, errors)
  },
  selectableFields: {
    'involvedObject.kind': ({ involvedObject }) => involvedObject.kind ?? '',
    'involvedObject.namespace': ({ involvedObject }) => involvedObject.namespace ?? '',
    'involvedObject.name': ({ involvedObject }) => involvedObject.name ?? '',
    'involvedObject.uid': ({ involvedObject }) => involvedObject.uid ?? '',
    'involvedObject.apiVersion': ({ involvedObject }) => involvedObject.apiVersion ?? '',
    'involvedObject.resourceVersion': ({ involvedObject }) => involvedObject.resourceVersion ?? '',
    'involvedObject.fieldPath': ({ involvedObject }) => involvedObject.fieldPath ?? '',
    reason: ({ reason }) => reason ?? '',
    reportingComponent: ({ reportingComponent, source }) => reportingComponent || source?.component || '',
    source: ({ source, reportingComponent }) => source?.component || reportingComponent || '',
    type: ({ type }) => type ?? '',
  },
  columns: [
    { name: 'Last Seen', value: lastSeen },
    { name: 'Type', value: ({ type }) => type ?? '' },
    { name: 'Reason', value: ({ reason }) => reason ?? '' },
    { name: 'Object', value: regarding },
    { name: 'Subobject', priority: 1, value: ({ involvedObject }) => involvedObject.fieldPath ?? '' },
    { name: 'Source', priority: 1, value: source },
    { name: 'Message', value: ({ message }) => (message ?? '').trim() },
    { name: 'First Seen', priority: 1, value: firstSeen },
    // Verbatim: the real column is of type string although its cells are numbers.
    { name: 'Count', priority: 1, value: ({ series, count }) => (series ? (series.count ?? 0) : count || 1) },
    { name: 'Name', format: 'name', priority: 1, value: ({ metadata }) => metadata.name },
  ],
})

function firstSeen({ firstTimestamp, eventTime }: types.Event, now: number): string {
  return age(firstTimestamp ?? eventTime, now)
}

function lastSeen(event: types.Event, now: number): string {
  if (event.series) return age(event.series.lastObservedTime, now)
  return event.lastTimestamp ? age(event.lastTimestamp, now) : firstSeen(event, now)
}

function regarding({ involvedObject: { kind = '', name } }: types.Event): string {
  return name ? `${kind.toLowerCase()}/${name}` : kind.toLowerCase()
}

function source({ source, reportingComponent, reportingInstance }: types.Event): string {
  const component = source?.component || reportingComponent || ''
  const instance = source?.host || reportingInstance
  return instance ? `${component}, ${instance}` : component
}
