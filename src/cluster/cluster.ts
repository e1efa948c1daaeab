import type { CertificateAuthority, Clock, Ids, Log, TokenSigner } from '#base'
import type { AdmissionPlugin } from './apiserver/admission/admission.ts'
import { AUTHENTICATED, type Authenticator } from './apiserver/authn/authenticator.ts'
import type { Authorizer } from './apiserver/authz/authorizer.ts'
import type { Core } from './apiserver/core.ts'
import { createApiServer, type ApiServerDependencies } from './apiserver/create-api-server.ts'
import type { ApiServer } from './apiserver/server.ts'
import { bootstrap } from './bootstrap.ts'
import type { Client, UserInfo } from './client/client.ts'
import { createGate, type Gate } from './client/gate.ts'
import type { CloudProvider } from './cloud-provider.ts'
import type { Component } from './component.ts'
import type { CsiDriver } from './csi/csi-driver.ts'
import { createCsiSidecars } from './csi/csi-sidecars.ts'
import { rememberRuns, type ComponentHistory } from './component-history.ts'
import { createComponents } from './components.ts'
import type { FakeNodes } from './fake-nodes/component.ts'
import { NodePool, type NodePoolOptions } from './kubelet/node-pool.ts'
import { Store, type StoreSnapshot } from './etcd/store.ts'
import { startIdentityLease } from './identity-lease.ts'
import { releaseLeases } from './release-leases.ts'
import type { DecisionRecord } from './scheduler/scheduler.ts'
import { createPastApiServer, type PastApiServer } from './why/past-api-server.ts'

export interface ClusterOptions {
  clock: Clock
  ids: Ids
  log: Log
  /** Signs service account tokens. */
  signer: TokenSigner
  /** The URL of the service account issuer. */
  issuer: string
  /** The PEM text of the authority that signs the API server's and its clients' certificates. */
  clientCa?: string
  /** Signs approved certificate requests of kube-controller-manager's signers; absent where others do, as in EKS. */
  certificateSigner?: CertificateAuthority
  /** The range of Service addresses; `10.100.0.0/16` when absent. */
  serviceCidr?: string
  /** How nodes are set up: `plain` machines bring network, kube-proxy and DNS along, `eks` ones get them as pods. `plain` when absent. */
  flavor?: NodePoolOptions['flavor']
  /** Which nodes run pods in name only: those with kwok's annotation (the default), or all. */
  fakeNodes?: FakeNodes
  /** Where it left off; a new cluster without it. */
  snapshot?: StoreSnapshot
  /** Where it runs; without one, Services of type LoadBalancer wait for ever. */
  cloud?: CloudProvider
  /** Drivers of volumes, which work while their pods run. */
  csiDrivers?: readonly CsiDriver[]
  authenticators?: readonly Authenticator[]
  authorizers?: readonly Authorizer[]
  admission?: readonly AdmissionPlugin[]
  /** What `/version` says, where it is not the version that the cluster behaves as. */
  gitVersion?: () => string | undefined
}

/** One Kubernetes cluster in this process. */
export interface Cluster {
  readonly api: ApiServer
  readonly core: Core
  readonly store: Store
  /** Everything that can be stopped and started, by its Kubernetes name. Nothing runs until it is started. */
  readonly components: ReadonlyMap<string, Component>
  /** Whether a component ran when the store was at a past revision. */
  readonly ranAt: ComponentHistory['ranAt']
  /** The machines: kubelets, their containers, and the network between them. */
  readonly nodes: NodePool
  /** Before the work of controllers and scheduler: to hold them up, and to let one reconcile through. */
  readonly gate: Gate
  /** What the scheduler decided of late, by `namespace/name` of the pod. */
  readonly decisions: ReadonlyMap<string, DecisionRecord>
  /** A client of the API server; every write goes through the same pipeline as one over the wire. */
  clientFor(user: UserInfo, component: string): Client
  /**
   * Answers reads as they were answered at a past revision, and refuses writes.
   * @throws CompactedError when that revision is gone.
   */
  at(revision: number): PastApiServer
  /**
   * Starts all components but these.
   * @throws RangeError when one of them does not exist.
   */
  start(without?: readonly string[]): void
  /**
   * Stops these components.
   * @throws RangeError when one of them does not exist.
   */
  stop(names: readonly string[]): void
  /** Ends everything. */
  close(): void
}

