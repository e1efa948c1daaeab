import { sha256, toHex } from '#base'
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
  type ServicePort,
} from './service-balancer.ts'

const encoder = new TextEncoder()

/** Network load balancers: a listener and a target group for each port.
 *  @param account the account, which exists only after its clusters */
export function createNetworkBalancers(account: () => Account, region: string, clusterName: string): ServiceBalancers {
  const books = () => account().core.in(region).here
  const elb = (operation: string, input: Record<string, unknown>) => account().invoke('elbv2', operation, input, region)
  const find = (service: Service) =>
    Object.values(books().elbv2.loadBalancers).find(
      ({ LoadBalancerName }) => LoadBalancerName === balancerName(service),
    )
  const listenersOf = (arn: string) =>
    Object.values(books().elbv2.listeners).filter(({ LoadBalancerArn }) => LoadBalancerArn === arn)
  const groupsOf = (arn: string) =>
    listenersOf(arn).flatMap(({ DefaultActions }) => DefaultActions.flatMap((action) => action.TargetGroupArn ?? []))

  async function make(service: Service, vpcId: string): Promise<string> {
    const internal = isInternal(service)
    await elb('CreateLoadBalancer', {
      Name: balancerName(service),
      Type: 'network',
      Scheme: internal ? 'internal' : 'internet-facing',
      Subnets: loadBalancerSubnets(account(), region, vpcId, internal),
      Tags: balancerTags(service, clusterName),
    })
    return find(service)!.LoadBalancerArn
  }

  async function listen(arn: string, service: Service, port: ServicePort, vpcId: string): Promise<void> {
    const Name = targetGroupName(service, port)
    const groups = () => Object.values(books().elbv2.targetGroups)
    const group = () => groups().find(({ TargetGroupName }) => TargetGroupName === Name)
    if (!group()) {
      const { protocol: Protocol, nodePort: Port } = port
      const Tags = balancerTags(service, clusterName)
      await elb('CreateTargetGroup', { Name, Protocol, Port, VpcId: vpcId, TargetType: 'instance', Tags })
    }
    const DefaultActions = [{ Type: 'forward', TargetGroupArn: group()!.TargetGroupArn }]
    await elb('CreateListener', { LoadBalancerArn: arn, Protocol: port.protocol, Port: port.port, DefaultActions })
  }

  async function unlisten(listener: ReturnType<typeof listenersOf>[number]): Promise<void> {
    await elb('DeleteListener', { ListenerArn: listener.ListenerArn })
    for (const { TargetGroupArn } of listener.DefaultActions) await elb('DeleteTargetGroup', { TargetGroupArn })
  }

  async function setTargets(arn: string, nodes: readonly Node[]): Promise<void> {
    for (const TargetGroupArn of groupsOf(arn)) {
      const targets = books().elbv2.targetGroups[TargetGroupArn]!.targets.map(({ Id }) => Id)
      const { added, removed } = instanceChanges(nodes, targets, books().ec2.instances)
      if (added.length > 0) await elb('RegisterTargets', { TargetGroupArn, Targets: added.map((Id) => ({ Id })) })
      if (removed.length > 0) await elb('DeregisterTargets', { TargetGroupArn, Targets: removed.map((Id) => ({ Id })) })
    }
  }

  return {
    async ensure(service, nodes) {
      const { vpcId } = books().eks.clusters[clusterName]!.cluster.resourcesVpcConfig
      const arn = find(service)?.LoadBalancerArn ?? (await make(service, vpcId))
      const ports = portsOf(service)
      const { targetGroups } = books().elbv2
      for (const listener of listenersOf(arn)) {
        const group = targetGroups[listener.DefaultActions[0]?.TargetGroupArn ?? '']
        const at = ports.findIndex(
          ({ port, nodePort, protocol }) =>
            port === listener.Port && nodePort === group?.Port && protocol === listener.Protocol,
        )
        if (at >= 0) ports.splice(at, 1)
        else await unlisten(listener)
      }
      for (const port of ports) await listen(arn, service, port, vpcId)
      await setTargets(arn, nodes)
      const Value = String(wishesOf(service).crossZone)
      const Attributes = [{ Key: 'load_balancing.cross_zone.enabled', Value }]
      await elb('ModifyLoadBalancerAttributes', { LoadBalancerArn: arn, Attributes })
      return { hostname: find(service)!.DNSName }
    },
    async update(service, nodes) {
      const balancer = find(service)
      if (balancer) await setTargets(balancer.LoadBalancerArn, nodes)
      return balancer !== undefined
    },
    async remove(service) {
      const balancer = find(service)
      if (!balancer) return
      const groups = groupsOf(balancer.LoadBalancerArn)
      await elb('DeleteLoadBalancer', { LoadBalancerArn: balancer.LoadBalancerArn })
      for (const TargetGroupArn of groups) await elb('DeleteTargetGroup', { TargetGroupArn })
    },
  }
}

function targetGroupName({ metadata }: Service, { nodePort, protocol }: ServicePort): string {
  const piece = (text = '') => text.replaceAll(/[^a-z0-9]/g, '').slice(0, 8)
  const digest = toHex(sha256(encoder.encode(`${metadata.uid}/${nodePort}/${protocol}`))).slice(0, 10)
  return `k8s-${piece(metadata.namespace)}-${piece(metadata.name)}-${digest}`
}
