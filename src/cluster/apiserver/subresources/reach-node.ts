import { notFound, StatusError } from '../../apimachinery/errors.ts'
import type { NodeEndpoint, NodeEndpoints } from '../../kubelet/node-endpoint.ts'
import { Node } from '../../resources/generated/kinds.ts'
import type { Core } from '../core.ts'

/** @throws StatusError when nothing answers at the node's port */
export function reachNode(core: Core, nodes: NodeEndpoints, nodeName: string): NodeEndpoint {
  const endpoint = nodes.endpoint(nodeName)
  if (endpoint) return endpoint
  const node = core.admissionContext.read(Node, nodeName)
  if (!node) throw notFound(Node, nodeName)
  const addresses = node.status?.addresses ?? []
  const address = addresses.find(({ type }) => type === 'InternalIP')?.address
  if (!address) {
    const known = addresses.map((one) => `{${one.type} ${one.address}}`).join(' ')
    throw new StatusError(500, '', `no preferred addresses found; known addresses: [${known}]`)
  }
  const url = `https://${address}:10250`
  throw new StatusError(500, 'InternalError', `Get "${url}": dial tcp ${address}:10250: connect: connection refused`)
}
