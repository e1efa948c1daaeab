import { isFileError } from '../../machine/files/file-error.ts'
import type { Connection, TlsIdentity } from '../connection.ts'
import type { NetworkStack } from '../network-stack.ts'
import { ByteReader, collect, lowerCase } from './byte-reader.ts'
import { HttpProtocolError, REASONS, type HttpRequest, type HttpResponse } from './http-message.ts'

export type HttpHandler = (request: HttpRequest) => Promise<HttpResponse> | HttpResponse

export interface HttpServerOptions {
  port: number
  handler: HttpHandler
  tls?: TlsIdentity
  loopbackOnly?: boolean
  /** What the `Server` header says. */
  server?: string
  /** Aborts open connections when it ends. */
  signal?: AbortSignal
}

interface SendContext {
  method: string
  server: string | undefined
  nowMs: number
  keepAlive: boolean
}

const encoder = new TextEncoder()

/** Serves HTTP/1.1 at a port of `stack`. @returns what ends it @throws AddressInUse */
export function serveHttp(stack: NetworkStack, options: HttpServerOptions): () => void {
  const open = new Set<Connection>()
  const stopListening = stack.listen('TCP', options.port, {
    ...(options.tls && { tls: options.tls }),
    ...(options.loopbackOnly && { loopbackOnly: true }),
    accept(connection) {
      open.add(connection)
      void serveConnection(connection, options, () => stack.network.clock.now())
        .catch((error: unknown) => {
          // The client left, or spoke something else: nobody is there to be told.
          if (!(error instanceof HttpProtocolError) && !isFileError(error, 'EPIPE') && !options.signal?.aborted)
            throw error
        })
        .finally(() => {
          open.delete(connection)
          connection.close()
        })
    },
  })
  const stop = () => {
    stopListening()
    for (const connection of open) connection.close()
  }
  options.signal?.addEventListener('abort', stop, { once: true })
  return stop
}

async function serveConnection(connection: Connection, options: HttpServerOptions, now: () => number): Promise<void> {
  const { handler, server, signal } = options
  const reader = new ByteReader(connection, signal)
  const gone = new AbortController()
  const requestSignal = signal ? AbortSignal.any([signal, gone.signal]) : gone.signal
  try {
    for (;;) {
      const line = await reader.line()
      if (line === undefined) return
      if (line === '') continue
      const match = /^([A-Z]+) (\S+) HTTP\/(1\.[01])$/.exec(line)
      if (!match) {
        await send(connection, { status: 400 }, { method: 'GET', server, nowMs: now(), keepAlive: false })
        return
      }
      const [, method, target, version] = match as unknown as [string, string, string, string]
      const headers = lowerCase(await reader.headers())
      const body = await collect(
        headers['transfer-encoding'] === 'chunked'
          ? reader.chunked()
          : reader.exactly(Number(headers['content-length'] ?? 0)),
      )
      const { remote } = connection
      const request: HttpRequest = { method, target, headers, body, remote, signal: requestSignal }
      const asked = headers['connection']?.toLowerCase()
      const keepAlive = version === '1.1' ? asked !== 'close' : asked === 'keep-alive'
      await send(connection, await handler(request), { method, server, nowMs: now(), keepAlive })
      if (!keepAlive) return
    }
  } finally {
    gone.abort()
  }
}

async function send(connection: Connection, response: HttpResponse, context: SendContext): Promise<void> {
  const { status, headers = {}, body = '' } = response
  const { method, server, nowMs, keepAlive } = context
  const whole = typeof body === 'string' ? encoder.encode(body) : body instanceof Uint8Array ? body : undefined
  const all: Record<string, string> = {
    ...(server && { Server: server }),
    Date: new Date(nowMs).toUTCString(),
    ...headers,
    ...(whole ? { 'Content-Length': String(whole.length) } : { 'Transfer-Encoding': 'chunked' }),
    Connection: keepAlive ? 'keep-alive' : 'close',
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  await connection.write(encoder.encode(`HTTP/1.1 ${status} ${REASONS[status] ?? 'Unknown'}\r\n${lines.join('')}\r\n`))
  if (method === 'HEAD') return
  if (whole) {
    await connection.write(whole)
    return
  }
  for await (const part of body as AsyncIterable<Uint8Array | string>) {
    const bytes = typeof part === 'string' ? encoder.encode(part) : part
    if (bytes.length === 0) continue
    await connection.write(encoder.encode(`${bytes.length.toString(16)}\r\n`))
    await connection.write(bytes)
    await connection.write(encoder.encode('\r\n'))
  }
  await connection.write(encoder.encode('0\r\n\r\n'))
}
