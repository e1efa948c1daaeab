import type { Account } from '#aws'
import type { CloudProvider, Node, Service } from '#cluster'
import { isExternal } from './balancer-annotations.ts'
import { createClassicBalancers } from './classic-balancers.ts'
import { instanceMetadata } from './instance-metadata.ts'
import { createNetworkBalancers } from './network-balancers.ts'

const TYPE = 'service.beta.kubernetes.io/aws-load-balancer-type'

/**
 * AWS as the cloud controller of a cluster sees it: a Service's load balancer is in the account's own books, a classic one unless an
 * annotation asks for a network one. It makes no routes: pods have addresses of the VPC.
 * @param account the account, which exists only after its clusters
 */
export function createAwsCloudProvider(account: () => Account, region: string, clusterName: string): CloudProvider {
  const classic = createClassicBalancers(account, region, clusterName)
  const network = createNetworkBalancers(account, region, clusterName)
  const wanted = ({ metadata }: Service) => (metadata.annotations?.[TYPE] === 'nlb' ? network : classic)

  const instanceOf = ({ metadata, spec }: Node) => {
    const { instances } = account().core.in(region).here.ec2
    return spec?.providerID
      ? instances[spec.providerID.split('/').at(-1)!]
      : Object.values(instances).find(({ PrivateDnsName }) => PrivateDnsName === metadata.name)
  }

  return {
    region,
    ensureLoadBalancer: async (service, nodes) =>
      isExternal(service) ? undefined : wanted(service).ensure(service, nodes),
    async instanceMetadata(node) {
      const instance = instanceOf(node)
      if (!instance || instance.state === 'terminated') throw new Error('instance not found')
      return instanceMetadata(account().core.in(region), clusterName, instance)
    },
    async instanceState(node) {
      const state = instanceOf(node)?.state
      if (state === 'stopping' || state === 'stopped') return 'stopped'
      return state === undefined || state === 'terminated' ? 'gone' : 'running'
    },
    async updateLoadBalancer(service, nodes) {
      if (isExternal(service)) return
      const updated = await Promise.all([classic.update(service, nodes), network.update(service, nodes)])
      if (!updated.includes(true)) throw new Error('Load balancer not found')
    },
    // The annotation may have changed since the load balancer was made.
    async ensureLoadBalancerDeleted(service) {
      await classic.remove(service)
      await network.remove(service)
    },
  }
}
