import type { FieldError } from './field-errors.ts'
import { goQuote } from './go-text.ts'
import type { JsonObject } from './object.ts'

/** Why a request failed; callers decide by this, never by message text. */
export type StatusReason =
  | 'BadRequest'
  | 'Unauthorized'
  | 'Forbidden'
  | 'NotFound'
  | 'AlreadyExists'
  | 'Conflict'
  | 'Gone'
  | 'Expired'
  | 'Invalid'
  | 'ServerTimeout'
  | 'Timeout'
  | 'TooManyRequests'
  | 'MethodNotAllowed'
  | 'NotAcceptable'
  | 'RequestEntityTooLarge'
  | 'UnsupportedMediaType'
  | 'InternalError'
  | 'ServiceUnavailable'
  | ''

export interface StatusCause {
  reason?: string
  message?: string
  field?: string
}

/** The `details` of a Status. */
export interface StatusDetails {
  name?: string
  group?: string
  kind?: string
  uid?: string
  causes?: StatusCause[]
  retryAfterSeconds?: number
}

/** Names the resource in messages: `deployments.apps`, `pods`. */
export interface GroupResource {
  group: string
  plural: string
}

/** A failed request: becomes a `Status` object on the wire in one place (`toStatus`). */
export class StatusError extends Error {
  readonly code: number
  readonly reason: StatusReason
  readonly details: StatusDetails | undefined

  constructor(code: number, reason: StatusReason, message: string, details?: StatusDetails) {
    super(message)
    this.name = 'StatusError'
    this.code = code
    this.reason = reason
    this.details = details
  }

  /** The `v1` Status that a client gets. */
  toStatus(): JsonObject {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: this.message,
      ...(this.reason && { reason: this.reason }),
      ...(this.details && { details: JSON.parse(JSON.stringify(this.details)) as JsonObject }),
      code: this.code,
    }
  }
}

/** Whether `error` is a `StatusError` with this reason. */
export function isReason(error: unknown, ...reasons: StatusReason[]): error is StatusError {
  return error instanceof StatusError && reasons.includes(error.reason)
}

const qualified = ({ group, plural }: GroupResource) => (group ? `${plural}.${group}` : plural)
const withResource = ({ group, plural }: GroupResource, name: string): StatusDetails => ({
  ...(name && { name }),
  ...(group && { group }),
  kind: plural,
})

export function badRequest(message: string): StatusError {
  return new StatusError(400, 'BadRequest', message)
}

export function unauthorized(): StatusError {
  return new StatusError(401, 'Unauthorized', 'Unauthorized')
}

export function notFound(resource: GroupResource, name: string): StatusError {
  return new StatusError(
    404,
    'NotFound',
    `${qualified(resource)} ${goQuote(name)} not found`,
    withResource(resource, name),
  )
}

/** No such path. */
export function pageNotFound(): StatusError {
  return new StatusError(404, 'NotFound', 'the server could not find the requested resource', {})
}

export function alreadyExists(resource: GroupResource, name: string): StatusError {
  const message = `${qualified(resource)} ${goQuote(name)} already exists`
  return new StatusError(409, 'AlreadyExists', message, withResource(resource, name))
}

/** @param detail why; see `objectModified` for the usual one. */
export function conflict(resource: GroupResource, name: string, detail: string): StatusError {
  const message = `Operation cannot be fulfilled on ${qualified(resource)} ${goQuote(name)}: ${detail}`
  return new StatusError(409, 'Conflict', message, withResource(resource, name))
}

/** The object changed between the client's read and its write. */
export function objectModified(resource: GroupResource, name: string): StatusError {
  const detail = 'the object has been modified; please apply your changes to the latest version and try again'
  return conflict(resource, name, detail)
}

/** @param detail what follows the colon; `verb` words are part of it. */
export function forbidden(resource: GroupResource, name: string, detail: string): StatusError {
  const subject = name ? `${qualified(resource)} ${goQuote(name)} is forbidden` : `${qualified(resource)} is forbidden`
  return new StatusError(403, 'Forbidden', `${subject}: ${detail}`, withResource(resource, name))
}

/** Violations of field rules. Equal violations are reported once, several are listed in brackets. */
export function invalid(
  kind: { group: string; kind: string },
  name: string,
  errors: readonly FieldError[],
): StatusError {
  const texts = [...new Set(errors.map(({ field, message }) => (field ? `${field}: ${message}` : message)))]
  const list = texts.length === 1 ? texts[0]! : `[${texts.join(', ')}]`
  const qualifiedKind = kind.group ? `${kind.kind}.${kind.group}` : kind.kind
  const message = `${qualifiedKind} ${goQuote(name)} is invalid${texts.length ? `: ${list}` : ''}`
  return new StatusError(422, 'Invalid', message, {
    ...(name && { name }),
    ...(kind.group && { group: kind.group }),
    ...(kind.kind && { kind: kind.kind }),
    causes: errors.map(({ reason, message, field }) => ({ reason, message, field })),
  })
}

/** The server does not allow this HTTP method on the path. */
export function methodNotAllowed(): StatusError {
  return new StatusError(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {})
}

/** The kind is computed when it is read: nobody can tell when it changes. */
export function watchNotSupported(resource: GroupResource): StatusError {
  const message = `watch is not supported on resources of kind "${qualified(resource)}"`
  return new StatusError(405, 'MethodNotAllowed', message, withResource(resource, ''))
}

/** A resource version or continue token that has been compacted. */
export function expired(message: string): StatusError {
  return new StatusError(410, 'Expired', message)
}

export function internalError(message: string): StatusError {
  return new StatusError(500, 'InternalError', `Internal error occurred: ${message}`, { causes: [{ message }] })
}

/** @param retryAfterSeconds when it makes sense to try again; 0 when nobody can tell */
export function tooManyRequests(message: string, retryAfterSeconds: number, causes?: StatusCause[]): StatusError {
  const details = { ...(causes && { causes }), ...(retryAfterSeconds > 0 && { retryAfterSeconds }) }
  return new StatusError(429, 'TooManyRequests', message, details)
}

/** @param accepted media types, in the order in which the real server lists them. */
export function unsupportedMediaType(accepted: readonly string[]): StatusError {
  const message = `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`
  return new StatusError(415, 'UnsupportedMediaType', message)
}

export function notAcceptable(accepted: readonly string[]): StatusError {
  const message = `only the following media types are accepted: ${accepted.join(', ')}`
  return new StatusError(406, 'NotAcceptable', message)
}

/** The path has no such representation. @param available media types. */
export function notRepresentable(available: readonly string[]): StatusError {
  const message = `406: Not Acceptable\n\nAvailable representations: ${available.join(', ')}`
  return new StatusError(406, 'NotAcceptable', message, {})
}

/** The client asks for a list as an object, or the other way round. @param problem `a list (*core.PodList)` */
export function notInThisForm(form: string, problem: string): StatusError {
  return new StatusError(406, 'NotAcceptable', `you requested ${form}, but the requested object is ${problem}`)
}

/** The path takes no body of this type. */
export function bodyNotConsumed(): StatusError {
  return new StatusError(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {})
}

export function tooLarge(message: string): StatusError {
  return new StatusError(413, 'RequestEntityTooLarge', message)
}

export function serviceUnavailable(message: string): StatusError {
  return new StatusError(503, 'ServiceUnavailable', message)
}
