import { AwsError } from '../aws-error.ts'
import { paramTree, readStructure, type FlatStyle } from '../flat-params.ts'
import { escapeXml, writeMembers } from '../xml.ts'
import { actionOf, formOf } from './query.ts'
import type { Faults, Protocol } from '../protocol.ts'
import type { Violation } from '../violations.ts'

const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

const STYLE: FlatStyle = {
  nameOf: (member) => member.queryName ?? upperFirst(member.locationName ?? member.name),
  listLevel: () => undefined,
}

const faults: Faults = {
  missingToken: () => new AwsError('MissingParameter', 400, 'The request must contain the parameter AWSAccessKeyId'),
  unknownKey: () => new AwsError('AuthFailure', 401, 'AWS was not able to validate the provided access credentials'),
  badSignature: () => new AwsError('AuthFailure', 401, 'AWS was not able to validate the provided access credentials'),
  expiredToken: () => new AwsError('RequestExpired', 400, 'Request has expired.'),
  denied: (message) =>
    new AwsError('UnauthorizedOperation', 403, `You are not authorized to perform this operation. ${message}`),
  unknownOperation: (asked) =>
    asked === ''
      ? new AwsError('MissingAction', 400, 'The request must contain the parameter Action')
      : new AwsError('InvalidAction', 400, `The action ${asked} is not valid for this web service.`),
  unsupported: (message) => new AwsError('UnsupportedOperation', 400, message),
  invalid: ([first]) => wordingOf(first!),
  malformed: () => new AwsError('InvalidRequest', 400, 'The request received was invalid.'),
  internal: () => new AwsError('InternalError', 500, 'An internal error has occurred'),
}

/** EC2 names the first parameter that is wrong, and no rule. */
function wordingOf({ kind, path, value }: Violation): AwsError {
  const name = path.filter((part) => typeof part === 'string').at(-1) ?? ''
  if (kind === 'missing') return new AwsError('MissingParameter', 400, `The request must contain the parameter ${name}`)
  if (kind === 'type') return new AwsError('InvalidParameterValue', 400, `Invalid value '${String(value)}' for ${name}`)
  return new AwsError('InvalidParameterValue', 400, `Value (${String(value)}) for parameter ${name} is invalid.`)
}

/** The protocol of Amazon EC2.
 *  @see https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html */
export const ec2Protocol: Protocol = {
  timestamps: 'millis',
  detect: (_model, request) => ({ operation: actionOf(request) ?? '', labels: {} }),
  parse: (operation, request) =>
    operation.input ? readStructure(operation.input, paramTree(formOf(request)), STYLE) : {},
  respond(model, operation, output, requestId) {
    const inner = operation.output
      ? writeMembers(operation.output, output, { item: 'item', timestamps: 'millis' })
      : '<return>true</return>'
    return {
      status: 200,
      headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId },
      body: `<?xml version="1.0" encoding="UTF-8"?>\n<${operation.name}Response xmlns="${model.metadata.xmlNamespace}/"><requestId>${requestId}</requestId>${inner}</${operation.name}Response>`,
    }
  },
  fail(_model, error, requestId) {
    return {
      status: error.status,
      headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId },
      body: `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message></Error></Errors><RequestID>${requestId}</RequestID></Response>`,
    }
  },
  faults,
}
