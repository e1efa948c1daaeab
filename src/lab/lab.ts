import { createAuthority, openAuthority, type CertificateAuthority } from '#base'
import { createAccount, createModels, type Account, type AccountSnapshot, type Models, type ServiceModel } from '#aws'
import { awsHandler } from './aws-handler.ts'
import { ADMIN, createFakeNodes, plainNodeProfile } from '#cluster'
import { createControlPlaneHost } from './control-plane-host.ts'
import { eksSurroundings } from './eks/eks-surroundings.ts'
import { createLoadBalancers } from './load-balancers.ts'
import { createLabCluster, type LabCluster, type LabClusterSnapshot, type LabContext } from './lab-cluster.ts'
import { createHttpTransport, type HttpTransport } from './serve/connection.ts'
import { createGateway, type Gateway } from './serve/gateway.ts'
import { createHostCertificates, type HostCertificates } from './serve/host-certificates.ts'
import { createModelLoader } from './tools/service-models.ts'

export interface LabOptions extends LabContext {
  id: string
  /** By how much AWS' waiting times are divided. */
  pace: number
  /** Twelve digits. */
  accountId: string
  region: string
  models: Models
  /** What `snapshot()` of an earlier life returned. */
  snapshot?: LabSnapshot
}

/** A lab as plain data. */
export interface LabSnapshot {
  version: 1
  authority: { certificatePem: string; privateKeyPem: string }
  account: AccountSnapshot
  clusters: { host: string; cluster: LabClusterSnapshot }[]
}

/** What a plain cluster has beside its control plane. */
export interface PlainClusterOptions {
  /** Nodes that run pods in name only. */
  fakeNodes?: number
  /** Nodes with a kubelet and containers. */
  nodes?: number
  /** Components that are left out, so that others can take their place. */
  without?: readonly string[]
}

/** One learner's world: an AWS account, its clusters, and the way to them. */
export interface Lab {
  readonly id: string
  readonly account: Account
  /** By the host name of their endpoint. */
  readonly clusters: ReadonlyMap<string, LabCluster>
  /** Signs for every host but the clusters' endpoints; the workstation's tools trust it. */
  readonly authority: CertificateAuthority
  readonly gateway: Gateway
  readonly transport: HttpTransport
  readonly certificates: HostCertificates
  /** Adds a cluster that the account knows nothing of. */
  addPlainCluster(name: string, options?: PlainClusterOptions): Promise<LabCluster>
  snapshot(): Promise<LabSnapshot>
  close(): void
}

/** The models of AWS' services, to be shared by all labs of a process. */
export function loadModels(): Models {
  const loader = createModelLoader()
  return createModels((service) => Promise.resolve(loader.load(service) as ServiceModel))
}

/** Makes a lab, new or from a snapshot. */
export async function createLab(options: LabOptions): Promise<Lab> {
  const { id, clock, ids, log, pace, accountId, region, models, snapshot } = options
  const context = { clock, ids, log }
  const authority = snapshot
    ? await openAuthority(snapshot.authority, ids)
    : await createAuthority({ commonName: 'Reconcile lab', nowMs: clock.now(), ids })
  const clusters = new Map<string, LabCluster>()
  for (const { host, cluster: saved } of snapshot?.clusters ?? []) {
    const { name, arn } = saved
    const surroundings = arn === undefined ? {} : eksSurroundings(() => account, region, { name, arn })
    clusters.set(host, await createLabCluster(context, { ...saved, ...surroundings }, saved))
  }

  const host = createControlPlaneHost({ ...context, region }, () => account, clusters)
  const account: Account = createAccount({
    ...context,
    accountId,
    region,
    pace,
    models,
    host,
    ...(snapshot && { snapshot: snapshot.account }),
  })
  for (const { cluster } of clusters.values()) cluster.start()
  const aws = awsHandler(account)
  const loadBalancers = createLoadBalancers(account, () => Array.from(clusters.values(), ({ cluster }) => cluster))
  const transport = createHttpTransport(log)
  const certificates = createHostCertificates(clock)
  const gateway = createGateway({
    transport,
    certificates,
    authority,
    findTarget(name, port) {
      const cluster = clusters.get(name)
      if (cluster) return cluster
      return account.hosts(name) ? { handle: aws } : loadBalancers.find(name, port)
    },
  })

  return {
    id,
    account,
    clusters,
    authority,
    gateway,
    transport,
    certificates,
    async addPlainCluster(name, { fakeNodes = 0, nodes = 0, without = [] } = {}) {
      const issuer = `https://oidc.eks.${region}.amazonaws.com/id/${ids.hex(32).toUpperCase()}`
      const cluster = await createLabCluster(context, {
        name,
        issuer,
        // Without machines of its own, any node that is made stands for one.
        fakeNodes: fakeNodes > 0 && nodes === 0 ? 'all' : 'annotated',
      })
      await createFakeNodes(cluster.cluster.clientFor(ADMIN, 'lab'), fakeNodes, region)
      cluster.cluster.start(without)
      for (let index = 0; index < nodes; index++) cluster.cluster.nodes.addNode(plainNodeProfile(index, region))
      clusters.set(`${name}.cluster.local`, cluster)
      return cluster
    },
    async snapshot() {
      const { certificatePem, privateKeyPem } = authority
      const saved = [...clusters].map(async ([host, cluster]) => ({ host, cluster: await cluster.snapshot() }))
      return {
        version: 1,
        authority: { certificatePem, privateKeyPem },
        account: account.snapshot(),
        clusters: await Promise.all(saved),
      }
    },
    close() {
      transport.close()
      loadBalancers.close()
      account[Symbol.dispose]()
      for (const { cluster } of clusters.values()) cluster.close()
    },
  }
}
