import { checkName, hostedZone } from '../names.ts'
import { defaultSecurityGroup } from '../../ec2/find.ts'
import { defaultLoadBalancerAttributes } from '../attributes.ts'
import { defineAction } from '../../define.ts'
import { elbv2Errors } from '../errors.ts'
import { ensureServiceLinkedRole } from '../../iam/service-linked-roles.ts'
import { loadBalancerActive } from '../jobs/load-balancer-active.ts'
import { mergeTags, type Tag } from '../../tags.ts'
import type { Call } from '../../scope.ts'
import type { LoadBalancer } from '../state.ts'
import type { Subnet } from '../../ec2/model/network.ts'

interface Input {
  Name: string
  Subnets?: string[]
  SubnetMappings?: { SubnetId?: string }[]
  SecurityGroups?: string[]
  Scheme?: 'internet-facing' | 'internal'
  Type?: 'application' | 'network' | 'gateway'
  IpAddressType?: string
  Tags?: Tag[]
}

const PROVISION_MS = 150_000

/** Differs: the account only keeps the books; whether something answers at the load balancer's name is the lab's affair.
 *  @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html */
export const createLoadBalancer = defineAction<Input>({
  name: 'CreateLoadBalancer',
  unsupported: ['CustomerOwnedIpv4Pool', 'IpamPools', 'EnablePrefixForIpv6SourceNat'],
  handle(call, input) {
    const { account, region, here } = call
    checkName('Load balancer', input.Name)
    const type = input.Type ?? 'application'
    if (type === 'gateway') throw elbv2Errors.invalidConfiguration('Gateway load balancers are not simulated here.')
    const subnets = subnetsOf(call, input, type)
    const scheme = input.Scheme ?? 'internet-facing'
    for (const id of input.SecurityGroups ?? []) if (!here.ec2.securityGroups[id]) throw elbv2Errors.invalidGroup(id)
    const existing = Object.values(here.elbv2.loadBalancers).find(
      (balancer) => balancer.LoadBalancerName === input.Name,
    )
    if (existing) {
      const same =
        existing.Type === type &&
        existing.Scheme === scheme &&
        existing.AvailabilityZones.map((zone) => zone.SubnetId).join() ===
          subnets.map((subnet) => subnet.SubnetId).join()
      if (!same) throw elbv2Errors.loadBalancerExists(input.Name)
      return { LoadBalancers: [existing] }
    }
    const hex = account.ids.hex(16)
    const label = `${scheme === 'internal' ? 'internal-' : ''}${input.Name}`
    const balancer: LoadBalancer = {
      LoadBalancerArn: `arn:aws:elasticloadbalancing:${region}:${account.id}:loadbalancer/${type === 'network' ? 'net' : 'app'}/${input.Name}/${hex}`,
      DNSName:
        type === 'network'
          ? `${label}-${hex}.elb.${region}.amazonaws.com`
          : `${label}-${account.ids.string(10, '0123456789')}.${region}.elb.amazonaws.com`,
      CanonicalHostedZoneId: hostedZone(region, type),
      CreatedTime: account.clock.now(),
      LoadBalancerName: input.Name,
      Scheme: scheme,
      VpcId: subnets[0]!.VpcId,
      State: { Code: 'provisioning' },
      Type: type,
      AvailabilityZones: subnets.map((subnet) => ({
        ZoneName: subnet.AvailabilityZone,
        SubnetId: subnet.SubnetId,
        LoadBalancerAddresses: [],
      })),
      SecurityGroups:
        input.SecurityGroups ?? (type === 'application' ? defaultSecurityGroup(call, subnets[0]!.VpcId) : []),
      IpAddressType: input.IpAddressType ?? 'ipv4',
      attributes: defaultLoadBalancerAttributes(type),
      tags: mergeTags([], input.Tags),
    }
    here.elbv2.loadBalancers[balancer.LoadBalancerArn] = balancer
    ensureServiceLinkedRole(account, 'elasticloadbalancing.amazonaws.com')
    account.schedule(region, loadBalancerActive, { arn: balancer.LoadBalancerArn }, PROVISION_MS)
    return { LoadBalancers: [balancer] }
  },
})

function subnetsOf({ here }: Call, input: Input, type: 'application' | 'network'): Subnet[] {
  const ids = input.Subnets ?? input.SubnetMappings?.map(({ SubnetId = '' }) => SubnetId) ?? []
  if (ids.length === 0) throw elbv2Errors.validation('At least one subnet must be specified')
  const subnets = ids.map((id) => {
    const subnet = here.ec2.subnets[id]
    if (!subnet) throw elbv2Errors.noSuchSubnet(id)
    return subnet
  })
  const zones = new Set(subnets.map((subnet) => subnet.AvailabilityZone))
  if (zones.size < subnets.length)
    throw elbv2Errors.invalidConfiguration(
      'A load balancer cannot be attached to multiple subnets in the same Availability Zone',
    )
  if (type === 'application' && zones.size < 2)
    throw elbv2Errors.validation('At least two subnets in two different Availability Zones must be specified')
  if (new Set(subnets.map((subnet) => subnet.VpcId)).size > 1)
    throw elbv2Errors.invalidSubnet('All subnets must belong to the same VPC')
  return subnets
}
