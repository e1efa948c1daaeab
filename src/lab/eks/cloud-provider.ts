import { sha256, toHex } from '#base'
import type { Account } from '#aws'
import type { CloudProvider, Node, Service } from '#cluster'
import { loadBalancerSubnets } from './load-balancer-subnets.ts'

const INTERNAL = 'service.beta.kubernetes.io/aws-load-balancer-internal'
const encoder = new TextEncoder()

interface Port {
  port: number
  nodePort: number
  protocol: string
}

/**
 * AWS as the cloud controller of a cluster sees it: a Service's load balancer is in the account's own books.
 * Differs: it is a network load balancer, as with the annotation `aws-load-balancer-type: nlb`; classic ones are not simulated.
 * @param account the account, which exists only after its clusters
 */
export function createAwsCloudProvider(account: () => Account, region: string, clusterName: string): CloudProvider {
  const books = () => account().core.in(region).here
  const elb = (operation: string, input: Record<string, unknown>) => account().invoke('elbv2', operation, input, region)
  const find = (service: Service) =>
    Object.values(books().elbv2.loadBalancers).find(({ LoadBalancerName }) => LoadBalancerName === nameOf(service))
  const listenersOf = (arn: string) =>
    Object.values(books().elbv2.listeners).filter(({ LoadBalancerArn }) => LoadBalancerArn === arn)
  const groupsOf = (arn: string) =>
    listenersOf(arn).flatMap(({ DefaultActions }) => DefaultActions.flatMap((action) => action.TargetGroupArn ?? []))
  const tagsOf = ({ metadata }: Service) => [
    { Key: `kubernetes.io/cluster/${clusterName}`, Value: 'owned' },
    { Key: 'kubernetes.io/service-name', Value: `${metadata.namespace}/${metadata.name}` },
  ]

  async function makeBalancer(service: Service, vpcId: string): Promise<string> {
    const internal = service.metadata.annotations?.[INTERNAL] === 'true'
    await elb('CreateLoadBalancer', {
      Name: nameOf(service),
      Type: 'network',
      Scheme: internal ? 'internal' : 'internet-facing',
      Subnets: loadBalancerSubnets(account(), region, vpcId, internal),
      Tags: tagsOf(service),
    })
    return find(service)!.LoadBalancerArn
  }

  async function listen(arn: string, service: Service, port: Port, vpcId: string): Promise<void> {
    const Name = targetGroupName(service, port)
    const groups = () => Object.values(books().elbv2.targetGroups)
    const group = () => groups().find(({ TargetGroupName }) => TargetGroupName === Name)
    if (!group()) {
      const { protocol: Protocol, nodePort: Port } = port
      const Tags = tagsOf(service)
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
    const wanted = new Set(nodes.map(({ spec }) => spec!.providerID!.split('/').at(-1)!))
    for (const TargetGroupArn of groupsOf(arn)) {
      const targets = books().elbv2.targetGroups[TargetGroupArn]!.targets.map(({ Id }) => Id)
      const added = [...wanted].filter((id) => !targets.includes(id) && books().ec2.instances[id]?.state === 'running')
      const removed = targets.filter((id) => !wanted.has(id))
      if (added.length > 0) await elb('RegisterTargets', { TargetGroupArn, Targets: added.map((Id) => ({ Id })) })
      if (removed.length > 0) await elb('DeregisterTargets', { TargetGroupArn, Targets: removed.map((Id) => ({ Id })) })
    }
  }

  return {
    region,
    async ensureLoadBalancer(service, nodes) {
      const vpcId = books().eks.clusters[clusterName]!.cluster.resourcesVpcConfig.vpcId
      const arn = find(service)?.LoadBalancerArn ?? (await makeBalancer(service, vpcId))
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
      return { hostname: find(service)!.DNSName }
    },
    async instanceState({ spec }) {
      const state = books().ec2.instances[spec?.providerID?.split('/').at(-1) ?? '']?.state
      if (state === 'stopping' || state === 'stopped') return 'stopped'
      return state === undefined || state === 'terminated' ? 'gone' : 'running'
    },
    async updateLoadBalancer(service, nodes) {
      const balancer = find(service)
      if (!balancer) throw new Error('Load balancer not found')
      await setTargets(balancer.LoadBalancerArn, nodes)
    },
    async ensureLoadBalancerDeleted(service) {
      const balancer = find(service)
      if (!balancer) return
      const groups = groupsOf(balancer.LoadBalancerArn)
      await elb('DeleteLoadBalancer', { LoadBalancerArn: balancer.LoadBalancerArn })
      for (const TargetGroupArn of groups) await elb('DeleteTargetGroup', { TargetGroupArn })
    },
  }
}

/** `a` and the Service's UID, as long as names of load balancers can be. */
function nameOf({ metadata }: Service): string {
  return `a${metadata.uid.replaceAll('-', '')}`.slice(0, 32)
}

function portsOf({ spec }: Service): Port[] {
  return (spec?.ports ?? []).flatMap(({ port, nodePort, protocol = 'TCP' }) =>
    nodePort === undefined ? [] : [{ port, nodePort, protocol }],
  )
}

function targetGroupName({ metadata }: Service, { nodePort, protocol }: Port): string {
  const piece = (text = '') => text.replaceAll(/[^a-z0-9]/g, '').slice(0, 8)
  const digest = toHex(sha256(encoder.encode(`${metadata.uid}/${nodePort}/${protocol}`))).slice(0, 10)
  return `k8s-${piece(metadata.namespace)}-${piece(metadata.name)}-${digest}`
}
