import { AwsError } from '../aws-error.ts'
import { textOf } from '../http.ts'
import { readJson, writeJson } from '../json-values.ts'
import { describeViolations } from '../violations.ts'
import type { CompiledModel } from '../model.ts'
import type { Faults, Protocol } from '../protocol.ts'

const faults: Faults = {
  missingToken: () => new AwsError('MissingAuthenticationTokenException', 400, 'Missing Authentication Token'),
  unknownKey: () =>
    new AwsError('UnrecognizedClientException', 400, 'The security token included in the request is invalid.'),
  badSignature: (
    detail = 'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  ) => new AwsError('InvalidSignatureException', 400, detail),
  expiredToken: () =>
    new AwsError('ExpiredTokenException', 400, 'The security token included in the request is expired'),
  denied: (message) => new AwsError('AccessDeniedException', 400, message),
  unknownOperation: (asked) => new AwsError('UnknownOperationException', 400, asked),
  unsupported: (message) => new AwsError('UnsupportedOperationException', 400, message),
  invalid: (violations) => new AwsError('ValidationException', 400, describeViolations(violations)),
  malformed: () => new AwsError('SerializationException', 400, 'Unable to parse the request body as JSON.'),
  internal: () => new AwsError('InternalServerError', 500, 'Internal server error'),
}

const contentType = (model: CompiledModel) => `application/x-amz-json-${model.metadata.jsonVersion ?? '1.0'}`

/** The protocol of services whose whole input is a JSON body (versions 1.0 and 1.1), named by a header.
 *  @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
export const jsonProtocol: Protocol = {
  timestamps: 'epoch',
  detect(model, request) {
    const [prefix, operation] = (request.headers['x-amz-target'] ?? '').split('.')
    return prefix === model.metadata.targetPrefix && operation ? { operation, labels: {} } : undefined
  },
  parse(operation, request) {
    if (!operation.input) return {}
    const text = textOf(request.body)
    try {
      return (readJson(operation.input, text === '' ? {} : JSON.parse(text)) ?? {}) as Record<string, unknown>
    } catch (error) {
      if (error instanceof SyntaxError) throw faults.malformed()
      throw error
    }
  },
  respond(model, operation, output, requestId) {
    return {
      status: 200,
      headers: { 'content-type': contentType(model), 'x-amzn-requestid': requestId },
      body: operation.output ? JSON.stringify(writeJson(operation.output, output)) : '',
    }
  },
  fail(model, error, requestId) {
    return {
      status: error.status,
      headers: { 'content-type': contentType(model), 'x-amzn-requestid': requestId },
      body: JSON.stringify({ __type: error.code, ...error.members, message: error.message }),
    }
  },
  faults,
}
