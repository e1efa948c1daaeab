import { actionOf, versionOf } from './wire/protocols/query.ts'
import { absentEndpoint, answerAbsent } from './absent-endpoint.ts'
import { anonymous, type Caller } from './iam/caller.ts'
import { AwsError } from './wire/aws-error.ts'
import { authorizeCall } from './authorize-call.ts'
import { endpointOfHost, endpointOfScope, type Endpoint } from './services.ts'
import { findViolations } from './wire/violations.ts'
import { identify } from './iam/identify.ts'
import { parseSignature, verifySignature, type Signature } from './wire/sigv4.ts'
import { stsService } from './sts/service.ts'
import type { AwsRequest, AwsResponse } from './wire/http.ts'
import type { AccountCore, Call } from './scope.ts'
import type { Models } from './models.ts'

/** How far a signature's time may be off. */
const MAX_SKEW_MS = 15 * 60_000

/** What was asked, for those who watch the account. */
export interface Handled {
  response: AwsResponse
  service?: string
  region?: string
  operation?: string
  /** ARN of the caller, where one was recognized. */
  caller?: string
  /** Code of the error, where it was one. */
  error?: string
}

/** Answers one request: find the service, authenticate, detect the operation, read and check the input, authorize, act, write. */
export async function handleRequest(account: AccountCore, models: Models, request: AwsRequest): Promise<Handled> {
  const requestId = account.ids.uuid()
  const signature = parseSignature(request)
  const endpoint = findEndpoint(request, signature)
  if (!endpoint) {
    const absent = absentEndpoint(request.headers['host'] ?? '')
    return absent
      ? { error: absent.code, response: answerAbsent(absent, request, requestId) }
      : { response: noEndpoint(requestId) }
  }
  const { service, region } = endpoint
  const seen: Omit<Handled, 'response'> = { service: service.name, region }
  const model = await models.of(service)
  try {
    const detected = service.protocol.detect(model, request)
    seen.operation = detected?.operation
    const action = detected && service.actions.get(detected.operation)
    const caller =
      action?.unsigned && !signature ? anonymous(account.id) : authenticate(account, endpoint, request, signature)
    seen.caller = caller.arn
    if (!detected || !model.known.has(detected.operation)) {
      throw service.faults.unknownOperation(detected?.operation ?? request.method + ' ' + request.url)
    }
    if (!action) throw service.faults.unsupported(`${service.iamPrefix}:${detected.operation} is not simulated here.`)
    const operation = model.operations.get(detected.operation)!
    const input = service.protocol.parse(operation, request, detected.labels)
    const violations = operation.input ? findViolations(operation.input, input) : []
    if (violations.length > 0) throw service.faults.invalid(violations)
    const foreign = action.unsupported.find((name) => input[name] !== undefined)
    if (foreign)
      throw service.faults.unsupported(`${foreign} of ${service.iamPrefix}:${action.name} is not simulated here.`)
    const call: Call = { ...account.in(region), caller, requestId }
    authorizeCall(call, service, action, input)
    const output = await action.handle(call, input as never)
    return { ...seen, response: service.protocol.respond(model, operation, output, requestId) }
  } catch (error) {
    const known = toAwsError(account, endpoint, error)
    return { ...seen, error: known.code, response: service.protocol.fail(model, known, requestId) }
  }
}

function findEndpoint(request: AwsRequest, signature: Signature | undefined): Endpoint | undefined {
  const byHost = endpointOfHost(request.headers['host'] ?? '')
  // Only where it makes a difference is the body looked at before the service is known.
  if (byHost) return byHost.service.version ? endpointOfHost(request.headers['host']!, versionOf(request)) : byHost
  if (signature) return endpointOfScope(signature.service, signature.region, versionOf(request))
  const action = request.method === 'POST' ? actionOf(request) : undefined
  return action && stsService.actions.get(action)?.unsigned ? { service: stsService, region: 'us-east-1' } : undefined
}

function authenticate(
  account: AccountCore,
  { service, region }: Endpoint,
  request: AwsRequest,
  signature: Signature | undefined,
): Caller {
  const { faults } = service
  if (!signature) throw faults.missingToken()
  const found = identify(account, signature.accessKeyId, signature.sessionToken)
  if (found === 'unknown') throw faults.unknownKey()
  if (found === 'expired') throw faults.expiredToken()
  if (signature.service !== service.signingName) {
    throw faults.badSignature(`Credential should be scoped to correct service: '${service.signingName}'. `)
  }
  if (!service.global && signature.region !== region) {
    throw faults.badSignature('Credential should be scoped to a valid region. ')
  }
  if (!verifySignature(request, signature, found.secret)) throw faults.badSignature()
  checkTime(account.clock.now(), signature, (detail) => faults.badSignature(detail))
  return found.caller
}

function checkTime(nowMs: number, signature: Signature, badSignature: (detail: string) => AwsError) {
  const short = (timeMs: number) => new Date(timeMs).toISOString().replace(/[-:]|\.\d{3}/g, '')
  const { signedAtMs } = signature
  const lifetimeMs = signature.expiresSeconds === undefined ? MAX_SKEW_MS : signature.expiresSeconds * 1000
  if (signedAtMs + lifetimeMs < nowMs) {
    throw badSignature(
      `Signature expired: ${short(signedAtMs)} is now earlier than ${short(nowMs - MAX_SKEW_MS)} (${short(nowMs)} - 15 min.)`,
    )
  }
  if (signedAtMs - MAX_SKEW_MS > nowMs) {
    throw badSignature(
      `Signature not yet current: ${short(signedAtMs)} is still later than ${short(nowMs + MAX_SKEW_MS)} (${short(nowMs)} + 15 min.)`,
    )
  }
}

function toAwsError(account: AccountCore, { service }: Endpoint, error: unknown): AwsError {
  if (error instanceof AwsError) return error
  account.log.error(`${service.name} failed`, { error })
  return service.faults.internal()
}

const noEndpoint = (requestId: string): AwsResponse => ({
  status: 403,
  headers: {
    'content-type': 'application/json',
    'x-amzn-requestid': requestId,
    'x-amzn-errortype': 'MissingAuthenticationTokenException',
  },
  body: JSON.stringify({ message: 'Missing Authentication Token' }),
})
