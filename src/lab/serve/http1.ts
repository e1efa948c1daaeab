import { createServer, ServerResponse, type IncomingMessage, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Log } from '#base'
import type { ApiRequest, ApiResponse } from '#cluster'
import { readBody } from './body.ts'
import { splitTarget, type Connection, type IncomingRequest } from './exchange.ts'
import { BROKEN, compressed, isCompressible, NOT_UPGRADED, TOO_LARGE, writeStream } from './respond.ts'
import { canUpgrade, serveUpgrade } from './upgrade/serve-upgrade.ts'

/** A server of HTTP/1.1 that is handed its sockets; `connectionOf` says what a socket belongs to. */
export function createHttp1(connectionOf: (socket: Duplex) => Connection, log: Log): Server {
  const server = createServer({
    // 0 keeps idle connections, and Node then sends no Keep-Alive header of its own.
    keepAliveTimeout: 0,
    requestTimeout: 0,
    maxHeaderSize: 64 * 1024,
    shouldUpgradeCallback: canUpgrade,
  })
  // A client that breaks the protocol is no matter for the operator: Node answers 400 and closes.

  server.on('request', (incoming, outgoing) => void answer(incoming, outgoing))
  server.on('upgrade', (incoming, socket, head) => void upgrade(incoming, socket, head))
  server.on('connect', (incoming, socket, head) => {
    const { proxy } = connectionOf(socket)
    if (proxy) proxy(incoming.url ?? '', socket, head)
    else socket.end('HTTP/1.1 405 Method Not Allowed\r\nConnection: close\r\n\r\n')
  })
  return server

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const connection = connectionOf(incoming.socket)
    const abort = new AbortController()
    outgoing.on('close', () => outgoing.writableFinished || abort.abort())
    const request = toRequest(incoming, connection, abort.signal)
    try {
      if (hasBody(incoming)) request.body = await readBody(incoming)
      await send(request, request.body === null ? TOO_LARGE : await connection.handle(request as ApiRequest), outgoing)
    } catch (error) {
      await fail(error, request, outgoing)
    }
  }

  async function upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const abort = new AbortController()
    socket.on('close', () => abort.abort())
    socket.on('error', () => socket.destroy())
    const connection = connectionOf(socket)
    const request = toRequest(incoming, connection, abort.signal)
    try {
      const answer = await connection.handle(request as ApiRequest)
      if (answer.upgrade) return await serveUpgrade(incoming, socket, head, answer.upgrade, abort.signal)
      const outgoing = new ServerResponse(incoming)
      outgoing.assignSocket(incoming.socket)
      outgoing.shouldKeepAlive = false
      outgoing.on('finish', () => socket.end())
      await send(request, answer, outgoing)
    } catch (error) {
      log.error('an upgrade failed', { path: request.path, error })
      socket.destroy()
    }
  }

  async function fail(error: unknown, request: IncomingRequest, outgoing: ServerResponse): Promise<void> {
    if (request.signal.aborted) return
    log.error('a request failed', { method: request.method, path: request.path, error })
    if (outgoing.headersSent) outgoing.destroy()
    else await send(request, BROKEN, outgoing)
  }
}

function toRequest(incoming: IncomingMessage, connection: Connection, signal: AbortSignal): IncomingRequest {
  const { path, query } = splitTarget(incoming.url ?? '/')
  const request: IncomingRequest = {
    method: incoming.method ?? 'GET',
    path,
    query,
    headers: incoming.headers as Record<string, string | undefined>,
    signal,
  }
  if (connection.certificate) request.certificate = connection.certificate
  return request
}

async function send(request: IncomingRequest, answer: ApiResponse, out: ServerResponse): Promise<void> {
  const plain = answer.upgrade ? NOT_UPGRADED : answer
  const { status, headers, body, stream } = isCompressible(request, plain) ? await compressed(plain) : plain
  // Go's server sends no Connection header on a connection that stays open.
  if (out.shouldKeepAlive) out.removeHeader('connection')
  if (stream && request.method !== 'HEAD') {
    out.writeHead(status, headers)
    out.flushHeaders()
    await writeStream(out, stream)
  } else {
    out.writeHead(status, body === undefined ? headers : { ...headers, 'content-length': Buffer.byteLength(body) })
    out.end(body)
  }
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0'
}
