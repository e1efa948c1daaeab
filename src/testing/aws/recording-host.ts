import type { AddonSpec, AwsAuthData, ClusterSpec, ControlPlaneHost, NodeSpec } from '#aws'

/** A host that runs nothing and remembers what it was asked for. */
export interface RecordingHost extends ControlPlaneHost {
  readonly clusters: Map<string, ClusterSpec>
  /** By cluster ARN and node name. */
  readonly nodes: Map<string, NodeSpec>
  readonly addons: Map<string, AddonSpec>
  readonly awsAuth: Map<string, AwsAuthData>
  /** What happened, in order: `addNode ip-…`. */
  readonly log: string[]
  /** Nodes added from now on never become Ready. */
  stallNodes: boolean
}

/** @see ControlPlaneHost */
export function createRecordingHost(): RecordingHost {
  const log: string[] = []
  const host: RecordingHost = {
    clusters: new Map(),
    nodes: new Map(),
    addons: new Map(),
    awsAuth: new Map(),
    log,
    stallNodes: false,
    async createCluster(spec) {
      log.push(`createCluster ${spec.name}`)
      host.clusters.set(spec.arn, spec)
      return { certificateAuthorityData: btoa('-----BEGIN CERTIFICATE-----\n') }
    },
    async upgradeCluster(arn, to) {
      log.push(`upgradeCluster ${to.version}`)
      host.clusters.set(arn, { ...host.clusters.get(arn)!, ...to })
    },
    async deleteCluster(arn) {
      log.push('deleteCluster')
      host.clusters.delete(arn)
    },
    async addNode(arn, node) {
      log.push(`addNode ${node.name}`)
      host.nodes.set(`${arn} ${node.name}`, node)
      if (host.stallNodes) await new Promise(() => undefined)
    },
    async drainNode(_arn, name) {
      log.push(`drainNode ${name}`)
      return true
    },
    async removeNode(arn, name) {
      log.push(`removeNode ${name}`)
      host.nodes.delete(`${arn} ${name}`)
    },
    async updateNode(arn, name, change) {
      log.push(`updateNode ${name}`)
      host.nodes.set(`${arn} ${name}`, { ...host.nodes.get(`${arn} ${name}`)!, ...change })
    },
    async applyAddon(arn, addon) {
      log.push(`applyAddon ${addon.name} ${addon.version}`)
      host.addons.set(`${arn} ${addon.name}`, addon)
      return { ok: true }
    },
    async removeAddon(arn, name) {
      log.push(`removeAddon ${name}`)
      host.addons.delete(`${arn} ${name}`)
    },
    // A token of the tests says itself whose it is: `NAMESPACE/ACCOUNT`.
    async reviewToken(_arn, token) {
      const [namespace, serviceAccount] = token.split('.')[1]?.split('/') ?? []
      return namespace !== undefined && serviceAccount !== undefined ? { namespace, serviceAccount } : undefined
    },
    readAwsAuth: async (arn) => host.awsAuth.get(arn),
    async writeAwsAuth(arn, data) {
      host.awsAuth.set(arn, data)
    },
  }
  return host
}
