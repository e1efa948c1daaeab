import { defineAction } from '../../define.ts'
import { findClassic, instancesOf } from '../find.ts'
import { page, type PageInput } from '../../elbv2/paginate.ts'
import type { ClassicLoadBalancer } from '../state.ts'
import type { Scope } from '../../scope.ts'

/** @see https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_DescribeLoadBalancers.html */
export const describeLoadBalancers = defineAction<PageInput & { LoadBalancerNames?: string[] }>({
  name: 'DescribeLoadBalancers',
  handle(call, { LoadBalancerNames, ...input }) {
    const found =
      LoadBalancerNames?.map((LoadBalancerName) => findClassic(call, { LoadBalancerName })) ??
      Object.values(call.here.elb.loadBalancers)
    const { items, ...rest } = page(found, input)
    return { LoadBalancerDescriptions: items.map((balancer) => view(call, balancer)), ...rest }
  },
})

function view({ account, here }: Scope, balancer: ClassicLoadBalancer): object {
  const group = here.ec2.securityGroups[balancer.SecurityGroups[0] ?? '']
  return {
    ...balancer,
    // One that is internal has no name that the whole world finds.
    ...(balancer.Scheme === 'internet-facing' && { CanonicalHostedZoneName: balancer.DNSName }),
    ListenerDescriptions: balancer.listeners.map((Listener) => ({ Listener, PolicyNames: [] })),
    Policies: { AppCookieStickinessPolicies: [], LBCookieStickinessPolicies: [], OtherPolicies: [] },
    BackendServerDescriptions: [],
    Instances: instancesOf(balancer),
    ...(group && { SourceSecurityGroup: { OwnerAlias: account.id, GroupName: group.GroupName } }),
  }
}
