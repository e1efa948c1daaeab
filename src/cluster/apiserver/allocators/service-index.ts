import { keyOf } from '../../apimachinery/object.ts'
import type { Store } from '../../etcd/store.ts'
import type * as types from '../../resources/generated/types.ts'

const SERVICES = '/registry/services'

/** Which Service has which address and port. */
export interface ServiceIndex {
  /** Whether another Service than `except` has the address. */
  hasIp(ip: string, except: string): boolean
  /** Whether another Service than `except` has the port. */
  hasPort(port: number, except: string): boolean
}

/** Follows the Services of a store, from the first question on. */
export function createServiceIndex(store: Store): ServiceIndex {
  const ips = new Map<string, string>()
  const ports = new Map<number, string>()
  let isFollowing = false

  const add = (object: types.Service) => {
    const key = keyOf(object)
    for (const ip of ipsOf(object)) ips.set(ip, key)
    for (const port of portsOf(object)) ports.set(port, key)
  }
  const remove = (object: types.Service) => {
    const key = keyOf(object)
    for (const ip of ipsOf(object)) if (ips.get(ip) === key) ips.delete(ip)
    for (const port of portsOf(object)) if (ports.get(port) === key) ports.delete(port)
  }
  const follow = () => {
    if (isFollowing) return
    isFollowing = true
    for (const object of store.range(SERVICES)) add(object)
    store.watch(SERVICES, store.revision, ({ object, previous, deleted }) => {
      if (previous) remove(previous)
      if (!deleted) add(object)
    })
  }
  const isOther = (owner: string | undefined, except: string) => owner !== undefined && owner !== except
  return {
    hasIp(ip, except) {
      follow()
      return isOther(ips.get(ip), except)
    },
    hasPort(port, except) {
      follow()
      return isOther(ports.get(port), except)
    },
  }
}

/** The addresses that a Service holds. */
export function ipsOf(service: types.Service | undefined): string[] {
  return (service?.spec?.clusterIPs ?? []).filter((ip) => ip !== 'None')
}

/** The ports of nodes that a Service holds. */
export function portsOf(service: types.Service | undefined): number[] {
  const { ports = [], healthCheckNodePort } = service?.spec ?? {}
  const numbers = ports.flatMap(({ nodePort }) => (nodePort ? [nodePort] : []))
  return healthCheckNodePort ? [...numbers, healthCheckNodePort] : numbers
}
