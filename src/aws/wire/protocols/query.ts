import { AwsError } from '../aws-error.ts'
import { paramTree, readStructure, type FlatStyle } from '../flat-params.ts'
import { parsePairs, splitUrl, textOf, type AwsRequest } from '../http.ts'
import { describeViolations } from '../violations.ts'
import { escapeXml, writeMembers } from '../xml.ts'
import type { Faults, Protocol } from '../protocol.ts'
import type { TimestampFormat } from '../timestamp.ts'

const STYLE: FlatStyle = {
  nameOf: (member) => member.locationName ?? member.name,
  listLevel: (shape) => (shape.flattened ? undefined : (shape.item?.locationName ?? 'member')),
}

const faults: Faults = {
  missingToken: () => new AwsError('MissingAuthenticationToken', 403, 'Request is missing Authentication Token'),
  unknownKey: () => new AwsError('InvalidClientTokenId', 403, 'The security token included in the request is invalid.'),
  badSignature: (
    detail = 'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  ) => new AwsError('SignatureDoesNotMatch', 403, detail),
  expiredToken: () => new AwsError('ExpiredToken', 403, 'The security token included in the request is expired'),
  denied: (message) => new AwsError('AccessDenied', 403, message),
  unknownOperation: (asked) =>
    asked === ''
      ? new AwsError('MissingAction', 400, 'Could not find operation in the request.')
      : new AwsError('InvalidAction', 400, `Could not find operation ${asked} for this version.`),
  unsupported: (message) => new AwsError('UnsupportedOperation', 400, message),
  invalid: (violations) => new AwsError('ValidationError', 400, describeViolations(violations)),
  malformed: () => new AwsError('MalformedQueryString', 404, 'The query string contains a syntax error.'),
  internal: () =>
    new AwsError(
      'InternalFailure',
      500,
      'The request processing has failed because of an unknown error, exception or failure.',
    ),
}

/** Parameters of a form, of a query string, or of both. */
export function formOf(request: AwsRequest): [string, string][] {
  return [
    ...parsePairs(splitUrl(request.url).query),
    ...(request.method === 'POST' ? parsePairs(textOf(request.body)) : []),
  ]
}

/** The `Action` parameter of a form. */
export const actionOf = (request: AwsRequest): string | undefined =>
  formOf(request).find(([name]) => name === 'Action')?.[1]

/** The `Version` parameter of a form. */
export const versionOf = (request: AwsRequest): string | undefined =>
  formOf(request).find(([name]) => name === 'Version')?.[1]

/** The `query` protocol of IAM, STS, Elastic Load Balancing and Auto Scaling; they differ in how they write times.
 *  @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export function createQueryProtocol(timestamps: TimestampFormat): Protocol {
  return {
    timestamps,
    detect(_model, request) {
      return { operation: actionOf(request) ?? '', labels: {} }
    },
    parse(operation, request) {
      return operation.input ? readStructure(operation.input, paramTree(formOf(request)), STYLE) : {}
    },
    respond(model, operation, output, requestId) {
      const inner = operation.output ? writeMembers(operation.output, output, { item: 'member', timestamps }) : ''
      const result = operation.resultWrapper
        ? `<${operation.resultWrapper}>${inner}</${operation.resultWrapper}>`
        : inner
      return {
        status: 200,
        headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
        body: `<${operation.name}Response xmlns="${model.metadata.xmlNamespace}">${result}<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation.name}Response>`,
      }
    },
    fail(model, error, requestId) {
      const type = error.status >= 500 ? 'Receiver' : 'Sender'
      return {
        status: error.status,
        headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
        body: `<ErrorResponse xmlns="${model.metadata.xmlNamespace}"><Error><Type>${type}</Type><Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
      }
    },
    faults,
  }
}
