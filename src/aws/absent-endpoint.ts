import { AwsError } from './wire/aws-error.ts'
import { escapeXml } from './wire/xml.ts'
import { findRegion } from './regions.ts'
import type { AwsRequest, AwsResponse } from './wire/http.ts'

// Registries, issuers and machines have names of AWS', too, but speak no API.
const OTHERS = /(^|\.)(elb|dkr|oidc|compute|gr7)\./
const ENDPOINT = /^(?<labels>[a-z0-9.-]+)\.(?:amazonaws\.com|api\.aws)$/
const REGION = /^[a-z]+(-[a-z]+)*-\d$/
const SPEAKS_XML = /^(s3|s3-control|route53|cloudfront)$/

/** What is missing behind a name of AWS' that this account does not answer for; undefined for names that are no endpoints. */
export function absentEndpoint(host: string): AwsError | undefined {
  const name = host.replace(/:\d+$/, '').toLowerCase()
  const labels = OTHERS.test(name) ? undefined : ENDPOINT.exec(name)?.groups!['labels']!.split('.')
  if (!labels) return undefined
  const region = labels.find((label) => REGION.test(label))
  if (region !== undefined && !findRegion(region))
    return new AwsError('EndpointNotFound', 400, `There is no region ${region} here: ${name} does not exist.`)
  return new AwsError('UnsupportedOperation', 400, `${serviceOf(labels)} is not simulated here.`)
}

/** The error in the form that clients of the service read, as far as a request shows it. */
export function answerAbsent(error: AwsError, request: AwsRequest, requestId: string): AwsResponse {
  const { code, status, message } = error
  const type = request.headers['content-type'] ?? ''
  const labels = (request.headers['host'] ?? '').split('.')
  const isForm = type.startsWith('application/x-www-form-urlencoded')
  if (!isForm && !SPEAKS_XML.test(serviceOf(labels))) {
    const headers = { 'content-type': 'application/json', 'x-amzn-requestid': requestId, 'x-amzn-errortype': code }
    return { status, headers, body: JSON.stringify({ __type: code, message }) }
  }
  const inner = `<Code>${code}</Code><Message>${escapeXml(message)}</Message>`
  const body = isForm
    ? `<ErrorResponse><Error><Type>Sender</Type>${inner}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`
    : `<Error>${inner}<RequestId>${requestId}</RequestId></Error>`
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body }
}

/** `logs` of `logs.us-west-2`, `s3` of `bucket.s3.us-west-2`. */
const serviceOf = (labels: readonly string[]): string =>
  labels.includes('s3')
    ? 's3'
    : (labels.find((label) => !/^(api|amazonaws|com)$/.test(label) && !REGION.test(label)) ?? '')
