import type { ControlPlaneHost } from '#aws'
import { createLabCluster, type LabCluster, type LabContext } from './lab-cluster.ts'

/** Runs the control planes that the account's EKS asks for; `clusters` is kept by the host name of their endpoint. */
export function createControlPlaneHost(context: LabContext, clusters: Map<string, LabCluster>): ControlPlaneHost {
  const hostOf = new Map<string, string>()
  return {
    async createCluster({ arn, name, endpointHost, issuer }) {
      hostOf.set(arn, endpointHost)
      let cluster = clusters.get(endpointHost)
      if (!cluster) clusters.set(endpointHost, (cluster = await createLabCluster(context, { name, issuer })))
      return { certificateAuthorityData: Buffer.from(cluster.authority.certificatePem).toString('base64') }
    },
    deleteCluster(arn) {
      const host = hostOf.get(arn) ?? ''
      clusters.get(host)?.cluster.close()
      clusters.delete(host)
      hostOf.delete(arn)
      return Promise.resolve()
    },
    upgradeCluster: () => Promise.resolve(),
    addNode: unsupported,
    drainNode: unsupported,
    removeNode: unsupported,
    updateNode: unsupported,
    applyAddon: () => Promise.resolve({ ok: true }),
    removeAddon: () => Promise.resolve(),
    readAwsAuth: () => Promise.resolve(undefined),
    writeAwsAuth: () => Promise.resolve(),
  }
}
const unsupported = () => Promise.reject(new Error('nodes'))
