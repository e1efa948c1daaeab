import type { Account, ControlPlaneHost, NodeSpec } from '#aws'
import { ADMIN, isReason, kinds, type Client, type Cluster } from '#cluster'
import { addonObjects, DEFAULT_ADDONS, type AddonChoice } from './eks/addons.ts'
import { applyObjects, type Conflicts } from './eks/apply-objects.ts'
import { eksSurroundings } from './eks/eks-surroundings.ts'
import { drainNode } from './eks/drain-node.ts'
import { nodeProfile, podAddresses } from './eks/node-profile.ts'
import { createGp2StorageClass } from './eks/storage-class.ts'
import { createLabCluster, type LabCluster, type LabContext } from './lab-cluster.ts'

const AWS_AUTH = { name: 'aws-auth', namespace: 'kube-system' }

/**
 * Runs the control planes that the account's EKS asks for.
 * @param account the account, which exists only after its host.
 * @param clusters by the host name of their endpoint; kept up to date.
 */
export function createControlPlaneHost(
  context: LabContext & { region: string },
  account: () => Account,
  clusters: Map<string, LabCluster>,
): ControlPlaneHost {
  const find = (arn: string) => [...clusters].find(([, cluster]) => cluster.arn === arn)
  const clusterOf = (arn: string): Cluster => {
    const found = find(arn)
    if (!found) throw new Error(`no control plane ${arn}`)
    return found[1].cluster
  }
  const clientOf = (arn: string): Client => clusterOf(arn).clientFor(ADMIN, 'eks')
  const apply = (arn: string, addon: AddonChoice, conflicts?: Conflicts) => {
    const { core } = clusterOf(arn)
    const objects = addonObjects(
      addon,
      context.region,
      dnsAddress(core.admissionContext.read(kinds.ServiceCIDR, 'kubernetes')?.spec?.cidrs),
    )
    if (!objects) return undefined
    const find = (apiVersion: string, kind: string) => core.registry.findKind(apiVersion, kind)?.type
    return applyObjects(clientOf(arn), objects, find, conflicts)
  }

  return {
    async createCluster({ arn, name, endpointHost, issuer, serviceCidr, installDefaultAddons }) {
      // Host names are compared in lower case.
      const host = endpointHost.toLowerCase()
      let cluster = clusters.get(host)
      if (!cluster) {
        cluster = await createLabCluster(context, {
          name,
          arn,
          issuer,
          serviceCidr,
          ...eksSurroundings(account, context.region, { name, arn }),
        })
        clusters.set(host, cluster)
        cluster.cluster.start()
        await createGp2StorageClass(clientOf(arn))
        if (installDefaultAddons) for (const addon of DEFAULT_ADDONS) await apply(arn, addon)
      }
      return { certificateAuthorityData: Buffer.from(cluster.authority.certificatePem).toString('base64') }
    },

    // What the API server calls itself follows the account's books; see `serverVersion`.
    upgradeCluster: () => Promise.resolve(),

    deleteCluster(arn) {
      const [host, cluster] = find(arn) ?? []
      cluster?.cluster.close()
      if (host !== undefined) clusters.delete(host)
      return Promise.resolve()
    },

    async addNode(arn, spec) {
      const { nodes, core } = clusterOf(arn)
      const addresses = podAddresses(spec.podAddresses)
      // A Node that is there before its machine was saved with it.
      const resumed = core.admissionContext.read(kinds.Node, spec.name) !== undefined
      if (!nodes.kubelet(spec.name)) nodes.addNode(nodeProfile(spec), { addresses, resumed })
      await whenReady(clientOf(arn), spec)
    },

    drainNode: (arn, nodeName, options) => drainNode(clientOf(arn), context.clock, nodeName, options),

    async removeNode(arn, nodeName) {
      clusterOf(arn).nodes.removeNode(nodeName)
      await ignoreAbsent(clientOf(arn).delete(kinds.Node, nodeName))
    },

    async updateNode(arn, nodeName, { labels, taints }) {
      const client = clientOf(arn)
      const { spec } = await client.get(kinds.Node, nodeName)
      const next = [...(spec?.taints ?? []).filter(isOfState), ...taints].map((taint) => ({ ...taint }))
      await client.patch(kinds.Node, nodeName, { metadata: { labels }, spec: { taints: next } }, { type: 'merge' })
    },

    async applyAddon(arn, addon) {
      const applied = apply(arn, addon, addon.resolveConflicts)
      if (!applied)
        return { ok: false, code: 'UnsupportedAddon', message: `The add-on ${addon.name} does not exist in this lab.` }
      const conflicts = await applied
      if (conflicts.length === 0) return { ok: true }
      const intro = 'Conflicts found when trying to apply. Will not continue due to resolve conflicts mode. Conflicts:'
      return { ok: false, code: 'ConfigurationConflict', message: [intro, ...conflicts].join('\n') }
    },

    async removeAddon(arn, name, preserve) {
      if (preserve) return
      const client = clientOf(arn)
      const { registry } = clusterOf(arn).core
      for (const { apiVersion = '', kind = '', metadata } of addonObjects({ name, version: '' }, context.region, '') ??
        []) {
        const type = registry.findKind(apiVersion, kind)?.type
        if (type)
          await ignoreAbsent(
            client.delete(type, metadata.name!, { ...(metadata.namespace && { namespace: metadata.namespace }) }),
          )
      }
    },

    async reviewToken(arn, token, audience) {
      const body = { metadata: {}, spec: { token, audiences: [audience] } }
      const review = await clientOf(arn).create(kinds.TokenReview, body)
      const match = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(review.status?.user?.username ?? '')
      return match ? { namespace: match[1]!, serviceAccount: match[2]! } : undefined
    },

    async readAwsAuth(arn) {
      try {
        return (await clientOf(arn).get(kinds.ConfigMap, AWS_AUTH.name, AWS_AUTH)).data ?? {}
      } catch (error) {
        if (isReason(error, 'NotFound')) return undefined
        throw error
      }
    },

    async writeAwsAuth(arn, data) {
      const patch = { apiVersion: 'v1', kind: 'ConfigMap', metadata: AWS_AUTH, data }
      await clientOf(arn).patch(kinds.ConfigMap, AWS_AUTH.name, patch, {
        ...AWS_AUTH,
        type: 'apply',
        fieldManager: 'eks',
        force: true,
      })
    },
  }
}

/** The tenth address of the range, as EKS gives it to the cluster's DNS. */
function dnsAddress(cidrs: readonly string[] | undefined): string {
  return (cidrs?.[0] ?? '10.100.0.0/16').replace(/\d+\/\d+$/, '10')
}

/** Resolves when the Node is Ready; never, when its role does not let it become so. */
/** What Kubernetes and the cloud say of a node's state is not the node group's to change. */
const isOfState = ({ key }: { key: string }) => /^node\.(cloudprovider\.)?kubernetes\.io\//.test(key)

async function whenReady(client: Client, { name }: NodeSpec): Promise<void> {
  const abort = new AbortController()
  const watching = client.watch(kinds.Node, { fieldSelector: `metadata.name=${name}`, signal: abort.signal })
  for await (const { object } of watching) {
    if (!object.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True')) continue
    abort.abort()
    return
  }
}

async function ignoreAbsent(pending: Promise<unknown>): Promise<void> {
  try {
    await pending
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error
  }
}
