import { sleep, type Clock, type Ids } from '#base'
import { ConnectError, Connection, connectionPair, type SocketAddress, type Transport } from './connection.ts'
import { NetworkStack } from './network-stack.ts'
import type { NetworkNode } from './network-node.ts'
import type { NetworkPolicies } from './policies/packet.ts'

export interface ConnectOptions {
  transport?: 'TCP' | 'SCTP'
  signal?: AbortSignal
  /** Speaks TLS; a server that does not is a `ConnectError` ECONNRESET. */
  tls?: boolean
}

/** Where a packet ends after all rules, and as whom it comes. */
export interface Route {
  stack: NetworkStack
  port: number
  sourceIp: string
  loopback: boolean
}

// How long a kernel tries before it gives up: Linux sends six SYNs.
const CONNECT_TIMEOUT_MS = 127_000

/** All stacks of a cluster and the ways between them. */
export class ClusterNetwork {
  readonly clock: Clock
  readonly ids: Ids
  /** Names that are known outside of the cluster, to the resolver of the network: load balancers, AWS endpoints, nodes. */
  readonly publicNames = new Map<string, readonly string[]>()
  /** Addresses that stand for something else: load balancers. */
  readonly virtualAddresses = new Map<
    string,
    (transport: Transport, port: number) => SocketAddress | 'refuse' | undefined
  >()
  policies: NetworkPolicies | undefined
  readonly #stacks = new Map<string, NetworkStack>()
  readonly #nodes = new Map<string, NetworkNode>()

  constructor({ clock, ids }: { clock: Clock; ids: Ids }) {
    this.clock = clock
    this.ids = ids
  }

  addStack(stack: NetworkStack): void {
    for (const ip of stack.ips) this.#stacks.set(ip, stack)
  }

  removeStack(stack: NetworkStack): void {
    for (const ip of stack.ips) if (this.#stacks.get(ip) === stack) this.#stacks.delete(ip)
  }

  addNode(node: NetworkNode): void {
    this.#nodes.set(node.stack.ip, node)
    this.addStack(node.stack)
  }

  removeNode(node: NetworkNode): void {
    this.#nodes.delete(node.stack.ip)
    this.removeStack(node.stack)
  }

  stackAt(ip: string): NetworkStack | undefined {
    return this.#stacks.get(ip)
  }

  /**
   * Opens a connection from `from` to an address.
   * @throws ConnectError; the signal's reason when it aborts first
   */
  async connect(from: NetworkStack, to: SocketAddress, options: ConnectOptions = {}): Promise<Connection> {
    const { transport = 'TCP', signal } = options
    const route = this.route(from, to, transport)
    if (route === 'drop') {
      await sleep(this.clock, CONNECT_TIMEOUT_MS, signal)
      throw new ConnectError('ETIMEDOUT', to)
    }
    const listener = route === 'refuse' ? undefined : route.stack.listener(transport, route.port)
    if (route === 'refuse' || !listener || (listener.loopbackOnly && !route.loopback))
      throw new ConnectError('ECONNREFUSED', to)
    if (options.tls && !listener.tls) throw new ConnectError('ECONNRESET', to)
    const source = { ip: route.sourceIp, port: from.ephemeralPort() }
    const [client, server] = connectionPair(source, to)
    if (options.tls) client.tls = listener.tls
    listener.accept(server)
    return client
  }

  /** Sends one datagram. What nobody receives is lost; a closed port of a stack that is there answers with `refused`. */
  send(from: NetworkStack, sourcePort: number, to: SocketAddress, payload: Uint8Array): 'sent' | 'refused' {
    const route = this.route(from, to, 'UDP')
    if (route === 'drop') return 'sent'
    const receive = route === 'refuse' ? undefined : route.stack.receiver(route.port)
    if (route === 'refuse' || !receive) return 'refused'
    const reply = (answer: Uint8Array) => {
      const { ip, port } = to
      from.receiver(sourcePort)?.(answer, { ip, port }, (next) => void this.send(from, sourcePort, to, next))
    }
    receive(payload, { ip: route.sourceIp, port: sourcePort }, reply)
    return 'sent'
  }

  /** Where packets from `from` to an address end. */
  route(from: NetworkStack, to: SocketAddress, transport: Transport): Route | 'drop' | 'refuse' {
    if (to.ip.startsWith('127.') || to.ip === '0.0.0.0' || to.ip === '::1')
      return { stack: from, port: to.port, sourceIp: '127.0.0.1', loopback: true }
    const service = from.node?.proxy.translate(to, transport, { stack: from })
    if (service === 'drop' || service === 'refuse') return service
    if (service) return this.#deliver(from, service, transport, from.ip)
    return this.#toAddress(from, to, transport)
  }

  #toAddress(from: NetworkStack, to: SocketAddress, transport: Transport): Route | 'drop' | 'refuse' {
    const virtual = this.virtualAddresses.get(to.ip)
    if (virtual) {
      const target = virtual(transport, to.port)
      if (target === 'refuse') return 'refuse'
      return target ? this.route(from, target, transport) : 'drop'
    }
    const node = this.#nodes.get(to.ip)
    if (!node) return this.#deliver(from, to, transport, from.ip)
    const published = node.hostPorts.get(`${transport}/${to.port}`)
    if (published) return this.#deliver(from, { ip: published.stack.ip, port: published.port }, transport, from.ip)
    const service = node.proxy.translateNodePort(to.port, transport, { stack: from })
    if (service === 'drop' || service === 'refuse') return service
    if (service) return this.#deliver(from, service, transport, service.keepsSource ? from.ip : node.stack.ip)
    return this.#deliver(from, to, transport, from.ip)
  }

  #deliver(from: NetworkStack, to: SocketAddress, transport: Transport, sourceIp: string): Route | 'drop' {
    const stack = this.#stacks.get(to.ip)
    if (!stack) return 'drop'
    if (this.policies?.allows({ from, to: stack, transport, port: to.port, sourceIp }) === false) return 'drop'
    return { stack, port: to.port, sourceIp, loopback: stack === from }
  }
}
