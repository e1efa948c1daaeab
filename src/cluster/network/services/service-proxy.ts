import type { Clock, Ids } from '#base'
import type { SocketAddress, Transport } from '../connection.ts'
import type { NetworkStack } from '../network-stack.ts'
import type { ServiceEndpoint, ServicePort, ServiceRules, ServiceTable } from './service-table.ts'

export interface ServiceProxyOptions {
  table: ServiceTable
  nodeName: string
  zone: string
  clock: Clock
  ids: Ids
}

export type Translation = (SocketAddress & { keepsSource: boolean }) | 'drop' | 'refuse' | undefined

const NO_RULES: ServiceRules = { byAddress: new Map(), byNodePort: new Map() }

/**
 * kube-proxy of one node, in iptables mode: where connections to Services go, chosen at random per connection.
 * When it is stopped, the rules that it wrote last stay in force and grow stale.
 */
export class ServiceProxy {
  readonly #options: ServiceProxyOptions
  #written: ServiceRules = NO_RULES
  #running = false
  /** Who stays with which endpoint: `rule|client` → address and when it was last used. */
  readonly #affinity = new Map<string, { ip: string; port: number; usedAtMs: number }>()

  constructor(options: ServiceProxyOptions) {
    this.#options = options
  }

  get running(): boolean {
    return this.#running
  }

  start(): void {
    this.#running = true
  }

  stop(): void {
    this.#written = this.rules
    this.#running = false
  }

  get rules(): ServiceRules {
    return this.#running ? this.#options.table.rules : this.#written
  }

  /** For what leaves a pod or a process of this node; `undefined` for addresses that are no Service's. */
  translate(to: SocketAddress, transport: Transport, client: { stack: NetworkStack }): Translation {
    const rule = this.rules.byAddress.get(`${transport}/${to.ip}:${to.port}`)
    if (!rule) return undefined
    const external = !rule.clusterIPs.includes(to.ip)
    // Traffic of the cluster to an external address is treated as internal, whatever the external policy says.
    return this.#choose(rule, !external && rule.internalLocal, client.stack.ip)
  }

  /** For what arrives at a port of the node. */
  translateNodePort(port: number, transport: Transport, client: { stack: NetworkStack }): Translation {
    const rule = this.rules.byNodePort.get(`${transport}/${port}`)
    return rule && this.#choose(rule, rule.externalLocal, client.stack.ip)
  }

  #choose(rule: ServicePort, localOnly: boolean, clientIp: string): Translation {
    const { nodeName, clock, ids } = this.#options
    if (rule.endpoints.length === 0) return 'refuse'
    const candidates = this.#usable(
      localOnly ? rule.endpoints.filter((endpoint) => endpoint.nodeName === nodeName) : rule.endpoints,
    )
    if (candidates.length === 0) return localOnly ? 'drop' : 'refuse'
    const key = `${rule.name}|${clientIp}`
    const sticky = rule.affinitySeconds === undefined ? undefined : this.#affinity.get(key)
    const isFresh = sticky && clock.now() - sticky.usedAtMs < rule.affinitySeconds! * 1000
    const kept = isFresh ? candidates.find(({ ip, port }) => ip === sticky.ip && port === sticky.port) : undefined
    const { ip, port } = kept ?? candidates[Math.floor(ids.random() * candidates.length)]!
    if (rule.affinitySeconds !== undefined) this.#affinity.set(key, { ip, port, usedAtMs: clock.now() })
    return { ip, port, keepsSource: localOnly }
  }

  /** Ready ones (near ones where the slices hint at zones), or else those that still serve while they terminate. */
  #usable(endpoints: readonly ServiceEndpoint[]): readonly ServiceEndpoint[] {
    const ready = endpoints.filter(({ ready }) => ready)
    if (ready.length === 0) return endpoints.filter(({ serving, terminating }) => serving && terminating)
    if (!ready.every(({ zones }) => zones)) return ready
    const near = ready.filter(({ zones }) => zones!.includes(this.#options.zone))
    return near.length > 0 ? near : ready
  }
}
