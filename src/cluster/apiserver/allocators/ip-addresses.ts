import { toSeconds } from '#base'
import type { KubeObject } from '../../apimachinery/object.ts'
import type { Store, WriteOrigin } from '../../etcd/store.ts'
import type * as types from '../../resources/generated/types.ts'
import { ipsOf } from './service-index.ts'

const ADDRESSES = '/registry/networking.k8s.io/ipaddresses'

export interface IpAddressesDependencies {
  store: Store
  /** Milliseconds since the epoch. */
  now: () => number
  uuid: () => string
}

/** Keeps one IPAddress object for each address that a Service has. */
export function createIpAddresses({ store, now, uuid }: IpAddressesDependencies) {
  const record = (ip: string, { metadata }: types.Service, origin: WriteOrigin) => {
    const make = (revision: number) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IPAddress',
      metadata: {
        name: ip,
        uid: uuid(),
        resourceVersion: String(revision),
        generation: 1,
        creationTimestamp: toSeconds(now()),
        labels: {
          'ipaddress.kubernetes.io/ip-family': ip.includes(':') ? 'IPv6' : 'IPv4',
          'ipaddress.kubernetes.io/managed-by': 'ipallocator.k8s.io',
        },
      },
      spec: { parentRef: { resource: 'services', namespace: metadata.namespace, name: metadata.name } },
    })
    store.put(ADDRESSES, ip, undefined, make, origin)
  }
  const forget = (ip: string, origin: WriteOrigin) => {
    const object = store.get(ADDRESSES, ip)
    if (object) store.delete(ADDRESSES, ip, object, (revision) => withRevision(object, revision), origin)
  }
  return {
    /** Follows one write of a Service. */
    settle(after: types.Service | undefined, before: types.Service | undefined, origin: WriteOrigin): void {
      const [has, had] = [ipsOf(after), ipsOf(before)]
      for (const ip of had) if (!has.includes(ip)) forget(ip, origin)
      for (const ip of has) if (!had.includes(ip)) record(ip, after!, origin)
    },
  }
}

const withRevision = (object: KubeObject, revision: number) => ({
  ...object,
  metadata: { ...object.metadata, resourceVersion: String(revision) },
})
