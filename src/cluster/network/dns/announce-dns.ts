import { isReason } from '../../apimachinery/errors.ts'
import type { Draft } from '../../apimachinery/object.ts'
import type { Client } from '../../client/client.ts'
import { EndpointSlice, Service } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'

const NAMESPACE = 'kube-system'
const NAME = 'kube-dns'

/** Makes the Service of cluster DNS where it is a process of a machine, and points it there. */
export async function announceDns(client: Client, clusterIP: string, serverIp: string): Promise<void> {
  const service: Draft<types.Service> = {
    metadata: {
      name: NAME,
      namespace: NAMESPACE,
      labels: { 'k8s-app': NAME, 'kubernetes.io/cluster-service': 'true', 'kubernetes.io/name': 'CoreDNS' },
    },
    spec: {
      clusterIP,
      ports: [
        { name: 'dns', port: 53, protocol: 'UDP' },
        { name: 'dns-tcp', port: 53, protocol: 'TCP' },
      ],
    },
  }
  const slice: Draft<types.EndpointSlice> = {
    metadata: { name: `${NAME}-node`, namespace: NAMESPACE, labels: { 'kubernetes.io/service-name': NAME } },
    addressType: 'IPv4',
    ports: [
      { name: 'dns', port: 53, protocol: 'UDP' },
      { name: 'dns-tcp', port: 53, protocol: 'TCP' },
    ],
    endpoints: [{ addresses: [serverIp], conditions: { ready: true } }],
  }
  await createOnce(() => client.create(Service, service))
  await createOnce(() => client.create(EndpointSlice, slice))
}

async function createOnce(create: () => Promise<unknown>): Promise<void> {
  try {
    await create()
  } catch (error) {
    if (!isReason(error, 'AlreadyExists')) throw error
  }
}
