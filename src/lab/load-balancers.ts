import { sha256 } from '#base'
import type { Account } from '#aws'
import type { ApiResponse, Cluster } from '#cluster'
import type { Handler } from './serve/exchange.ts'

interface Address {
  ip: string
  port: number
}

/** The way of packets through the load balancers of an account. */
export interface LoadBalancers {
  /** Who answers at a load balancer's name; `undefined` when no load balancer has it. */
  find(host: string, port: number): { handle: Handler } | undefined
  close(): void
}

/**
 * Makes the account's load balancers answer: to the gateway, and under their names inside of the clusters.
 * Differs: they carry HTTP; a connection that cannot be made is answered with 503.
 */
export function createLoadBalancers(account: Account, clusters: () => readonly Cluster[]): LoadBalancers {
  const books = () => account.core.in(account.region).here
  const all = () => [
    ...Object.values(books().elbv2.loadBalancers).map(({ DNSName, LoadBalancerArn, State }) => ({
      DNSName,
      isActive: State.Code === 'active',
      targetsAt: (port: number) => targetsAt(LoadBalancerArn, port),
    })),
    ...Object.values(books().elb.loadBalancers).map(({ DNSName, isActive, listeners, instances }) => ({
      DNSName,
      isActive,
      targetsAt(port: number) {
        const listener = listeners.find(({ LoadBalancerPort }) => LoadBalancerPort === port)
        return listener ? Object.keys(instances).flatMap((id) => runningAt(id, listener.InstancePort)) : []
      },
    })),
  ]
  const handlers = new Map<string, { handle: Handler }>()
  let turn = 0

  function runningAt(id: string, port: number): Address[] {
    const instance = books().ec2.instances[id]
    return instance?.state === 'running' ? [{ ip: instance.PrivateIpAddress, port }] : []
  }

  function targetsAt(arn: string, port: number): Address[] {
    const { listeners, targetGroups } = books().elbv2
    const listener = Object.values(listeners).find((one) => one.LoadBalancerArn === arn && one.Port === port)
    const groups = listener?.DefaultActions.map(({ TargetGroupArn = '' }) => targetGroups[TargetGroupArn]) ?? []
    return groups.flatMap((group) =>
      (group?.targets ?? []).flatMap(({ Id, Port }) =>
        group!.TargetType === 'ip' ? [{ ip: Id, port: Port }] : runningAt(Id, Port),
      ),
    )
  }

  const reachable = (targets: readonly Address[]) =>
    targets.flatMap((address) => {
      const cluster = clusters().find(({ nodes }) => nodes.network.stackAt(address.ip))
      return cluster ? [{ cluster, address }] : []
    })

  async function answer(host: string, port: number, request: Parameters<Handler>[0]): Promise<ApiResponse> {
    const balancer = all().find(({ DNSName }) => DNSName.toLowerCase() === host)
    if (!balancer?.isActive) return unavailable(`could not reach ${host}:${port}: no such host`)
    const targets = reachable(balancer.targetsAt(port))
    const first = turn++
    for (let tried = 0; tried < targets.length; tried++) {
      const { cluster, address } = targets[(first + tried) % targets.length]!
      try {
        return await cluster.nodes.request(address, request)
      } catch {
        // The next target may answer.
        if (request.signal?.aborted) break
      }
    }
    return unavailable(`could not reach ${host}:${port}: no healthy target`)
  }

  function announce(): void {
    const active = all().filter(({ isActive }) => isActive)
    const names = new Set(active.map(({ DNSName }) => DNSName))
    for (const host of handlers.keys())
      if (!all().some(({ DNSName }) => host.startsWith(`${DNSName.toLowerCase()}:`))) handlers.delete(host)
    for (const { nodes } of clusters()) {
      const { publicNames, virtualAddresses } = nodes.network
      for (const name of publicNames.keys()) {
        if (!isBalancerName(name) || names.has(name)) continue
        for (const ip of publicNames.get(name)!) virtualAddresses.delete(ip)
        publicNames.delete(name)
      }
      for (const { DNSName, targetsAt } of active) {
        const ip = publicAddress(DNSName)
        publicNames.set(DNSName, [ip])
        virtualAddresses.set(ip, (_transport, port) => {
          const targets = targetsAt(port)
          return targets.length > 0 ? targets[turn++ % targets.length] : 'refuse'
        })
      }
    }
  }

  announce()
  return {
    find(host, port) {
      if (!all().some(({ DNSName }) => DNSName.toLowerCase() === host)) return undefined
      const key = `${host}:${port}`
      const known = handlers.get(key)
      if (known) return known
      const made = { handle: (request: Parameters<Handler>[0]) => answer(host, port, request) }
      handlers.set(key, made)
      return made
    },
    close: account.onChange(announce),
  }
}

const isBalancerName = (name: string) => /\.elb\.([a-z0-9-]+\.)?amazonaws\.com$/.test(name)

/** An address of AWS' range, always the same for one load balancer. */
function publicAddress(name: string): string {
  const [a, b, c] = sha256(new TextEncoder().encode(name)) as unknown as [number, number, number]
  return `52.${a}.${b}.${c}`
}

function unavailable(message: string): ApiResponse {
  return { status: 503, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${message}\n` }
}
