import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Upgrade } from '#cluster'
import { serveSpdyUpgrade } from './spdy-upgrade.ts'
import { serveWebSocketUpgrade } from './websocket-upgrade.ts'

/** Whether a request asks for a protocol that we speak; any other `Upgrade` header is ignored, as HTTP allows. */
export function canUpgrade({ headers }: IncomingMessage): boolean {
  const protocol = headers.upgrade?.toLowerCase()
  return protocol === 'websocket' || protocol === 'spdy/3.1'
}

/** Answers `101 Switching Protocols` and serves the connection until either side ends it. */
export function serveUpgrade(
  incoming: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  upgrade: Upgrade,
  signal: AbortSignal,
): Promise<void> {
  const serve = incoming.headers.upgrade?.toLowerCase() === 'websocket' ? serveWebSocketUpgrade : serveSpdyUpgrade
  return serve(incoming, socket, head, upgrade, signal)
}
