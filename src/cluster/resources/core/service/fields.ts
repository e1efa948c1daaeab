import type * as types from '../../generated/types.ts'

/** Which parts of a Service mean something for its type. */
export const needsClusterIp = ({ type }: types.ServiceSpec) =>
  type === 'ClusterIP' || type === 'NodePort' || type === 'LoadBalancer'

export const isHeadless = (spec: types.ServiceSpec) => spec.clusterIPs?.[0] === 'None'

/** Whether its ports get numbers on every node. */
export const needsNodePorts = (spec: types.ServiceSpec) =>
  spec.type === 'NodePort' || (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false)

/** Whether its ports may have numbers on every node. */
export const mayHaveNodePorts = ({ type }: types.ServiceSpec) => type === 'NodePort' || type === 'LoadBalancer'

export const needsHealthCheck = ({ type, externalTrafficPolicy }: types.ServiceSpec) =>
  type === 'LoadBalancer' && externalTrafficPolicy === 'Local'

/** Whether traffic from outside of the cluster can reach it. */
export const isExternallyAccessible = (spec: types.ServiceSpec) =>
  mayHaveNodePorts(spec) || (spec.type === 'ClusterIP' && (spec.externalIPs?.length ?? 0) > 0)
