import { notFound, StatusError } from '../../apimachinery/errors.ts'
import type { NodeEndpoint, NodeEndpoints } from '../../kubelet/node-endpoint.ts'

/** @throws StatusError when nothing answers at the node's port */
export function reachNode(nodes: NodeEndpoints, nodeName: string, address = ''): NodeEndpoint {
  const endpoint = nodes.endpoint(nodeName)
  if (endpoint) return endpoint
  if (!address) throw notFound({ group: '', plural: 'nodes' }, nodeName)
  const url = `https://${address}:10250`
  throw new StatusError(500, 'InternalError', `Get "${url}": dial tcp ${address}:10250: connect: connection refused`)
}
