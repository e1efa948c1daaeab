import type { Lister } from '../../client/object-cache.ts'
import type { Node } from '../../resources/generated/types.ts'

const EXCLUDED = 'node.kubernetes.io/exclude-from-external-load-balancers'
const LEAVING = 'ToBeDeletedByClusterAutoscaler'

/** The nodes that load balancers send to, by name. Health is not asked: the load balancer checks that itself. */
export function loadBalancerNodes(nodes: Lister<Node>): Node[] {
  return nodes
    .list()
    .filter(
      ({ metadata, spec }) =>
        spec?.providerID &&
        metadata.labels?.[EXCLUDED] === undefined &&
        !metadata.deletionTimestamp &&
        !spec.taints?.some(({ key }) => key === LEAVING),
    )
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
}
