import { classicActive } from '../jobs/classic-active.ts'
import { defineAction } from '../../define.ts'
import { defaultSecurityGroup } from '../../ec2/find.ts'
import { dictionary } from '../../dictionary.ts'
import { elbErrors } from '../errors.ts'
import { ensureServiceLinkedRole } from '../../iam/service-linked-roles.ts'
import { hostedZone } from '../../elbv2/names.ts'
import { mergeTags, type Tag } from '../../tags.ts'
import { withListeners, type ListenerInput } from '../listeners.ts'
import type { Call } from '../../scope.ts'
import type { Subnet } from '../../ec2/model/network.ts'

interface Input {
  LoadBalancerName: string
  Listeners: ListenerInput[]
  AvailabilityZones?: string[]
  Subnets?: string[]
  SecurityGroups?: string[]
  Scheme?: 'internal'
  Tags?: Tag[]
}

const PROVISION_MS = 120_000

/** Differs: the account only keeps the books; whether something answers at the load balancer's name is the lab's affair.
 *  @see https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_CreateLoadBalancer.html */
export const createLoadBalancer = defineAction<Input>({
  name: 'CreateLoadBalancer',
  handle(call, input) {
    const { account, region, here } = call
    const name = input.LoadBalancerName
    if (!/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/.test(name))
      throw elbErrors.validation('LoadBalancerName must be alphanumeric or dashes, and at most 32 characters long')
    const listeners = withListeners(name, [], input.Listeners)
    const subnets = subnetsOf(call, input)
    const { VpcId: vpcId } = subnets[0]!
    for (const id of input.SecurityGroups ?? []) if (!here.ec2.securityGroups[id]) throw elbErrors.invalidGroup(id)
    const scheme = input.Scheme ?? 'internet-facing'
    const existing = here.elb.loadBalancers[name]
    if (existing) {
      const same =
        existing.Scheme === scheme &&
        JSON.stringify(existing.listeners) === JSON.stringify(listeners) &&
        existing.Subnets.join() === subnets.map(({ SubnetId }) => SubnetId).join()
      if (!same) throw elbErrors.exists(name)
      return { DNSName: existing.DNSName }
    }
    const label = `${scheme === 'internal' ? 'internal-' : ''}${name}`
    const createdMs = account.clock.now()
    const [first] = listeners
    const balancer = (here.elb.loadBalancers[name] = {
      LoadBalancerName: name,
      DNSName: `${label}-${account.ids.string(10, '0123456789')}.${region}.elb.amazonaws.com`,
      CanonicalHostedZoneNameID: hostedZone(region, 'application'),
      CreatedTime: createdMs,
      Scheme: scheme,
      VPCId: vpcId,
      Subnets: subnets.map(({ SubnetId }) => SubnetId),
      AvailabilityZones: subnets.map(({ AvailabilityZone }) => AvailabilityZone),
      SecurityGroups: input.SecurityGroups ?? defaultSecurityGroup(call, vpcId),
      listeners,
      HealthCheck: {
        Target: `TCP:${first?.InstancePort ?? 80}`,
        Interval: 30,
        Timeout: 5,
        UnhealthyThreshold: 2,
        HealthyThreshold: 10,
      },
      instances: dictionary(),
      tags: mergeTags([], input.Tags),
      isActive: false,
    })
    ensureServiceLinkedRole(account, 'elasticloadbalancing.amazonaws.com')
    account.schedule(region, classicActive, { name, createdMs }, PROVISION_MS)
    return { DNSName: balancer.DNSName }
  },
})

function subnetsOf({ here }: Call, { Subnets, AvailabilityZones }: Input): Subnet[] {
  const all = Object.values(here.ec2.subnets)
  if (!Subnets?.length && !AvailabilityZones?.length)
    throw elbErrors.validation('Either AvailabilityZones or SubnetIds must be specified')
  const subnets =
    Subnets?.map((id) => {
      const subnet = here.ec2.subnets[id]
      if (!subnet) throw elbErrors.noSuchSubnet(id)
      return subnet
    }) ??
    AvailabilityZones!.map((zone) => {
      const subnet = all.find(({ AvailabilityZone, DefaultForAz }) => AvailabilityZone === zone && DefaultForAz)
      if (!subnet) throw elbErrors.validation(`Invalid Availability Zone: ${zone}`)
      return subnet
    })
  if (new Set(subnets.map(({ AvailabilityZone }) => AvailabilityZone)).size < subnets.length) throw elbErrors.sameZone()
  return subnets
}
