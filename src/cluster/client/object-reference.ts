import type { KubeObject } from '../apimachinery/object.ts'
import type { ObjectReference } from '../resources/generated/types.ts'

/** What an event is about: an object, or a reference to one (with `fieldPath` for a container). */
export type EventSubject = KubeObject | ObjectReference

/** The reference that names an object in events. */
export function referenceTo(subject: EventSubject): ObjectReference {
  if (!('metadata' in subject)) return subject
  const { apiVersion, kind, metadata } = subject
  const { name, namespace, uid, resourceVersion } = metadata
  return { apiVersion, kind, name, ...(namespace && { namespace }), resourceVersion, uid }
}
