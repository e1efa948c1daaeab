import type * as types from '../../resources/generated/types.ts'
import { isFinished, isReady } from '../shared/pods.ts'

export type AddressType = 'IPv4' | 'IPv6'

/** The addresses of a pod that still counts as an endpoint. */
export function podAddresses(pod: types.Pod): string[] {
  if (isFinished(pod)) return []
  const { podIP, podIPs = podIP ? [{ ip: podIP }] : [] } = pod.status ?? {}
  return podIPs.map(({ ip }) => ip)
}

/** The pod's address of a family, if it has one and still counts as an endpoint. */
export function podAddress(pod: types.Pod, family: AddressType): string | undefined {
  return podAddresses(pod).find((ip) => ip.includes(':') === (family === 'IPv6'))
}

/** A pod as an endpoint of a service. @param zone of its node */
export function podEndpoint(
  pod: types.Pod,
  address: string,
  service: types.Service,
  zone: string | undefined,
): types.Endpoint {
  const serving = isReady(pod)
  const terminating = pod.metadata.deletionTimestamp !== undefined
  const ready = service.spec?.publishNotReadyAddresses === true || (serving && !terminating)
  const { name, namespace = '', uid } = pod.metadata
  const { nodeName, hostname, subdomain } = pod.spec ?? {}
  const hints = trafficHints(service, ready, nodeName, zone)
  return {
    addresses: [address],
    conditions: { ready, serving, terminating },
    ...(hostname && subdomain === service.metadata.name && { hostname }),
    targetRef: { kind: 'Pod', namespace, name, uid },
    ...(nodeName && { nodeName }),
    ...(zone && { zone }),
    ...(hints && { hints }),
  }
}

/** Where traffic for the endpoint should come from, when the service prefers short ways. */
function trafficHints(
  { spec }: types.Service,
  ready: boolean,
  nodeName: string | undefined,
  zone: string | undefined,
): types.EndpointHints | undefined {
  if (!spec?.trafficDistribution || !ready) return undefined
  const forNodes = spec.trafficDistribution === 'PreferSameNode' && nodeName ? { forNodes: [{ name: nodeName }] } : {}
  const forZones = zone ? { forZones: [{ name: zone }] } : {}
  const hints = { ...forNodes, ...forZones }
  return Object.keys(hints).length > 0 ? hints : undefined
}

/** The service's ports as the pod serves them; a name that no container has is left out. */
export function podPorts({ spec }: types.Service, pod: types.Pod): types.DiscoveryEndpointPort[] {
  return (spec?.ports ?? []).flatMap(({ name = '', protocol = 'TCP', port, targetPort = port, appProtocol }) => {
    const number = typeof targetPort === 'number' ? targetPort : namedPort(pod, targetPort, protocol)
    return number === undefined ? [] : [{ name, port: number, protocol, ...(appProtocol && { appProtocol }) }]
  })
}

function namedPort({ spec }: types.Pod, wanted: string, wantedProtocol: string): number | undefined {
  const sidecars = spec?.initContainers?.filter(({ restartPolicy }) => restartPolicy === 'Always') ?? []
  for (const { ports = [] } of [...(spec?.containers ?? []), ...sidecars])
    for (const { name, containerPort, protocol = 'TCP' } of ports)
      if (name === wanted && protocol === wantedProtocol) return containerPort
  return undefined
}
