/** What a port of an endpoint is known by. */
export interface OrderedPort {
  name?: string
  port?: number
  protocol?: string
  appProtocol?: string
}

/** How the ports of an object are written down before they are hashed: the two kinds spell the same fields differently. */
export type PortForm = (port: OrderedPort) => string

/** Ports of Endpoints. */
export const endpointsPort: PortForm = ({ name = '', port, protocol, appProtocol = NIL }) =>
  `(v1.EndpointPort){Name:(string)${name} Port:(int32)${port} Protocol:(v1.Protocol)${protocol} AppProtocol:(*string)${appProtocol}}`

/** Ports of EndpointSlices. */
export const slicePort: PortForm = ({ name = '', port = NIL, protocol, appProtocol = NIL }) =>
  `(v1.EndpointPort){Name:(*string)${name} Protocol:(*v1.Protocol)${protocol} Port:(*int32)${port} AppProtocol:(*string)${appProtocol}}`

/** The order in which the real control plane lists ports: by the hash of each, which looks like none but is always the same. */
export function sortPorts<T extends OrderedPort>(ports: readonly T[], form: PortForm): T[] {
  if (ports.length < 2) return [...ports]
  return ports
    .map((port) => ({ port, hash: fnv1a128(form(port)) }))
    .sort((a, b) => (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0))
    .map(({ port }) => port)
}

const NIL = '<nil>'
const OFFSET = 0x6c62272e07bb014262b821756295c58dn
const PRIME = (1n << 88n) + 0x13bn

function fnv1a128(text: string): bigint {
  let hash = OFFSET
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(128, (hash ^ BigInt(byte)) * PRIME)
  return hash
}
