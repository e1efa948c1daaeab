import type { Client, Cluster } from '#cluster'

/** What the actions of a run work with. */
export interface WorkloadContext {
  cluster: Cluster
  client: Client
  /** A whole number from 0 to below `limit`. */
  pick(limit: number): number
}

/** How many nodes there are when none is lost. */
export const NODES = 5

/** Where everything happens. */
export const NAMESPACE = 'default'
