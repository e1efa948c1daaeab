import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { isIP, type AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { getRequestListener } from '@hono/node-server'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Exercise } from '#course'
import { createApp, METRICS_PATH, secretOf } from './app.ts'
import { serveConnection } from './connection.ts'
import { watchHeartbeat } from './heartbeat.ts'
import { formatMetrics } from './metrics.ts'
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
  /** Names under which pages may be asked for, beside `localhost` and addresses: `course.example.com`. */
  publicHosts?: readonly string[]
  limits?: Partial<SessionLimits>
  /** Answers what is no API request, in place of the built site: the site's development server. */
  pages?: (request: IncomingMessage, response: import('node:http').ServerResponse) => void
}

/** What serves pages and sockets. */
export interface Server {
  readonly url: string
  close(): Promise<void>
}

/** Answered for any host name, for those who watch over the process. */
const ALIVE_PATH = '/healthz'
/** Who sends a request a byte at a time to hold connections is cut off. Cookies of whatever else runs on this machine come along. */
const HTTP_LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 64 * 1024,
}
/** Close code of a failure of ours, after which the page tries again. */
const FAILED = 1011

/** Serves pages, `/api` and the WebSocket on one origin.
 *  @throws when the port is taken (`EADDRINUSE`). */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { context } = options
  const limits = { ...SESSION_LIMITS, ...options.limits }
  const hosts = new Set(['localhost', ...(options.publicHosts ?? [])])
  const backend = context.ids.hex(16)
  const sessions = createSessions(context, limits)
  const exercises = new Map<string, Exercise>()
  for (const exercise of context.course.exercises.values()) exercises.set(exercise.slug, exercise)

  // A page elsewhere could rebind its name to our address, so only our own names are answered, and addresses, which cannot be rebound.
  const isOurs = (host = '') => {
    const name = host.replace(/:\d+$/, '').toLowerCase()
    return hosts.has(name) || isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0
  }
  const metrics = () => formatMetrics(sessions.count())
  const answer = getRequestListener(createApp({ dist: options.dist, backend, metrics }).fetch)
  const http = createServer(HTTP_LIMITS, (request, response) => {
    // Probes ask an address, not a name; they learn nothing but that it runs.
    if (request.url === ALIVE_PATH) response.writeHead(200, { 'content-type': 'text/plain' }).end('ok\n')
    else if (!isOurs(request.headers.host)) response.writeHead(421, { 'content-type': 'text/plain' }).end(UNKNOWN_HOST)
    else if (options.pages && !isOwn(request.url)) options.pages(request, response)
    else void answer(request, response)
  })
  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_CLIENT_MESSAGE_BYTES,
    perMessageDeflate: false,
  })

  const stopWatching = watchHeartbeat(webSockets)

  http.on('upgrade', (request, socket, head) => {
    // A client that is gone before it was answered is no matter.
    socket.on('error', () => socket.destroy())
    if (request.url?.split('?', 1)[0] !== SOCKET_PATH) {
      // The development server has sockets of its own.
      if (http.listenerCount('upgrade') === 1) refuse(socket, '404 Not Found')
      return
    }
    const { host, origin } = request.headers
    if (!isOurs(host)) return refuse(socket, '421 Misdirected Request')
    // Browsers always say where a page comes from; others do not get to use a learner's cookie.
    if (origin !== `http://${host}` && origin !== `https://${host}`) return refuse(socket, '403 Forbidden')
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      serve(webSocket, request).catch((error: unknown) => {
        context.log.error('a page could not be let in', { error })
        webSocket.close(FAILED, 'the backend failed')
      })
    })
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
  await once(http, 'listening').catch(async (error: unknown) => {
    stopWatching()
    await sessions.close()
    throw error
  })
  const { port, address } = http.address() as AddressInfo
  return {
    url: `http://${nameOf(address)}:${port}/`,
    async close() {
      http.close()
      stopWatching()
      for (const socket of webSockets.clients) socket.terminate()
      await sessions.close()
      http.closeAllConnections()
    },
  }
}

const UNKNOWN_HOST = 'unknown host: the backend answers to this name when it is started with --public-host\n'

/** How this machine's browser reaches what listens at an address. */
function nameOf(address: string): string {
  if (['127.0.0.1', '0.0.0.0', '::1', '::'].includes(address)) return 'localhost'
  return address.includes(':') ? `[${address}]` : address
}

/** Whether a request is the backend's to answer, whoever serves the pages. */
const isOwn = (url = '') => url.startsWith('/api/') || url === METRICS_PATH

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
