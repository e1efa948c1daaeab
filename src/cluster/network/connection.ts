import { Pipe } from '../machine/streams/pipe.ts'

export type Transport = 'TCP' | 'UDP' | 'SCTP'

export interface SocketAddress {
  ip: string
  port: number
}

/** What a server proves with, and to whom: TLS is agreed between the ends, not computed. */
export interface TlsIdentity {
  /** Host names and addresses in the certificate. */
  names: readonly string[]
  /** PEM of the authority that signed it. */
  authority: string
}

const ERROR_TEXTS = {
  ECONNREFUSED: 'Connection refused',
  ECONNRESET: 'Connection reset by peer',
  EHOSTUNREACH: 'No route to host',
  ENETUNREACH: 'Network is unreachable',
  ETIMEDOUT: 'Connection timed out',
} as const

/** Why no connection came about; the message is the C library's text. */
export class ConnectError extends Error {
  readonly code: keyof typeof ERROR_TEXTS
  readonly address: SocketAddress

  constructor(code: keyof typeof ERROR_TEXTS, address: SocketAddress) {
    super(ERROR_TEXTS[code])
    this.name = 'ConnectError'
    this.code = code
    this.address = address
  }

  /** As Go's `net` package says it. */
  toGoText(): string {
    const reason = this.code === 'ETIMEDOUT' ? 'i/o timeout' : `connect: ${this.message.toLowerCase()}`
    return `dial tcp ${this.address.ip}:${this.address.port}: ${reason}`
  }
}

/** One end of a stream between two sockets. */
export class Connection {
  readonly local: SocketAddress
  readonly remote: SocketAddress
  /** What the server at the other end proved, on connections that use TLS. */
  tls: TlsIdentity | undefined
  readonly #incoming: Pipe
  readonly #outgoing: Pipe

  constructor(local: SocketAddress, remote: SocketAddress, incoming: Pipe, outgoing: Pipe) {
    this.local = local
    this.remote = remote
    this.#incoming = incoming
    this.#outgoing = outgoing
  }

  /** `undefined` when the other end has sent everything. */
  read(most = 65_536, signal?: AbortSignal): Promise<Uint8Array | undefined> | Uint8Array | undefined {
    return this.#incoming.read(most, signal)
  }

  /** @throws FileError EPIPE when the other end is gone */
  write(chunk: Uint8Array, signal?: AbortSignal): Promise<void> | void {
    return this.#outgoing.write(chunk, signal)
  }

  /** Nothing more will be sent; what the other end still sends can be read. */
  end(): void {
    this.#outgoing.closeWriter()
  }

  /** Ends both ways. */
  close(): void {
    this.#outgoing.closeWriter()
    this.#incoming.closeReader()
  }

  /** The bytes that come, to their end. */
  async *chunks(signal?: AbortSignal): AsyncIterable<Uint8Array> {
    for (let chunk = await this.read(65_536, signal); chunk; chunk = await this.read(65_536, signal)) yield chunk
  }
}

/** Two ends that are connected. */
export function connectionPair(client: SocketAddress, server: SocketAddress): [Connection, Connection] {
  const toServer = new Pipe('socket:[1]')
  const toClient = new Pipe('socket:[2]')
  return [new Connection(client, server, toClient, toServer), new Connection(server, client, toServer, toClient)]
}
