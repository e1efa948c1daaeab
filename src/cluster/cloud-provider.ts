import type { Node, NodeAddress, Service } from './resources/generated/types.ts'

/** What the cloud knows about a node's machine. */
export type InstanceState = 'running' | 'stopped' | 'gone'

/** What the cloud tells a cluster about the machine of a node. */
export interface InstanceMetadata {
  /** `aws:///us-west-2a/i-0abc…` */
  providerID: string
  instanceType: string
  zone: string
  region: string
  addresses: readonly NodeAddress[]
  /** Labels beyond those that all clouds have. */
  additionalLabels: Readonly<Record<string, string>>
}

/** A way to the pods of a node. */
export interface Route {
  node: string
  /** The node's part of the pods' addresses: `10.244.1.0/24`. */
  cidr: string
}

/** The routes of a cluster in the cloud's network. */
export interface Routes {
  list(): Promise<readonly Route[]>
  create(route: Route): Promise<void>
  delete(route: Route): Promise<void>
}

/** The cloud that a cluster runs in. All methods can be repeated, and reject with an Error in the cloud's own words. */
export interface CloudProvider {
  readonly region: string
  /** Absent where pods have addresses of the cloud's own network. */
  readonly routes?: Routes
  /** Makes the load balancer of a Service, or makes it agree; its name may take time to answer. `undefined`: another controller does that. */
  ensureLoadBalancer(service: Service, nodes: readonly Node[]): Promise<{ hostname: string } | undefined>
  /** Sends to these nodes from now on. */
  updateLoadBalancer(service: Service, nodes: readonly Node[]): Promise<void>
  /** Takes the load balancer away; one that is not there is no error. */
  ensureLoadBalancerDeleted(service: Service): Promise<void>
  /** Whether the machine behind a node is there. */
  instanceState(node: Node): Promise<InstanceState>
  /** Describes the machine behind a node; rejects when there is none. */
  instanceMetadata(node: Node): Promise<InstanceMetadata>
}
