import type { Clock, Ids, Log } from '#base'
import type { ApiRequest, ApiResponse } from '../apiserver/http.ts'
import type { Client, UserInfo } from '../client/client.ts'
import { createInformerFactory, type InformerFactory } from '../client/informer-factory.ts'
import { AWS_CNI_CONFIG } from '../images/programs/eks.ts'
import type { RegistryCredential } from '../images/registry.ts'
import { AddressPool } from '../network/address-pool.ts'
import { ClusterNetwork } from '../network/cluster-network.ts'
import type { TlsIdentity } from '../network/connection.ts'
import { announceDns } from '../network/dns/announce-dns.ts'
import { startDnsServer } from '../network/dns/dns-server.ts'
import type { KubernetesZone } from '../network/dns/kubernetes-records.ts'
import { requestOverNetwork, serveApi, type ApiEndpoint } from '../network/http/api-bridge.ts'
import type { NetworkNode } from '../network/network-node.ts'
import { NetworkStack } from '../network/network-stack.ts'
import { PolicyEnforcer } from '../network/policies/policy-enforcer.ts'
import { ServiceProxy } from '../network/services/service-proxy.ts'
import { ServiceTable } from '../network/services/service-table.ts'
import { EndpointSlice, Namespace, NetworkPolicy, Service } from '../resources/generated/kinds.ts'
import { AddressError, type PodAddresses } from './kubelet-context.ts'
import { Kubelet } from './kubelet.ts'
import type { NodeEndpoint, NodeEndpoints } from './node-endpoint.ts'
import type { NodeProfile } from './node-profile.ts'
import { Disks } from './volumes/disks.ts'

/** How a cluster's nodes are set up. */
export interface NodePoolOptions {
  clock: Clock
  ids: Ids
  log: Log
  /** `plain`: network and kube-proxy are part of the machine. `eks`: they come with pods, as does DNS. */
  flavor: 'plain' | 'eks'
  clusterDomain?: string
  clusterDns?: string
  /** The network's own resolver. */
  resolver?: string
  region?: string
  syncFrequencyMs?: number
}

/** What one node has of its own. */
export interface NodeExtras {
  addresses?: PodAddresses
  credentials?: readonly RegistryCredential[]
  /** Whether the machine was suspended and goes on with what ran on it. */
  resumed?: boolean
}

interface PoolNode {
  kubelet: Kubelet
  network: NetworkNode
}

/** Parts of machines that no Kubernetes account stands for. */
const MASTER: UserInfo = { name: 'system:node-pool', groups: ['system:masters', 'system:authenticated'] }
const PLAIN_POD_CIDR = '10.0.128.0/20'
const EKS_SYNC_MS = 60_000
const PLAIN_SYNC_MS = 10_000

/** The machines of a cluster, the network between them, and what the API server sees of both. */
export class NodePool implements NodeEndpoints {
  readonly network: ClusterNetwork
  readonly disks = new Disks()
  readonly #options: NodePoolOptions
  readonly #nodes = new Map<string, PoolNode>()
  readonly #pool = new AddressPool(PLAIN_POD_CIDR)
  /** Where the control plane connects from. */
  readonly #controlPlane: NetworkStack
  #clientFor: ((user: UserInfo, component: string) => Client) | undefined
  #informers: InformerFactory | undefined
  #table: ServiceTable | undefined
  #dns: (() => void) | undefined