/** The superuser of a cluster. */
export const ADMIN: UserInfo = { name: 'kubernetes-admin', groups: ['system:masters', AUTHENTICATED] }

const API_SERVER_USER: UserInfo = { name: 'system:apiserver', groups: ['system:masters', AUTHENTICATED] }

const SERVICE_CIDR = '10.100.0.0/16'
const API_SERVER = { address: '10.0.0.10', port: 443 }
const API_NAMES = ['kubernetes', 'kubernetes.default', 'kubernetes.default.svc', 'kubernetes.default.svc.cluster.local']

/** Wires the parts of a cluster and fills an empty store with what a new cluster contains. */
export function createCluster(options: ClusterOptions): Cluster {
  const { clock, ids, log, signer, issuer, snapshot, clientCa = '', serviceCidr = SERVICE_CIDR } = options
  const { certificateSigner } = options
  const store = new Store({ now: () => clock.now(), ...(snapshot && { snapshot }) })
  const nodes = new NodePool({ clock, ids, log, flavor: options.flavor ?? 'plain' })
  const serving: ApiServerDependencies = {
    store,
    clock,
    ids,
    log,
    signer,
    issuer,
    nodes,
    network: nodes,
    authenticators: options.authenticators ?? [],
    authorizers: options.authorizers ?? [],
    admission: options.admission ?? [],
    gitVersion: options.gitVersion,
  }
  const { server, core, clientFor, stop } = createApiServer(serving)
  nodes.connect(clientFor)
  const serviceIp = serviceCidr.replace(/\d+\/\d+$/, '1')
  bootstrap(core, { clientCa, serviceCidr, serviceIp, apiServer: API_SERVER })
  nodes.serveApi({
    port: API_SERVER.port,
    tls: { names: [...API_NAMES, serviceIp, API_SERVER.address], authority: clientCa },
    handle: (request) => server.handle(request),
  })
  // What a new cluster contains is where its history begins.
  store.compact(store.revision)
  const gate = createGate()
  const { components, decisions } = createComponents({
    clientFor,
    gate,
    clock,
    ids,
    log,
    ...(options.cloud && { cloud: options.cloud }),
    ...(options.fakeNodes && { fakeNodes: options.fakeNodes }),
    controllers: { rootCa: clientCa, signer, ...(certificateSigner && { certificateSigner }) },
  })
  const sidecars = (options.csiDrivers ?? []).map((driver) =>
    createCsiSidecars({ driver, clientFor, clock, ids, log, gate }),
  )
  const { ranAt } = rememberRuns(components.values(), () => store.revision)
  const find = (name: string) => {
    const component = components.get(name)
    if (!component)
      throw new RangeError(`there is no component ${name}; there are ${[...components.keys()].join(', ')}`)
    return component
  }
  let stopIdentity: (() => void) | undefined
  if (snapshot) releaseLeases(core, components.keys())
  return {
    api: server,
    core,
    store,
    nodes,
    components,
    ranAt,
    decisions,
    gate,
    at: (revision) => createPastApiServer(serving, revision),
    clientFor,
    start(without = []) {
      const left = new Set(without.map(find))
      for (const component of components.values()) if (!left.has(component)) component.start()
      for (const sidecar of sidecars) sidecar.start()
      stopIdentity ??= startIdentityLease({ client: clientFor(API_SERVER_USER, 'kube-apiserver'), clock, ids, log })
    },
    stop: (names) => names.forEach((name) => find(name).stop()),
    close() {
      for (const component of [...components.values(), ...sidecars]) component.stop()
      stopIdentity?.()
      stop()
      nodes.close()
    },
  }
}
