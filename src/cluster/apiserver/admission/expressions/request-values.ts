import type { JsonObject } from '../../../apimachinery/object.ts'
import * as kinds from '../../../resources/generated/kinds.ts'
import { AuthorizerValue, type Authorize } from '../../../cel/functions/authorizer.ts'
import { parseTimestamp } from '../../../cel/functions/conversions.ts'
import { fromJson, type Value } from '../../../cel/values.ts'
import type { AdmissionContext } from '../admission.ts'
import type { ReviewSubject } from '../review-subject.ts'

/** The values of everything but the authorizer, made once for all expressions about a request. */
export function requestValues(subject: ReviewSubject, context: AdmissionContext): Record<string, Value> {
  const { namespace } = subject.attributes
  const found = namespace ? context.read(kinds.Namespace, namespace) : undefined
  return {
    object: fromJson(subject.object),
    oldObject: fromJson(subject.oldObject),
    request: fromJson(requestOf(subject)),
    namespaceObject: found ? namespaceValue(found as unknown as JsonObject) : null,
  }
}

/** `authorizer` and `authorizer.requestResource`. */
export function authorizerValues({ attributes, resource }: ReviewSubject, authorize: Authorize): Record<string, Value> {
  const value = new AuthorizerValue(authorize)
  const { subresource, namespace, name } = attributes
  const question = { group: resource.type.group, resource: resource.type.plural, subresource, namespace, name }
  return { authorizer: value, 'authorizer.requestResource': value.with('ResourceCheck', question) }
}

/** The request as an AdmissionReview carries it, but for its objects and uid; what is empty is left out. */
export function requestOf({ attributes, kind, resource, requestKind }: ReviewSubject): JsonObject {
  const { subresource, name, namespace, operation, user, dryRun, options } = attributes
  const of = ({ group, version, plural }: { group: string; version: string; plural: string }) => ({
    group,
    version,
    resource: plural,
  })
  return {
    kind: { ...kind },
    resource: of(resource.type),
    ...(subresource && { subResource: subresource }),
    requestKind: { ...requestKind },
    requestResource: of(attributes.resource.type),
    ...(subresource && { requestSubResource: subresource }),
    ...(name && { name }),
    ...(namespace && { namespace }),
    operation,
    userInfo: {
      username: user.name,
      ...(user.uid && { uid: user.uid }),
      groups: [...user.groups],
      ...(user.extra && {
        extra: Object.fromEntries(Object.entries(user.extra).map(([key, list]) => [key, [...list]])),
      }),
    },
    dryRun,
    options: operation === 'CONNECT' ? null : ((options ?? null) as JsonObject | null),
  }
}

function namespaceValue({ metadata, spec, status }: JsonObject): Value {
  const { uid, ...rest } = metadata as JsonObject
  const value = fromJson({ metadata: { ...rest, UID: uid }, spec, status }) as { metadata: Record<string, Value> }
  for (const field of ['creationTimestamp', 'deletionTimestamp']) {
    const text = value.metadata[field]
    if (typeof text === 'string') value.metadata[field] = parseTimestamp(text)
  }
  return value
}
