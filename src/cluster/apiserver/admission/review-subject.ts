import type { AnyObject, JsonObject } from '../../apimachinery/object.ts'
import type { ServedResource } from '../served-resource.ts'
import type { AdmissionAttributes, GroupVersionKind } from './admission.ts'

/** A request as policies and webhooks see it: its objects in the version that they ask for. */
export interface ReviewSubject {
  attributes: AdmissionAttributes
  /** The resource in the version in which it is looked at. */
  resource: ServedResource
  /** The kind of `object` and `oldObject`. */
  kind: GroupVersionKind
  /** What the client sent. */
  requestKind: GroupVersionKind
  object: JsonObject | null
  oldObject: JsonObject | null
}

/** @param resource the version in which the objects are wanted. */
export async function subjectOf(attributes: AdmissionAttributes, resource: ServedResource): Promise<ReviewSubject> {
  const { object, oldObject, view, operation, options } = attributes
  const requestKind = kindOf(attributes, attributes.resource)
  const kind = resource === attributes.resource ? requestKind : kindOf(attributes, resource)
  const show = async (held: AnyObject | undefined): Promise<JsonObject | null> => {
    if (!held) return null
    if (view) return view.of(held) as unknown as JsonObject
    return (await (resource.custom?.convert(held) ?? resource.fromStored(held))) as unknown as JsonObject
  }
  const connected = operation === 'CONNECT' ? ((options ?? null) as JsonObject | null) : undefined
  return {
    attributes,
    resource,
    kind,
    requestKind,
    object: connected ?? (await show(object)),
    oldObject: await show(oldObject),
  }
}

function kindOf({ subresource, view, operation }: AdmissionAttributes, resource: ServedResource): GroupVersionKind {
  const { group, version, kind } = resource.type
  if (view) return view.kind
  const sub = operation === 'CONNECT' ? resource.subresources.get(subresource) : undefined
  return sub ? { group: sub.group, version: sub.version || version, kind: sub.kind } : { group, version, kind }
}
