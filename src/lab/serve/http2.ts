import { constants, performServerHandshake, type IncomingHttpHeaders, type ServerHttp2Stream } from 'node:http2'
import type { Duplex } from 'node:stream'
import type { Log } from '#base'
import type { ApiRequest, ApiResponse } from '#cluster'
import { readBody } from './body.ts'
import { splitTarget, type Connection, type IncomingRequest } from './exchange.ts'
import { BROKEN, compressed, isCompressible, NOT_UPGRADED, TOO_LARGE, writeStream } from './respond.ts'

/** Speaks HTTP/2 on a socket whose client has chosen it. */
export function serveHttp2(socket: Duplex, connection: Connection, log: Log): void {
  const session = performServerHandshake(socket, {
    settings: { maxConcurrentStreams: 1000, initialWindowSize: 1 << 20 },
  })
  // A session that breaks off is no matter for the operator; each of its requests learns it by its signal.
  session.on('error', () => session.destroy())
  session.on('stream', (stream, headers, flags) => void exchange(connection, stream, headers, flags, log))
}

async function exchange(
  connection: Connection,
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  flags: number,
  log: Log,
): Promise<void> {
  const abort = new AbortController()
  let answered = false
  stream.on('close', () => answered || abort.abort())
  stream.on('error', () => stream.destroy())
  const request = toRequest(headers, connection, abort.signal)
  try {
    if (!(flags & constants.NGHTTP2_FLAG_END_STREAM)) request.body = await readBody(stream)
    const answer = request.body === null ? TOO_LARGE : await connection.handle(request as ApiRequest)
    await send(request, answer, stream)
    answered = true
  } catch (error) {
    if (abort.signal.aborted) return
    log.error('a request failed', { method: request.method, path: request.path, error })
    if (stream.headersSent) stream.close(constants.NGHTTP2_INTERNAL_ERROR)
    else await send(request, BROKEN, stream)
  }
}

function toRequest(headers: IncomingHttpHeaders, connection: Connection, signal: AbortSignal): IncomingRequest {
  const { path, query } = splitTarget(headers[':path'] ?? '/')
  const request: IncomingRequest = {
    method: headers[':method'] ?? 'GET',
    path,
    query,
    headers: { ...(headers as Record<string, string | undefined>), host: headers[':authority'] ?? headers.host },
    signal,
  }
  if (connection.certificate) request.certificate = connection.certificate
  return request
}

// Go's server announces the length of what fits into its first frame only.
const ANNOUNCED_BYTES = 4096

async function send(request: IncomingRequest, answer: ApiResponse, out: ServerHttp2Stream): Promise<void> {
  if (out.destroyed) return
  const plain = answer.upgrade ? NOT_UPGRADED : answer
  const { status, headers, body, stream } = isCompressible(request, plain) ? await compressed(plain) : plain
  const head = { ...headers, ':status': status }
  if (request.method === 'HEAD' || (!stream && !body?.length)) return out.respond(head, { endStream: true })
  if (stream) {
    out.respond(head)
    return writeStream(out, stream)
  }
  const length = Buffer.byteLength(body!)
  out.respond(length <= ANNOUNCED_BYTES ? { ...head, 'content-length': length } : head)
  out.end(body)
}
