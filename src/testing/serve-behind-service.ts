import { serveHttp, type HttpServerOptions } from '../cluster/network/http/http-server.ts'
import { NetworkStack } from '../cluster/network/network-stack.ts'
import { EndpointSlice, Service } from '../cluster/resources/generated/kinds.ts'
import type { TestCluster } from './cluster.ts'

const IP = '10.0.9.9'

/** Serves HTTP on the pod network, behind port 443 of a Service of `default`. */
export async function serveBehindService(
  { cluster, client }: TestCluster,
  name: string,
  server: HttpServerOptions,
): Promise<void> {
  const stack = new NetworkStack(cluster.nodes.network, [IP])
  cluster.nodes.network.addStack(stack)
  serveHttp(stack, server)
  const metadata = { name, namespace: 'default' }
  const { port } = server
  await client.create(Service, { metadata, spec: { ports: [{ port: 443, targetPort: port }] } })
  await client.create(EndpointSlice, {
    metadata: { ...metadata, labels: { 'kubernetes.io/service-name': name } },
    addressType: 'IPv4',
    ports: [{ name: '', port, protocol: 'TCP' }],
    endpoints: [{ addresses: [IP], conditions: { ready: true } }],
  })
}
