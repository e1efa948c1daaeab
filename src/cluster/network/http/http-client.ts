import type { Connection } from '../connection.ts'
import { ByteReader, lowerCase } from './byte-reader.ts'
import { HttpProtocolError, type HttpReply } from './http-message.ts'

export interface HttpClientRequest {
  method: string
  /** Path and query. */
  target: string
  /** Sent in this order, spelled like this. */
  headers: readonly (readonly [string, string])[]
  body?: Uint8Array
  version?: string
}

const encoder = new TextEncoder()

/**
 * Sends one request and reads the answer's head; its body is read as it comes. The connection is the caller's to close.
 * @throws HttpProtocolError when the other end does not speak HTTP or hangs up
 */
export async function sendRequest(
  connection: Connection,
  request: HttpClientRequest,
  signal?: AbortSignal,
): Promise<HttpReply> {
  const { method, target, headers, body, version = 'HTTP/1.1' } = request
  const lengths: [string, string][] = body ? [['Content-Length', String(body.length)]] : []
  const head = [...headers, ...lengths].map(([name, value]) => `${name}: ${value}\r\n`).join('')
  await connection.write(encoder.encode(`${method} ${target} ${version}\r\n${head}\r\n`), signal)
  if (body) await connection.write(body, signal)
  const reader = new ByteReader(connection, signal)
  const line = await reader.line()
  if (line === undefined) throw new HttpProtocolError('empty reply')
  const match = /^(HTTP\/\d\.\d) (\d{3}) ?(.*)$/.exec(line)
  if (!match) throw new HttpProtocolError(`malformed status line ${JSON.stringify(line)}`)
  const rawHeaders = await reader.headers()
  const replyHeaders = lowerCase(rawHeaders)
  return {
    version: match[1]!,
    status: Number(match[2]),
    reason: match[3]!,
    rawHeaders,
    headers: replyHeaders,
    body: bodyOf(method, Number(match[2]), replyHeaders, reader),
    ...(connection.tls && { tls: connection.tls }),
  }
}

async function* bodyOf(
  method: string,
  status: number,
  headers: Record<string, string>,
  reader: ByteReader,
): AsyncIterable<Uint8Array> {
  if (method === 'HEAD' || status === 204 || status === 304) return
  if (headers['transfer-encoding'] === 'chunked') yield* reader.chunked()
  else if (headers['content-length'] !== undefined) yield* reader.exactly(Number(headers['content-length']))
  else yield* reader.toEnd()
}
