import { StatusError, tooManyRequests } from '../apimachinery/errors.ts'
import type { Json, KubeObject } from '../apimachinery/object.ts'
import type { ApiRequest, ApiResponse } from './http.ts'
import { jsonText } from './json-text.ts'
import { negotiate } from './negotiate.ts'
import { yamlText } from './yaml-text.ts'

/** Whether a person reads the answer: by `pretty`, or by the program that asks. */
export function isPretty(request: ApiRequest): boolean {
  const match = /(?:^|&)pretty=([^&]*)/.exec(request.query)
  if (match) return /^(1|t|T|TRUE|true|True)$/.test(match[1]!)
  return /^(curl|Wget|Mozilla\/5\.0)/.test(request.headers['user-agent'] ?? '')
}

/** A JSON answer of `text`, which is JSON already. */
export function textResponse(
  text: string,
  options: { status?: number; pretty?: boolean; yaml?: boolean } = {},
): ApiResponse {
  const { status = 200, pretty, yaml } = options
  if (yaml) return { status, headers: { 'content-type': 'application/yaml' }, body: yamlText(JSON.parse(text) as Json) }
  // Verbatim: only the compact form ends with a line feed.
  const body = pretty ? JSON.stringify(JSON.parse(text), null, 2) : `${text}\n`
  return { status, headers: { 'content-type': 'application/json' }, body }
}

/** An answer for people, or of paths that nobody serves. */
export function plainResponse(status: number, body: string): ApiResponse {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' }
  return { status, headers, body }
}

/** A JSON answer of one object. */
export function objectResponse(
  object: KubeObject,
  options: { status?: number; pretty?: boolean; yaml?: boolean } = {},
): ApiResponse {
  return textResponse(jsonText(object), options)
}

/** Whether a failure is told in YAML: to a client that prefers it, not to one that asks for a table. */
function wantsYaml(request: ApiRequest): boolean {
  const { accept } = request.headers
  if (!accept?.includes('yaml')) return false
  try {
    const { media, as } = negotiate(accept, 'object')
    return media === 'yaml' && as === 'object'
  } catch {
    // A client that accepts nothing of what there is reads JSON.
    return false
  }
}

/** The answer to a failed request. */
export function statusResponse(error: StatusError, request: ApiRequest): ApiResponse {
  const options = { status: error.code, pretty: isPretty(request), yaml: wantsYaml(request) }
  const response = textResponse(JSON.stringify(error.toStatus()), options)
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
