import type { SocketAddress, TlsIdentity } from '../connection.ts'

/** Names in lower case. */
export type HttpHeaders = Readonly<Record<string, string>>

export interface HttpRequest {
  method: string
  /** Path and query, as sent. */
  target: string
  headers: HttpHeaders
  body: Uint8Array
  /** Who asks. */
  remote: SocketAddress
  /** Aborts when the client is gone. */
  signal: AbortSignal
}

export interface HttpResponse {
  status: number
  headers?: Record<string, string>
  body?: string | Uint8Array | AsyncIterable<Uint8Array | string>
}

/** An answer as a client gets it. */
export interface HttpReply {
  status: number
  reason: string
  version: string
  /** As the server spelled them. */
  rawHeaders: readonly (readonly [string, string])[]
  headers: HttpHeaders
  body: AsyncIterable<Uint8Array>
  tls?: TlsIdentity
}

/** What is no HTTP. */
export class HttpProtocolError extends Error {
  override name = 'HttpProtocolError'
}

/** The usual words behind a status. */
export const REASONS: Readonly<Record<number, string>> = {
  101: 'Switching Protocols',
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  206: 'Partial Content',
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  413: 'Request Entity Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
}
