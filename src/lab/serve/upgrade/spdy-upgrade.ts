import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Upgrade } from '#cluster'
import { negotiate, refuse } from './negotiate.ts'
import { runUpgrade } from './run-upgrade.ts'
import { openSpdySession } from './spdy-session.ts'

const PROTOCOLS = {
  process: ['v4.channel.k8s.io', 'v3.channel.k8s.io', 'v2.channel.k8s.io'],
  'port-forward': ['portforward.k8s.io'],
}

/** Serves exec, attach or port-forward over SPDY/3.1, as clients older than the WebSocket protocols do, and kubectl where a proxy breaks those. */
export async function serveSpdyUpgrade(
  incoming: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  upgrade: Upgrade,
  signal: AbortSignal,
): Promise<void> {
  const header = incoming.headers['x-stream-protocol-version'] ?? ''
  const offered = [header].flat().flatMap((line) => line.split(/\s*,\s*/))
  const spoken = PROTOCOLS[upgrade.kind]
  const protocol = negotiate(offered, spoken)
  if (!protocol) {
    const lists = `client supports [${offered.join(' ')}], server accepts [${spoken.join(' ')}]`
    return refuse(socket, '403 Forbidden', `unable to negotiate protocol: ${lists}`)
  }
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\nX-Stream-Protocol-Version: ${protocol}\r\n\r\n`,
  )
  if (head.length > 0) socket.unshift(head)
  const session = openSpdySession(socket)
  await runUpgrade(upgrade, session.channels, signal)
  await session.close()
}
