import { matchesSelector } from '../../apimachinery/selectors.ts'
import type * as types from '../../resources/generated/types.ts'
import { contains, parseCidr, parseIp } from '../../resources/shared/ip.ts'
import type { Transport } from '../connection.ts'

export type PolicyDirection = 'Ingress' | 'Egress'

/** Who is at the other end of a connection; without a pod, an address is all that a policy can name. */
export interface Peer {
  ip: string
  pod?: types.Pod | undefined
  namespaceLabels?: Readonly<Record<string, string>> | undefined
}

/** The port at which a connection arrives, and the pod there that may have a name for it. */
export interface TargetPort {
  transport: Transport
  port: number
  pod: types.Pod | undefined
}

/** Whether a policy speaks of a pod in one direction: what it does not allow then does not pass. */
export function isolates({ spec }: types.NetworkPolicy, pod: types.Pod, direction: PolicyDirection): boolean {
  const applies = spec?.policyTypes?.includes(direction) ?? false
  return applies && matchesSelector(spec!.podSelector ?? {}, pod.metadata.labels)
}

/** Whether one of a policy's rules lets a connection through. Whoever isolates a pod with no rule lets nothing through. */
export function permits(
  { metadata, spec }: types.NetworkPolicy,
  direction: PolicyDirection,
  peer: Peer,
  target: TargetPort,
): boolean {
  const rules =
    direction === 'Ingress'
      ? (spec?.ingress ?? []).map(({ from, ports }) => ({ peers: from, ports }))
      : (spec?.egress ?? []).map(({ to, ports }) => ({ peers: to, ports }))
  return rules.some(
    ({ peers = [], ports = [] }) =>
      (peers.length === 0 || peers.some((wanted) => isPeer(wanted, peer, metadata.namespace!))) &&
      (ports.length === 0 || ports.some((wanted) => isPort(wanted, target))),
  )
}

function isPeer(
  { ipBlock, podSelector, namespaceSelector }: types.NetworkPolicyPeer,
  peer: Peer,
  home: string,
): boolean {
  if (ipBlock) return lies(peer.ip, ipBlock.cidr) && !(ipBlock.except ?? []).some((cidr) => lies(peer.ip, cidr))
  const { pod } = peer
  if (!pod) return false
  const inNamespace = namespaceSelector
    ? matchesSelector(namespaceSelector, peer.namespaceLabels)
    : pod.metadata.namespace === home
  return inNamespace && (!podSelector || matchesSelector(podSelector, pod.metadata.labels))
}

function lies(ip: string, cidr: string): boolean {
  const address = parseIp(ip)
  const range = parseCidr(cidr)
  return address !== undefined && range !== undefined && contains(range, address)
}

function isPort({ protocol = 'TCP', port, endPort }: types.NetworkPolicyPort, target: TargetPort): boolean {
  if (protocol !== target.transport) return false
  if (port === undefined) return true
  if (typeof port === 'number') return target.port >= port && target.port <= (endPort ?? port)
  const { containers = [], initContainers = [] } = target.pod?.spec ?? {}
  return [...containers, ...initContainers].some(({ ports = [] }) =>
    ports.some(
      ({ name, containerPort, protocol: own = 'TCP' }) =>
        name === port && containerPort === target.port && own === protocol,
    ),
  )
}
