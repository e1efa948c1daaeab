import type { NetworkStack } from './network-stack.ts'
import type { ServiceProxy } from './services/service-proxy.ts'

/** A node as the network knows it. */
export interface NetworkNode {
  readonly name: string
  readonly zone: string
  readonly stack: NetworkStack
  /** The rules that this node's kube-proxy wrote. */
  readonly proxy: ServiceProxy
  /** Whether the node's network plugin enforces policies on its pods. */
  enforcesPolicies: boolean
  /** Pods' ports that are published on the node: `TCP/8080` → where to. */
  readonly hostPorts: Map<string, { stack: NetworkStack; port: number }>
}
