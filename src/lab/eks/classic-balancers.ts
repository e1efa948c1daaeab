import type { Account } from '#aws'
import type { Node, Service } from '#cluster'
import { wishesOf } from './balancer-annotations.ts'
import { loadBalancerSubnets } from './load-balancer-subnets.ts'
import {
  balancerName,
  balancerTags,
  instanceChanges,
  isInternal,
  portsOf,
  type ServiceBalancers,
} from './service-balancer.ts'

/** Classic load balancers, each with a security group of its own.
 *  @param account the account, which exists only after its clusters */
export function createClassicBalancers(account: () => Account, region: string, clusterName: string): ServiceBalancers {
  const books = () => account().core.in(region).here
  const invoke = (service: string) => (operation: string, input: Record<string, unknown>) =>
    account().invoke(service, operation, input, region)
  const [elb, ec2] = [invoke('elb'), invoke('ec2')]
  const find = (service: Service) => books().elb.loadBalancers[balancerName(service)]
  const groupName = (service: Service) => `k8s-elb-${balancerName(service)}`
  const findGroup = (service: Service) =>
    Object.values(books().ec2.securityGroups).find(({ GroupName }) => GroupName === groupName(service))

  async function makeGroup(service: Service, vpcId: string): Promise<string> {
    const known = findGroup(service)
    if (known) return known.GroupId
    const { namespace, name } = service.metadata
    await ec2('CreateSecurityGroup', {
      GroupName: groupName(service),
      Description: `Security group for Kubernetes ELB ${balancerName(service)} (${namespace}/${name})`,
      VpcId: vpcId,
      TagSpecifications: [{ ResourceType: 'security-group', Tags: balancerTags(service, clusterName).slice(0, 1) }],
    })
    return findGroup(service)!.GroupId
  }

  /** Lets in what the Service wants to have let in. */
  async function setRules(GroupId: string, service: Service): Promise<void> {
    const IpRanges = wishesOf(service).sourceRanges.map((CidrIp) => ({ CidrIp }))
    const wanted = [
      ...portsOf(service).map(({ port }) => ({ IpProtocol: 'tcp', FromPort: port, ToPort: port })),
      // "Fragmentation needed": without it, large packets are lost.
      { IpProtocol: 'icmp', FromPort: 3, ToPort: 4 },
    ]
    const rules = books().ec2.securityGroups[GroupId]!.rules.filter(({ IsEgress }) => !IsEgress)
    const has = rules.map(({ FromPort, CidrIpv4 }) => `${FromPort} ${CidrIpv4}`).sort()
    const asked = wanted.flatMap(({ FromPort }) => IpRanges.map(({ CidrIp }) => `${FromPort} ${CidrIp}`)).sort()
    if (has.join() === asked.join()) return
    const SecurityGroupRuleIds = rules.map(({ SecurityGroupRuleId }) => SecurityGroupRuleId)
    if (rules.length > 0) await ec2('RevokeSecurityGroupIngress', { GroupId, SecurityGroupRuleIds })
    const IpPermissions = wanted.map((permission) => ({ ...permission, IpRanges }))
    await ec2('AuthorizeSecurityGroupIngress', { GroupId, IpPermissions })
  }

  async function make(service: Service): Promise<void> {
    const { vpcId } = books().eks.clusters[clusterName]!.cluster.resourcesVpcConfig
    const internal = isInternal(service)
    await elb('CreateLoadBalancer', {
      LoadBalancerName: balancerName(service),
      Listeners: listenersFor(service),
      Subnets: loadBalancerSubnets(account(), region, vpcId, internal),
      SecurityGroups: [await makeGroup(service, vpcId)],
      ...(internal && { Scheme: 'internal' }),
      Tags: balancerTags(service, clusterName),
    })
  }

  async function setListeners(service: Service): Promise<void> {
    const LoadBalancerName = balancerName(service)
    const wanted = listenersFor(service)
    const stays = (port: number, instancePort: number) =>
      wanted.some(({ LoadBalancerPort, InstancePort }) => LoadBalancerPort === port && InstancePort === instancePort)
    const LoadBalancerPorts = find(service)!
      .listeners.filter(({ LoadBalancerPort, InstancePort }) => !stays(LoadBalancerPort, InstancePort))
      .map(({ LoadBalancerPort }) => LoadBalancerPort)
    if (LoadBalancerPorts.length > 0) await elb('DeleteLoadBalancerListeners', { LoadBalancerName, LoadBalancerPorts })
    await elb('CreateLoadBalancerListeners', { LoadBalancerName, Listeners: wanted })
    const { healthCheck, crossZone, idleTimeoutSeconds, drainingSeconds } = wishesOf(service)
    const HealthCheck = { Target: `TCP:${wanted[0]!.InstancePort}`, ...healthCheck }
    await elb('ConfigureHealthCheck', { LoadBalancerName, HealthCheck })
    await elb('ModifyLoadBalancerAttributes', {
      LoadBalancerName,
      LoadBalancerAttributes: {
        CrossZoneLoadBalancing: { Enabled: crossZone },
        ConnectionDraining: { Enabled: drainingSeconds !== undefined, Timeout: drainingSeconds ?? 300 },
        ConnectionSettings: { IdleTimeout: idleTimeoutSeconds ?? 60 },
      },
    })
  }

  async function setInstances(service: Service, nodes: readonly Node[]): Promise<void> {
    const LoadBalancerName = balancerName(service)
    const { added, removed } = instanceChanges(nodes, Object.keys(find(service)!.instances), books().ec2.instances)
    const asInput = (ids: string[]) => ({ LoadBalancerName, Instances: ids.map((InstanceId) => ({ InstanceId })) })
    if (added.length > 0) await elb('RegisterInstancesWithLoadBalancer', asInput(added))
    if (removed.length > 0) await elb('DeregisterInstancesFromLoadBalancer', asInput(removed))
  }

  return {
    async ensure(service, nodes) {
      if (portsOf(service).some(({ protocol }) => protocol !== 'TCP'))
        throw new Error('Only TCP LoadBalancer is supported for AWS ELB')
      if (!find(service)) await make(service)
      const group = findGroup(service)
      if (group) await setRules(group.GroupId, service)
      await setListeners(service)
      await setInstances(service, nodes)
      return { hostname: find(service)!.DNSName }
    },
    async update(service, nodes) {
      const balancer = find(service)
      if (balancer) await setInstances(service, nodes)
      return balancer !== undefined
    },
    async remove(service) {
      await elb('DeleteLoadBalancer', { LoadBalancerName: balancerName(service) })
      const group = findGroup(service)
      if (group) await ec2('DeleteSecurityGroup', { GroupId: group.GroupId })
    },
  }
}

const listenersFor = (service: Service) =>
  portsOf(service).map(({ port, nodePort }) => ({
    Protocol: 'TCP',
    LoadBalancerPort: port,
    InstanceProtocol: 'TCP',
    InstancePort: nodePort,
  }))
