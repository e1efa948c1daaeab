import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Hono } from 'hono'
import { getRequestListener } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { WebSocketServer, type WebSocket } from 'ws'
import {
  ClientFrame,
  CloseCode,
  formatFrame,
  HEALTH_PATH,
  packData,
  parseFrame,
  PROTOCOL_VERSION,
  SOCKET_PATH,
  unpackData,
  type Outgoing,
  type ServerFrame,
} from '../../sandbox/protocol.ts'

/** The built site with a backend that speaks the protocol and has nothing behind it: its shell repeats what is typed. */
export interface FakeBackend extends AsyncDisposable {
  readonly url: string
  /** Frames that pages sent, oldest first. */
  readonly frames: ClientFrame[]
  /** Sends a frame to all pages. */
  send(frame: Outgoing<ServerFrame>): void
  /** Cuts all connections, as a network does. */
  drop(): void
  /** Ends the session, or a page's part in it, as the backend does. */
  end(code?: number): void
  /** Lets no new connection in until it is called with false. */
  refuse(refused: boolean): void
  /** Waits for a frame of a type that came at or after index `from`. */
  received<Type extends ClientFrame['type']>(type: Type, from?: number): Promise<Extract<ClientFrame, { type: Type }>>
}

/** Serves `dist`. Without `live` there is no `/api`: the site stands alone. */
export async function startFakeBackend(options: { dist: string; live?: boolean }): Promise<FakeBackend> {
  const { dist, live = true } = options
  const frames: ClientFrame[] = []
  const sockets = new Set<WebSocket>()
  const waiting = new Set<() => void>()
  const scrollback = new Map<number, string>()
  let refused = false

  const app = new Hono()
  if (live) app.get(HEALTH_PATH, (context) => context.json({ ok: true, protocol: PROTOCOL_VERSION, backend: 'fake' }))
  app.use(serveStatic({ root: dist }))
  const listener = getRequestListener(app.fetch)
  const http = createServer((request, response) => void listener(request, response))
  const webSockets = new WebSocketServer({ noServer: true })
  http.on('upgrade', (request, socket, head) => {
    if (refused || !live || request.url !== SOCKET_PATH) return socket.destroy()
    webSockets.handleUpgrade(request, socket, head, (opened) => serve(opened))
    return undefined
  })

  const send = (frame: Outgoing<ServerFrame>) => sockets.forEach((socket) => socket.send(formatFrame(frame)))
  const print = (terminal: number, text: string) => {
    scrollback.set(terminal, (scrollback.get(terminal) ?? '') + text)
    sockets.forEach((socket) => socket.send(packData(terminal, Buffer.from(text))))
  }
  function serve(socket: WebSocket) {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('message', (message: Buffer, isBinary) => {
      if (isBinary) {
        const { terminal, bytes } = unpackData(message)
        return print(terminal, Buffer.from(bytes).toString().replace('\r', '\r\n$ ').replace('\x03', '^C'))
      }
      const frame = parseFrame(ClientFrame, message.toString())
      frames.push(frame)
      answer(socket, frame)
      for (const look of waiting) look()
    })
  }
  function answer(socket: WebSocket, frame: ClientFrame) {
    const reply = (answer: Outgoing<ServerFrame>) => socket.send(formatFrame(answer))
    if (frame.type === 'hello')
      reply({
        type: 'welcome',
        session: 's',
        lab: { id: 'l', scenario: frame.scenario ?? 'empty-account', state: 'new', clusters: ['demo'] },
        backend: 'fake',
        terminals: [...scrollback.keys()],
      })
    if (frame.type === 'ping') reply({ type: 'pong' })
    if (frame.type === 'terminal.open') {
      if (!scrollback.has(frame.terminal)) scrollback.set(frame.terminal, '$ ')
      reply({ type: 'terminal.opened', terminal: frame.terminal, cols: frame.cols, rows: frame.rows })
      socket.send(packData(frame.terminal, Buffer.from(scrollback.get(frame.terminal)!)))
    }
    if (frame.type === 'terminal.run') print(frame.terminal, `${frame.command}\r\nran\r\n$ `)
  }

  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    frames,
    send,
    drop: () => sockets.forEach((socket) => socket.terminate()),
    end: (code = CloseCode.ended) => sockets.forEach((socket) => socket.close(code)),
    refuse: (now) => (refused = now),
    received(type, from = 0) {
      return new Promise((resolve) => {
        const look = () => {
          const frame = frames.slice(from).find((frame) => frame.type === type)
          if (!frame) return
          waiting.delete(look)
          resolve(frame as never)
        }
        waiting.add(look)
        look()
      })
    },
    async [Symbol.asyncDispose]() {
      sockets.forEach((socket) => socket.terminate())
      http.closeAllConnections()
      http.close()
      await once(http, 'close')
    },
  }
}
