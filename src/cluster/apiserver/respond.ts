import { stringify } from 'yaml'
import { StatusError, tooManyRequests } from '../apimachinery/errors.ts'
import type { KubeObject } from '../apimachinery/object.ts'
import type { ApiRequest, ApiResponse } from './http.ts'
import { jsonText } from './json-text.ts'

/** Whether a person reads the answer: by `pretty`, or by the program that asks. */
export function isPretty(request: ApiRequest): boolean {
  const match = /(?:^|&)pretty=([^&]*)/.exec(request.query)
  if (match) return match[1] !== '0' && match[1] !== 'false'
  return /^(curl|Wget|Mozilla\/5\.0)/.test(request.headers['user-agent'] ?? '')
}

/** A JSON answer of `text`, which is JSON already. */
export function textResponse(
  text: string,
  options: { status?: number; pretty?: boolean; yaml?: boolean } = {},
): ApiResponse {
  const { status = 200, pretty, yaml } = options
  if (yaml) return { status, headers: { 'content-type': 'application/yaml' }, body: stringify(JSON.parse(text)) }
  // Verbatim: only the compact form ends with a line feed.
  const body = pretty ? JSON.stringify(JSON.parse(text), null, 2) : `${text}\n`
  return { status, headers: { 'content-type': 'application/json' }, body }
}

/** A JSON answer of one object. */
export function objectResponse(
  object: KubeObject,
  options: { status?: number; pretty?: boolean; yaml?: boolean } = {},
): ApiResponse {
  return textResponse(jsonText(object), options)
}

/** The answer to a failed request. */
export function statusResponse(error: StatusError, pretty: boolean): ApiResponse {
  const response = textResponse(JSON.stringify(error.toStatus()), { status: error.code, pretty })
  const retry = error.details?.retryAfterSeconds
  if (retry && error.reason === TOO_MANY) response.headers['retry-after'] = String(retry)
  return response
}

const TOO_MANY = tooManyRequests('', 1).reason

/** Adds `Warning` headers (RFC 7234, code 299), each text once. */
export function addWarnings(response: ApiResponse, warnings: readonly string[]): ApiResponse {
  const texts = [...new Set(warnings)]
  if (texts.length > 0) response.headers.warning = texts.map((text) => `299 - "${escapeQuoted(text)}"`)
  return response
}

const escapeQuoted = (text: string) => text.replace(/[\\"]/g, '\\$&').replace(/[\r\n]+/g, ' ')
