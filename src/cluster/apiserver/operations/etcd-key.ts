import type { ServedResource } from '../served-resource.ts'

// Where the real server keeps what is older than its rule of naming.
const OLD_PLACES: Readonly<Record<string, string>> = {
  endpoints: 'services/endpoints',
  ingresses: 'ingress',
  nodes: 'minions',
  replicationcontrollers: 'controllers',
  services: 'services/specs',
}
/** Groups of servers that were once apart, and keep their objects under their names. */
const APART = ['apiextensions.k8s.io', 'apiregistration.k8s.io']

/** The key under which the real server keeps an object in etcd; some messages show it. */
export function etcdKey({ type, custom }: ServedResource, namespace: string | undefined, name: string): string {
  const { group, plural } = type
  const place = custom || APART.includes(group) ? `${group}/${plural}` : (OLD_PLACES[plural] ?? plural)
  return ['/registry', place, ...(namespace ? [namespace] : []), name].join('/')
}
