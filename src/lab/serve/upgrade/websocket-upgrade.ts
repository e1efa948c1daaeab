import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { createWebSocketStream, WebSocketServer, type WebSocket } from 'ws'
import type { Upgrade } from '#cluster'
import { negotiate, refuse } from './negotiate.ts'
import { runUpgrade } from './run-upgrade.ts'
import { openSpdySession } from './spdy-session.ts'
import { openChannels } from './websocket-channels.ts'

/** kubectl's port-forward carries SPDY frames in binary messages. */
const TUNNEL = 'SPDY/3.1+portforward.k8s.io'
const PROTOCOLS = {
  process: ['v5.channel.k8s.io', 'v4.channel.k8s.io', 'v3.channel.k8s.io', 'v2.channel.k8s.io', 'channel.k8s.io'],
  'port-forward': [TUNNEL, 'v4.channel.k8s.io', 'portforward.k8s.io'],
}

const server = new WebSocketServer({
  noServer: true,
  clientTracking: false,
  perMessageDeflate: false,
  maxPayload: 16 * 1024 * 1024,
  handleProtocols: (_offered, request) => chosen.get(request) ?? false,
})
const chosen = new WeakMap<IncomingMessage, string>()

/** Serves exec, attach or port-forward over a WebSocket. */
export async function serveWebSocketUpgrade(
  incoming: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  upgrade: Upgrade,
  signal: AbortSignal,
): Promise<void> {
  const header = incoming.headers['sec-websocket-protocol']
  const offered = header === undefined ? [] : header.split(/\s*,\s*/)
  const protocol = negotiate(offered, PROTOCOLS[upgrade.kind])
  if (offered.length > 0 && !protocol) {
    return refuse(socket, '400 Bad Request', `requested protocol(s) are not supported: [${offered.join(' ')}]`)
  }
  if (protocol) chosen.set(incoming, protocol)
  const webSocket = await new Promise<WebSocket>((resolve) => server.handleUpgrade(incoming, socket, head, resolve))
  webSocket.on('error', () => webSocket.terminate())
  if (protocol === TUNNEL) {
    const session = openSpdySession(createWebSocketStream(webSocket))
    await runUpgrade(upgrade, session.channels, signal)
    await session.close()
  } else {
    await runUpgrade(upgrade, openChannels(webSocket, upgrade), signal)
    webSocket.close(1000)
  }
}
