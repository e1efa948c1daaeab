import type { Node, Service } from '#cluster'
import { wishesOf } from './balancer-annotations.ts'

/** How the load balancers of one generation are made for Services. */
export interface ServiceBalancers {
  /** Makes the load balancer of a Service, or makes it agree. */
  ensure(service: Service, nodes: readonly Node[]): Promise<{ hostname: string }>
  /** Sends to these nodes from now on. @returns whether the Service has a load balancer of this generation. */
  update(service: Service, nodes: readonly Node[]): Promise<boolean>
  /** Takes the load balancer away, if there is one. */
  remove(service: Service): Promise<void>
}

/** A port of a Service behind which every node listens. */
export interface ServicePort {
  port: number
  nodePort: number
  protocol: string
}

const INTERNAL = 'service.beta.kubernetes.io/aws-load-balancer-internal'

export const isInternal = ({ metadata }: Service): boolean => metadata.annotations?.[INTERNAL] === 'true'

/** `a` and the Service's UID, as long as names of load balancers can be. */
export const balancerName = ({ metadata }: Service): string => `a${metadata.uid.replaceAll('-', '')}`.slice(0, 32)

export const portsOf = ({ spec }: Service): ServicePort[] =>
  (spec?.ports ?? []).flatMap(({ port, nodePort, protocol = 'TCP' }) =>
    nodePort === undefined ? [] : [{ port, nodePort, protocol }],
  )

/** By which a cluster knows what it has made, and what the Service adds to that. */
export const balancerTags = (service: Service, clusterName: string): { Key: string; Value: string }[] => [
  { Key: `kubernetes.io/cluster/${clusterName}`, Value: 'owned' },
  { Key: 'kubernetes.io/service-name', Value: `${service.metadata.namespace}/${service.metadata.name}` },
  ...wishesOf(service).tags,
]

/** What is to be changed for a load balancer to send to these nodes: ids of instances, of which only those that run can be added. */
export function instanceChanges(
  nodes: readonly Node[],
  registered: readonly string[],
  instances: Readonly<Record<string, { state: string }>>,
): { added: string[]; removed: string[] } {
  const wanted = new Set(nodes.map(({ spec }) => spec!.providerID!.split('/').at(-1)!))
  return {
    added: [...wanted].filter((id) => !registered.includes(id) && instances[id]?.state === 'running'),
    removed: registered.filter((id) => !wanted.has(id)),
  }
}
