import { badRequest, serviceUnavailable, StatusError } from '../../apimachinery/errors.ts'
import type { NodeEndpoints } from '../../kubelet/node-endpoint.ts'
import type { TlsIdentity } from '../../network/connection.ts'
import type { Pod } from '../../resources/generated/types.ts'
import type { Core } from '../core.ts'
import type { ApiRequest, ApiResponse } from '../http.ts'
import { read } from '../operations/read.ts'
import type { ResourceRequest } from '../resource-request.ts'
import { serviceAddress, ServiceError } from '../calls/service-address.ts'
import { reachNode } from './reach-node.ts'

/** The pod network, as far as the API server uses it. */
export interface ProxyNetwork {
  /**
   * Sends an HTTP request to an address of the pod network.
   * @param verify makes it speak TLS; throws when the server's certificate is not good enough.
   * @throws Error with what a dialer would say.
   */
  request(
    address: { ip: string; port: number },
    request: ApiRequest,
    verify?: (identity: TlsIdentity) => void,
  ): Promise<ApiResponse>
  /** The addresses of a name that is known outside of the cluster; none for others. */
  resolve(host: string): readonly string[]
}

/** `[scheme:]name[:port]`, as the name of a proxied pod or service. */
function parseTarget(text: string): { name: string; port: string } {
  const parts = text.split(':')
  if (parts.length > 3) throw badRequest(`invalid proxy request ${JSON.stringify(text)}`)
  if (parts.length === 3) return { name: parts[1]!, port: parts[2]! }
  return { name: parts[0]!, port: parts[1] ?? '' }
}

const forwarded = ({ request, info, query }: ResourceRequest): ApiRequest => {
  const { authorization: _authorization, ...headers } = request.headers
  return { ...request, headers, path: `/${info.rest}`, query: query.toString() }
}

/** `pods/NAME[:PORT]/proxy/…`. */
export async function proxyPod(core: Core, network: ProxyNetwork, call: ResourceRequest): Promise<ApiResponse> {
  const { name, port } = parseTarget(call.info.name)
  const pod = read(core, call.resource, call.info.namespace, name) as Pod
  const ports = pod.spec!.containers.flatMap((container) => container.ports ?? [])
  const number =
    port === ''
      ? (ports[0]?.containerPort ?? 80)
      : (ports.find((item) => item.name === port)?.containerPort ?? Number(port))
  const ip = pod.status?.podIP
  if (!ip) throw badRequest('address not allowed')
  return dial(network, { ip, port: number }, call)
}

/** `services/NAME[:PORT]/proxy/…`: one ready endpoint of the service. */
export async function proxyService(core: Core, network: ProxyNetwork, call: ResourceRequest): Promise<ApiResponse> {
  const { name, port } = parseTarget(call.info.name)
  const { namespace } = call.info
  read(core, call.resource, namespace, name)
  try {
    const address = serviceAddress(core.admissionContext, { namespace, name, port }, () => core.ids.random())
    return await dial(network, address, call)
  } catch (error) {
    if (error instanceof ServiceError) throw serviceUnavailable(error.message)
    throw error
  }
}

/** `nodes/NAME[:PORT]/proxy/…`: what the kubelet serves. */
export async function proxyNode(core: Core, nodes: NodeEndpoints, call: ResourceRequest): Promise<ApiResponse> {
  const { name } = parseTarget(call.info.name)
  return reachNode(core, nodes, name).request(forwarded(call))
}

async function dial(
  network: ProxyNetwork,
  address: { ip: string; port: number },
  call: ResourceRequest,
): Promise<ApiResponse> {
  try {
    return await network.request(address, forwarded(call))
  } catch (error) {
    throw new StatusError(503, 'ServiceUnavailable', `error trying to reach service: ${(error as Error).message}`)
  }
}
