import {
  createAuthority,
  createTokenSigner,
  openAuthority,
  type CertificateAuthority,
  type Clock,
  type Ids,
  type Log,
} from '#base'
import { createCluster, type Cluster, type ClusterOptions } from '#cluster'
import type { Handler } from './serve/exchange.ts'

/** A cluster of a lab with the keys that make it the same cluster after a restart. */
export interface LabCluster {
  readonly name: string
  /** Of clusters that EKS knows. */
  readonly arn?: string
  readonly cluster: Cluster
  /** Signs the API server's certificate and those of clients. */
  readonly authority: CertificateAuthority
  readonly handle: Handler
  /** The past revision at which the learner's programs see the cluster; absent when they see it as it is. */
  readonly shown: number | undefined
  /**
   * Shows the learner's programs the cluster as it was at a past revision, read-only, or as it is.
   * @throws CompactedError when the revision is gone.
   */
  show(revision: number | undefined): void
  /** Calls `listener` whenever another time is shown. */
  onShow(listener: () => void): () => void
  snapshot(): Promise<LabClusterSnapshot>
}

/** A cluster as plain data. */
export interface LabClusterSnapshot {
  name: string
  arn?: string
  issuer: string
  authority: { certificatePem: string; privateKeyPem: string }
  tokenKey: JsonWebKey
  store: NonNullable<ClusterOptions['snapshot']>
}

/** What every cluster of a lab shares. */
export interface LabContext {
  clock: Clock
  ids: Ids
  log: Log
}

/** Makes a cluster, new or from a snapshot. */
export async function createLabCluster(
  context: LabContext,
  options: { name: string; issuer: string; arn?: string } & Partial<
    Pick<
      ClusterOptions,
      | 'admission'
      | 'authenticators'
      | 'authorizers'
      | 'serviceCidr'
      | 'flavor'
      | 'cloud'
      | 'csiDrivers'
      | 'fakeNodes'
      | 'gitVersion'
    >
  >,
  snapshot?: LabClusterSnapshot,
): Promise<LabCluster> {
  const {
    name,
    issuer,
    arn,
    authenticators = [],
    authorizers = [],
    admission = [],
    csiDrivers = [],
    serviceCidr,
    flavor,
    cloud,
    fakeNodes,
    gitVersion,
  } = options
  const { clock, ids } = context
  const authority = snapshot
    ? await openAuthority(snapshot.authority, ids)
    : await createAuthority({ commonName: 'kubernetes', nowMs: clock.now(), ids })
  const signer = createTokenSigner(snapshot?.tokenKey)
  const cluster = createCluster({
    ...context,
    authenticators,
    authorizers,
    admission,
    csiDrivers,
    ...(serviceCidr && { serviceCidr }),
    ...(flavor && { flavor }),
    ...(cloud && { cloud }),
    ...(fakeNodes && { fakeNodes }),
    ...(gitVersion && { gitVersion }),
    signer,
    issuer,
    clientCa: authority.certificatePem,
    ...(flavor !== 'eks' && { certificateSigner: authority }),
    ...(snapshot && { snapshot: snapshot.store }),
  })
  const listeners = new Set<() => void>()
  let past: { revision: number; handle: Handler } | undefined
  return {
    name,
    ...(arn !== undefined && { arn }),
    cluster,
    authority,
    // What is asked from within the process, as checks do, is always about now.
    handle: (request) => (past && !request.user ? past.handle(request) : cluster.api.handle(request)),
    get shown() {
      return past?.revision
    },
    show(revision) {
      past = revision === undefined ? undefined : { revision, handle: cluster.at(revision) }
      for (const listener of listeners) listener()
    },
    onShow(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async snapshot() {
      const { certificatePem, privateKeyPem } = authority
      const tokenKey = await signer.export()
      return {
        name,
        ...(arn !== undefined && { arn }),
        issuer,
        authority: { certificatePem, privateKeyPem },
        tokenKey,
        store: cluster.store.snapshot(),
      }
    },
  }
}
