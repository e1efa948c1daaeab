import { isObject } from '#base'
import { AwsError } from '../aws-error.ts'
import { readScalar } from '../flat-params.ts'
import { parsePairs, splitUrl, textOf } from '../http.ts'
import { readJson, writeJson } from '../json-values.ts'
import { describeViolations } from '../violations.ts'
import type { CompiledModel, Member } from '../model.ts'
import type { Detected, Faults, Protocol } from '../protocol.ts'

const faults: Faults = {
  missingToken: () => new AwsError('MissingAuthenticationTokenException', 403, 'Missing Authentication Token'),
  unknownKey: () =>
    new AwsError('UnrecognizedClientException', 403, 'The security token included in the request is invalid.'),
  badSignature: (
    detail = 'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  ) => new AwsError('InvalidSignatureException', 403, detail),
  expiredToken: () =>
    new AwsError('ExpiredTokenException', 403, 'The security token included in the request is expired'),
  denied: (message) => new AwsError('AccessDeniedException', 403, message),
  unknownOperation: (asked) => new AwsError('UnknownOperationException', 404, `Unknown operation: ${asked}`),
  unsupported: (message) => new AwsError('UnsupportedOperationException', 400, message),
  invalid: (violations) => new AwsError('ValidationException', 400, describeViolations(violations)),
  malformed: () => new AwsError('SerializationException', 400, 'Unable to parse the request body as JSON.'),
  internal: () => new AwsError('ServerException', 500, 'Internal server error'),
}

/** The REST protocol with JSON bodies, of EKS and EKS Auth.
 *  @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
export const restJsonProtocol: Protocol = {
  timestamps: 'epoch',
  detect(model, request) {
    return matchRoute(model, request.method, splitUrl(request.url).path)
  },
  parse(operation, request, labels) {
    const input = operation.input
    if (!input) return {}
    const query = parsePairs(splitUrl(request.url).query)
    const body = parseBody(textOf(request.body))
    const out: Record<string, unknown> = {}
    for (const member of input.members) {
      const name = member.locationName ?? member.name
      const value =
        member.location === 'uri'
          ? labels[name] && readScalar(member.shape, labels[name])
          : member.location === 'querystring'
            ? readQuery(member, name, query)
            : member.location === 'header'
              ? request.headers[name.toLowerCase()]
              : readJson(member.shape, body[name])
      if (value !== undefined) out[member.name] = value
    }
    return out
  },
  respond(_model, operation, output, requestId) {
    return {
      status: operation.status,
      headers: { 'content-type': 'application/json', 'x-amzn-requestid': requestId },
      body: JSON.stringify(operation.output ? writeJson(operation.output, output) : {}),
    }
  },
  fail(model, error, requestId) {
    // EKS sends all members of its exceptions, null where they say nothing.
    const members = Object.fromEntries(
      (model.exceptions.get(error.code) ?? []).map((name) => [name, error.members[name] ?? null]),
    )
    return {
      status: error.status,
      headers: { 'content-type': 'application/json', 'x-amzn-requestid': requestId, 'x-amzn-errortype': error.code },
      body: JSON.stringify({ ...members, message: error.message }),
    }
  },
  faults,
}

function parseBody(text: string): Record<string, unknown> {
  if (text === '') return {}
  try {
    const body: unknown = JSON.parse(text)
    if (isObject(body)) return body
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw faults.malformed()
}

function readQuery(member: Member, name: string, query: readonly [string, string][]): unknown {
  const values = query.filter(([key]) => key === name).map(([, value]) => value)
  if (values.length === 0) return undefined
  return member.shape.type === 'list'
    ? values.map((value) => readScalar(member.shape.item!.shape, value))
    : readScalar(member.shape, values[0]!)
}

function matchRoute(model: CompiledModel, method: string, path: string): Detected | undefined {
  const segments = path.split('/')
  let best: (Detected & { fixed: number }) | undefined
  for (const [operation, route] of model.known) {
    if (route.method !== method) continue
    const match = matchSegments(route.uri.split('/'), segments)
    if (match && match.fixed > (best?.fixed ?? -1)) best = { operation, ...match }
  }
  return best
}

function matchSegments(
  template: string[],
  segments: string[],
): { labels: Record<string, string>; fixed: number } | undefined {
  if (template.length !== segments.length) return undefined
  const labels: Record<string, string> = {}
  let fixed = 0
  for (const [i, part] of template.entries()) {
    const segment = segments[i]!
    if (part.startsWith('{')) {
      if (segment === '') return undefined
      labels[part.slice(1, -1)] = decodeSegment(segment)
    } else if (part === segment) fixed++
    else return undefined
  }
  return { labels, fixed }
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    // A stray percent sign is part of the name; validation refuses it there.
    return segment
  }
}
