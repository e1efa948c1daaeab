import type { NetworkStack } from '../network-stack.ts'
import type { Transport } from '../connection.ts'

/** The first packet of a connection, where it leaves and where it arrives once Services are translated. */
export interface Packet {
  from: NetworkStack
  to: NetworkStack
  transport: Transport
  /** Where it arrives. */
  port: number
  /** Whom the receiver takes it to be from: a node's address where that stands for the sender's. */
  sourceIp: string
}

/** Decides which connections come about. Replies always pass. */
export interface NetworkPolicies {
  allows(packet: Packet): boolean
}
