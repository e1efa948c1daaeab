import type { ClusterNetwork } from './cluster-network.ts'
import { Connection, type SocketAddress, type TlsIdentity, type Transport } from './connection.ts'
import type { NetworkNode } from './network-node.ts'
import type { Pod } from '../resources/generated/types.ts'

/** Called with each connection; it is accepted already. */
export type ConnectionHandler = (connection: Connection) => void

/** Called with each datagram; `reply` goes back to where it came from. */
export type DatagramHandler = (payload: Uint8Array, source: SocketAddress, reply: (payload: Uint8Array) => void) => void

export interface Listener {
  accept: ConnectionHandler
  /** Speaks TLS with this identity. */
  tls?: TlsIdentity
  /** Only for connections to loopback addresses. */
  loopbackOnly?: boolean
}

/** Taken by somebody else. */
export class AddressInUse extends Error {
  override name = 'AddressInUse'
}

const FIRST_EPHEMERAL_PORT = 32_768
const LAST_EPHEMERAL_PORT = 60_999

/** The network of one pod, one node or somebody outside: addresses, and who listens there. */
export class NetworkStack {
  readonly network: ClusterNetwork
  readonly ips: readonly string[]
  /** The node whose rules apply to what goes out; absent outside of nodes. */
  node: NetworkNode | undefined
  /** The pod that the stack is of, as it is now; absent for nodes and for what is outside. */
  pod: (() => Pod) | undefined
  readonly #listeners = new Map<string, Listener>()
  readonly #datagrams = new Map<number, DatagramHandler>()
  #nextPort = FIRST_EPHEMERAL_PORT

  constructor(network: ClusterNetwork, ips: readonly string[], node?: NetworkNode) {
    this.network = network
    this.ips = ips
    this.node = node
  }

  get ip(): string {
    return this.ips[0] ?? '127.0.0.1'
  }

  /** @returns what ends the listening. @throws AddressInUse */
  listen(transport: 'TCP' | 'SCTP', port: number, listener: Listener): () => void {
    const key = `${transport}/${port}`
    if (this.#listeners.has(key)) throw new AddressInUse(key)
    this.#listeners.set(key, listener)
    return () => {
      if (this.#listeners.get(key) === listener) this.#listeners.delete(key)
    }
  }

  /** @param port 0 for any free one. @throws AddressInUse */
  bind(port: number, handler: DatagramHandler): { port: number; close(): void } {
    const bound = port === 0 ? this.ephemeralPort() : port
    if (this.#datagrams.has(bound)) throw new AddressInUse(`UDP/${bound}`)
    this.#datagrams.set(bound, handler)
    return { port: bound, close: () => void this.#datagrams.delete(bound) }
  }

  listener(transport: 'TCP' | 'SCTP', port: number): Listener | undefined {
    return this.#listeners.get(`${transport}/${port}`)
  }

  receiver(port: number): DatagramHandler | undefined {
    return this.#datagrams.get(port)
  }

  /** Transport and port of everything that listens. */
  listening(): { transport: Transport; port: number }[] {
    const streams = [...this.#listeners.keys()].map((key) => key.split('/') as ['TCP' | 'SCTP', string])
    return [
      ...streams.map(([transport, port]) => ({ transport, port: Number(port) })),
      ...[...this.#datagrams.keys()].map((port) => ({ transport: 'UDP' as const, port })),
    ]
  }

  ephemeralPort(): number {
    const port = this.#nextPort
    this.#nextPort = port === LAST_EPHEMERAL_PORT ? FIRST_EPHEMERAL_PORT : port + 1
    return port
  }
}
