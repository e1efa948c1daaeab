import type { Duplex } from 'node:stream'

const TLS_HANDSHAKE = 0x16

/** Decides by the first byte that a client sends who serves it: TLS and plain HTTP share our ports.
 *  The chosen one gets the socket as if nothing had been read. */
export function sniff(socket: Duplex, serve: { tls(socket: Duplex): void; plain(socket: Duplex): void }): void {
  socket.once('data', (chunk: Buffer) => {
    socket.pause()
    socket.unshift(chunk)
    if (chunk[0] === TLS_HANDSHAKE) serve.tls(socket)
    else serve.plain(socket)
    process.nextTick(() => socket.resume())
  })
}
