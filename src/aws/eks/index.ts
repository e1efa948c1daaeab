export { createCluster } from './actions/create-cluster.ts'
export { describeCluster } from './actions/describe-cluster.ts'
export { listClusters } from './actions/list-clusters.ts'
export { clusterCreated } from './jobs/cluster-created.ts'
