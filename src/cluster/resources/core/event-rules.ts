import { deepEqual } from '../../apimachinery/deep.ts'
import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { byteLength, checkPathSegment, checkQualifiedName, checkSubdomain, report } from '../../apimachinery/names.ts'
import type * as types from '../generated/types.ts'
import { maskTrailingDash } from '../shared/object-meta.ts'
import { internalReference } from '../shared/internal-reference.ts'

const NEW_VERSION = 'events.k8s.io/v1'
const MAX_REASON = 128
const MAX_NOTE = 1024

/** The old version takes all names that fit in a path; `errors` stands at the event. */
export function validateEventName({ metadata }: types.Event, apiVersion: string, errors: FieldErrors): void {
  const rule = apiVersion === NEW_VERSION ? checkSubdomain : checkPathSegment
  const { name, generateName } = metadata
  const at = errors.at('metadata')
  if (generateName) report(at.at('generateName'), generateName, rule(maskTrailingDash(generateName)))
  if (name) report(at.at('name'), name, rule(name))
}

/** Rules of an event that hold in both versions; `errors` stands at it. */
export function validateEvent(event: types.Event, apiVersion: string, errors: FieldErrors): void {
  const component = apiVersion === NEW_VERSION ? 'reportingController' : 'reportingComponent'
  validateNamespace(event, errors.at('involvedObject', 'namespace'))
  // Those with a time of their own come from new clients, and follow the new rules.
  if (!event.eventTime) return
  const reporter = event.reportingComponent ?? ''
  if (reporter === '') errors.at(component).required()
  report(errors.at(component), reporter, checkQualifiedName(reporter))
  if (!event.reportingInstance) errors.at('reportingInstance').required()
  else limit(event.reportingInstance, MAX_REASON, errors.at('reportingInstance'))
  if (!event.action) errors.at('action').required()
  else limit(event.action, MAX_REASON, errors.at('action'))
  if (!event.reason) errors.at('reason').required()
  else limit(event.reason, MAX_REASON, errors.at('reason'))
  limit(event.message ?? '', MAX_NOTE, errors.at('message'))
}

// Verbatim: the value shown is empty.
function limit(text: string, most: number, errors: FieldErrors): void {
  if (byteLength(text) > most) errors.invalid('', `can have at most ${most} characters`)
}

function validateNamespace({ metadata, involvedObject, eventTime }: types.Event, errors: FieldErrors): void {
  const about = involvedObject.namespace ?? ''
  if (!agree(about, metadata.namespace ?? '', Boolean(eventTime)))
    errors.invalid(about, 'does not match event.namespace')
}

/** What is in no namespace has its events in one of the system's; new clients may tell of others' from anywhere. */
function agree(about: string, own: string, isNew: boolean): boolean {
  if (about === '') return own === '' || own === 'default' || (isNew && own === 'kube-system')
  return isNew || about === own
}

const EVENT_TYPES = ['Normal', 'Warning']

/** What `events.k8s.io/v1` demands of new events besides; `errors` stands at the event. */
export function validateNewEvent(event: types.Event, errors: FieldErrors): void {
  if (!event.eventTime) errors.at('eventTime').required()
  if (event.series) {
    if ((event.series.count ?? 0) < 2) errors.at('series', 'count').invalid('', 'should be at least 2')
    if (!event.series.lastObservedTime) errors.at('series', 'lastObservedTime').required()
  }
  const { type = '' } = event
  if (!EVENT_TYPES.includes(type)) errors.at('type').invalid('', `has invalid value: ${type}`)
  for (const field of ['firstTimestamp', 'lastTimestamp', 'count'] as const)
    if (event[field]) errors.at(field).invalid('', 'needs to be unset')
  if (event.source?.component || event.source?.host) errors.at('source').invalid('', 'needs to be unset')
}

/** What `events.k8s.io/v1` lets nobody change; `errors` stands at the event. */
export function validateEventChange(event: types.Event, old: types.Event, errors: FieldErrors): void {
  const fix = (field: keyof types.Event, shown: unknown = event[field] ?? '', path: string = field) => {
    if (!deepEqual(event[field] ?? null, old[field] ?? null)) errors.at(path).invalid(shown, 'field is immutable')
  }
  fix('involvedObject', internalReference(event.involvedObject))
  fix('reason')
  fix('message')
  fix('source')
  fix('firstTimestamp', event.firstTimestamp)
  fix('lastTimestamp', event.lastTimestamp)
  fix('count')
  // Verbatim: the reason is looked at twice.
  fix('reason')
  fix('type')
  fix('eventTime', event.eventTime)
  fix('action')
  fix('related', event.related && internalReference(event.related))
  fix('reportingComponent', event.reportingComponent, 'reportingController')
  fix('reportingInstance')
}
