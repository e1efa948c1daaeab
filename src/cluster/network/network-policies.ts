import type { Transport } from './connection.ts'
import type { NetworkStack } from './network-stack.ts'

/** Decides which packets between pods pass. */
export interface NetworkPolicies {
  allows(from: NetworkStack, to: NetworkStack, port: number, transport: Transport): boolean
}