  constructor(options: NodePoolOptions) {
    this.#options = options
    this.network = new ClusterNetwork(options)
    this.#controlPlane = new NetworkStack(this.network, ['10.0.0.10'])
    this.network.addStack(this.#controlPlane)
    const resolver = new NetworkStack(this.network, [this.#resolver])
    this.network.addStack(resolver)
    startDnsServer(resolver, {})
  }

  /** Gives the nodes a way to the API server. */
  connect(clientFor: (user: UserInfo, component: string) => Client): void {
    this.#clientFor = clientFor
  }

  get kubelets(): readonly Kubelet[] {
    return Array.from(this.#nodes.values(), ({ kubelet }) => kubelet)
  }

  kubelet(name: string): Kubelet | undefined {
    return this.#nodes.get(name)?.kubelet
  }

  /** kube-proxy of a node. */
  proxy(name: string): ServiceProxy | undefined {
    return this.#nodes.get(name)?.network.proxy
  }

  endpoint(nodeName: string): NodeEndpoint | undefined {
    const kubelet = this.kubelet(nodeName)
    return kubelet?.running ? kubelet.endpoint : undefined
  }

  /**
   * Sends a request from the control plane to an address of the network.
   * @param verify makes it speak TLS.
   * @throws Error with what a dialer says
   */
  request(
    address: { ip: string; port: number },
    request: ApiRequest,
    verify?: (identity: TlsIdentity) => void,
  ): Promise<ApiResponse> {
    return requestOverNetwork(this.#controlPlane, address, request, verify)
  }

  /** The addresses that the control plane's resolver knows for a name. */
  resolve(host: string): readonly string[] {
    return this.network.publicNames.get(host) ?? []
  }

  /** Lets pods reach the API server at its own address. */
  serveApi(endpoint: ApiEndpoint): () => void {
    return serveApi(this.#controlPlane, endpoint)
  }

  /** Adds a machine and starts its kubelet. */
  addNode(profile: NodeProfile, { addresses, credentials = [], resumed = false }: NodeExtras = {}): Kubelet {
    const {
      clock,
      ids,
      log,
      flavor,
      clusterDomain = 'cluster.local',
      clusterDns = '10.100.0.10',
      region = profile.region,
    } = this.#options
    const informers = this.#shared()
    const stack = new NetworkStack(this.network, [profile.ip])
    const proxy = new ServiceProxy({ table: this.#table!, nodeName: profile.name, zone: profile.zone, clock, ids })
    const network: NetworkNode = {
      name: profile.name,
      zone: profile.zone,
      stack,
      proxy,
      enforcesPolicies: flavor === 'plain',
      hostPorts: new Map(),
    }
    stack.node = network
    this.network.addNode(network)
    this.network.publicNames.set(profile.name, [profile.ip])
    const user = { name: `system:node:${profile.name}`, groups: ['system:nodes', 'system:authenticated'] }
    const kubelet = new Kubelet({
      client: this.#clientFor!(user, 'kubelet'),
      clock,
      ids,
      log,
      profile,
      network,
      addresses: addresses ?? this.#plainAddresses(),
      services: informers.of(Service),
      disks: this.disks,
      settings: {
        clusterDomain,
        clusterDns: [clusterDns],
        maxPods: profile.maxPods,
        syncFrequencyMs: this.#options.syncFrequencyMs ?? (flavor === 'eks' ? EKS_SYNC_MS : PLAIN_SYNC_MS),
        staticPodPath: '/etc/kubernetes/manifests',
      },
      nodeCredentials: credentials,
      resumed,
      classicPulls: flavor === 'eks',
      resolvConf: `search ${region}.compute.internal\nnameserver ${this.#resolver}\n`,
      facilities: { pool: this, network, zone: () => this.zone() },
    })
    this.#nodes.set(profile.name, { kubelet, network })
    if (flavor === 'plain') {
      kubelet.host.files.writeFile('/etc/cni/net.d/10-pods.conflist', '{"name": "pods"}\n')
      proxy.start()
      if (!this.#dns) {
        this.#dns = startDnsServer(stack, { zone: this.zone(), upstream: this.#resolver })
        void announceDns(this.#clientFor!(MASTER, 'cluster-dns'), clusterDns, profile.ip).catch((error: unknown) =>
          log.warn('cannot announce cluster DNS', { error: String(error) }),
        )
      }
    }
    if (flavor === 'eks' && resumed) kubelet.host.files.writeFile(AWS_CNI_CONFIG.path, AWS_CNI_CONFIG.text)
    kubelet.start()
    return kubelet
  }

  /** Takes a machine away, as if it were switched off. */
  removeNode(name: string): void {
    const node = this.#nodes.get(name)
    if (!node) return
    node.kubelet.shutDown()
    this.network.removeNode(node.network)
    this.network.publicNames.delete(name)
    this.#nodes.delete(name)
  }

  /** What cluster DNS answers from. */
  zone(): KubernetesZone {
    const informers = this.#shared()
    return {
      services: informers.of(Service),
      slices: informers.of(EndpointSlice),
      namespaces: informers.of(Namespace),
      domain: this.#options.clusterDomain ?? 'cluster.local',
    }
  }

  /** Ends all machines. */
  close(): void {
    for (const name of this.#nodes.keys()) this.removeNode(name)
    this.#dns?.()
    this.#informers?.stop()
  }

  get #resolver(): string {
    return this.#options.resolver ?? '10.0.0.2'
  }

  /** One set of caches for what all nodes read: Services, their endpoints, namespaces. */
  #shared(): InformerFactory {
    if (this.#informers) return this.#informers
    const { clock, log } = this.#options
    const informers = createInformerFactory({ client: this.#clientFor!(MASTER, 'kube-proxy'), clock, log })
    this.#informers = informers
    this.#table = new ServiceTable(informers.of(Service), informers.of(EndpointSlice))
    const policies = informers.of(NetworkPolicy)
    this.network.policies = new PolicyEnforcer({ policies, namespaces: informers.of(Namespace) })
    informers.start()
    return informers
  }

  #plainAddresses(): PodAddresses {
    return {
      allocate: ({ metadata }) => {
        const ip = this.#pool.take(metadata.uid)
        if (ip === undefined)
          throw new AddressError(
            'plugin type="bridge" name="pods" failed (add): no IP addresses available in range set',
          )
        return ip
      },
      release: (uid) => this.#pool.release(uid),
    }
  }
}
