import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { getRequestListener } from '@hono/node-server'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Exercise } from '#course'
import { createApp, secretOf } from './app.ts'
import { serveConnection } from './connection.ts'
import { CloseCode, MAX_CLIENT_MESSAGE_BYTES, SOCKET_PATH } from './protocol.ts'
import type { SessionContext } from './session-lab.ts'
import { createSessions, SESSION_LIMITS, type SessionLimits } from './sessions.ts'

export interface ServerOptions {
  context: SessionContext
  /** The built site. */
  dist: string
  /** Where to listen; other machines reach it only when this says so. */
  host: string
  /** 0 takes a free one. */
  port: number
  /** Names under which pages may be asked for, beside the loopback ones: `course.example.com`. */
  publicHosts?: readonly string[]
  limits?: Partial<SessionLimits>
  /** Answers what is no API request, in place of the built site: the site's development server. */
  pages?: (request: IncomingMessage, response: import('node:http').ServerResponse) => void
}

/** A running backend. */
export interface Server {
  readonly url: string
  close(): Promise<void>
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/** Serves pages, `/api` and the WebSocket on one origin.
 *  @throws when the port is taken (`EADDRINUSE`). */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { context } = options
  const limits = { ...SESSION_LIMITS, ...options.limits }
  const hosts = new Set([...LOOPBACK, ...(options.publicHosts ?? [])])
  const backend = context.ids.hex(16)
  const sessions = createSessions(context, limits)
  const exercises = new Map<string, Exercise>()
  for (const exercise of context.course.exercises.values()) exercises.set(exercise.slug, exercise)

  // A page elsewhere could rebind its name to our address, so only our own names are answered.
  const isOurs = (host: string | undefined) => hosts.has((host ?? '').replace(/:\d+$/, '').toLowerCase())
  const answer = getRequestListener(createApp({ dist: options.dist, backend }).fetch)
  const http = createServer((request, response) => {
    if (!isOurs(request.headers.host)) response.writeHead(421, { 'content-type': 'text/plain' }).end('unknown host\n')
    else if (options.pages && !request.url?.startsWith('/api/')) options.pages(request, response)
    else void answer(request, response)
  })
  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_CLIENT_MESSAGE_BYTES,
    perMessageDeflate: false,
  })

  http.on('upgrade', (request, socket, head) => {
    if (new URL(request.url ?? '/', 'http://x').pathname !== SOCKET_PATH) {
      // The development server has sockets of its own.
      if (http.listenerCount('upgrade') === 1) refuse(socket, '404 Not Found')
      return
    }
    const { host, origin } = request.headers
    if (!isOurs(host)) return refuse(socket, '421 Misdirected Request')
    // Browsers always say where a page comes from; others do not get to use a learner's cookie.
    if (origin !== `http://${host}` && origin !== `https://${host}`) return refuse(socket, '403 Forbidden')
    webSockets.handleUpgrade(request, socket, head, (webSocket) => void serve(webSocket, request))
  })

  async function serve(socket: WebSocket, request: IncomingMessage): Promise<void> {
    const secret = secretOf(request.headers.cookie)
    if (!secret) return socket.close(CloseCode.badSession, 'no session')
    // Frames that come before the session is there wait in the socket.
    socket.pause()
    const session = await sessions.open(secret)
    socket.resume()
    if (!session) return socket.close(CloseCode.tooMany, 'the backend is full')
    if (session.pages >= limits.pagesPerSession) return socket.close(CloseCode.tooMany, 'too many pages')
    const exerciseOf = (page: string) => exercises.get(page)
    serveConnection({ socket, session, backend, exerciseOf, log: context.log })
  }

  http.listen(options.port, options.host)
  await once(http, 'listening')
  const { port } = http.address() as AddressInfo
  return {
    url: `http://localhost:${port}/`,
    async close() {
      http.close()
      for (const socket of webSockets.clients) socket.terminate()
      await sessions.close()
      http.closeAllConnections()
    },
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
