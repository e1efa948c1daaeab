import type { Duplex } from 'node:stream'

/** The first of the protocols that the client offers which we speak. */
export function negotiate(offered: Iterable<string>, spoken: readonly string[]): string | undefined {
  for (const protocol of offered) if (spoken.includes(protocol)) return protocol
  return undefined
}

/** Refuses in plain HTTP and ends the connection. */
export function refuse(socket: Duplex, status: string, message: string): void {
  const body = `${message}\n`
  const headers = `Content-Type: text/plain; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close`
  socket.end(`HTTP/1.1 ${status}\r\n${headers}\r\n\r\n${body}`)
}
