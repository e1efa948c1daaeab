import { eksCluster } from './eks-cluster.ts'

/** An EKS cluster `demo` with three nodes in three zones, and kubectl set up for it. */
export const clusterReady = eksCluster('cluster-ready', { cluster: 'demo', nodes: 3 })
