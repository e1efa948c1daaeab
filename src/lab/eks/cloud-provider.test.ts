import { expect, test } from 'vitest'
import { ADMIN, kinds } from '#cluster'
import { createClusterReadyLab } from '../../testing/lab/cluster-ready.ts'
import { untilDone } from '../../testing/until-done.ts'

const PREFIX = 'service.beta.kubernetes.io/aws-load-balancer-'
const spec = { type: 'LoadBalancer', selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }] }

test('a Service gets a classic load balancer, with the annotation a network one, and leaves nothing behind', async () => {
  const { lab, clock } = await createClusterReadyLab()
  try {
    const { cluster } = [...lab.clusters.values()][0]!
    const client = cluster.clientFor(ADMIN, 'test')
    const annotations = { 'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb' }
    await client.create(kinds.Service, { metadata: { name: 'old', namespace: 'default' }, spec })
    await client.create(kinds.Service, { metadata: { name: 'new', namespace: 'default', annotations }, spec })
    const hostOf = async (name: string) =>
      (await client.get(kinds.Service, name, { namespace: 'default' })).status?.loadBalancer?.ingress?.[0]?.hostname
    await untilDone(clock, async () => Boolean((await hostOf('old')) && (await hostOf('new'))))
    expect(await hostOf('old')).toMatch(/^a[0-9a-f]{31}-\d{10}\.us-west-2\.elb\.amazonaws\.com$/)
    expect(await hostOf('new')).toMatch(/^a[0-9a-f]{31}-[0-9a-f]{16}\.elb\.us-west-2\.amazonaws\.com$/)

    const { elb, elbv2, ec2 } = lab.account.core.in('us-west-2').here
    const groups = () => Object.values(ec2.securityGroups).filter(({ GroupName }) => GroupName.startsWith('k8s-elb-'))
    const [classic] = Object.values(elb.loadBalancers)
    expect(Object.keys(classic!.instances)).toHaveLength(3)
    expect(classic!.SecurityGroups).toEqual(groups().map(({ GroupId }) => GroupId))
    expect(classic!.HealthCheck).toMatchObject({ Target: `TCP:${classic!.listeners[0]!.InstancePort}`, Interval: 10 })

    for (const name of ['old', 'new']) await client.delete(kinds.Service, name, { namespace: 'default' })
    await untilDone(clock, async () => (await client.list(kinds.Service, { namespace: 'default' })).items.length === 1)
    expect([Object.keys(elb.loadBalancers), Object.keys(elbv2.loadBalancers), groups()]).toEqual([[], [], []])
  } finally {
    lab.close()
  }
})

test('the annotations of a Service are carried out, refused by name, or left to another controller', async () => {
  const { lab, clock } = await createClusterReadyLab()
  try {
    const { cluster } = [...lab.clusters.values()][0]!
    const client = cluster.clientFor(ADMIN, 'test')
    const namespace = 'default'
    const create = (name: string, wishes: Record<string, string>, more = {}) => {
      const named = Object.entries(wishes).map(([key, value]) => [`${PREFIX}${key}`, value])
      const annotations = Object.fromEntries(named) as Record<string, string>
      return client.create(kinds.Service, { metadata: { name, namespace, annotations }, spec: { ...spec, ...more } })
    }
    const wishes = { 'additional-resource-tags': 'team=a,env=dev', 'cross-zone-load-balancing-enabled': 'true' }
    await create('old', { ...wishes, 'healthcheck-interval': '20' }, { loadBalancerSourceRanges: ['192.0.2.0/24'] })
    await create('new', { ...wishes, type: 'nlb' })
    await create('elsewhere', { type: 'external' })
    await create('secure', { 'ssl-cert': 'arn:aws:acm:us-west-2:111122223333:certificate/1' })
    const get = (name: string) => client.get(kinds.Service, name, { namespace })
    const isMade = async (name: string) => (await get(name)).status?.loadBalancer?.ingress !== undefined
    await untilDone(clock, async () => (await isMade('old')) && (await isMade('new')))

    const { elb, elbv2, ec2 } = lab.account.core.in('us-west-2').here
    const [classic] = Object.values(elb.loadBalancers)
    expect(classic?.tags).toContainEqual({ Key: 'team', Value: 'a' })
    expect(classic?.attributes?.CrossZoneLoadBalancing).toEqual({ Enabled: true })
    expect(classic?.HealthCheck.Interval).toBe(20)
    const ranges = () =>
      ec2.securityGroups[classic!.SecurityGroups[0]!]?.rules.flatMap(({ IsEgress, CidrIpv4 }) =>
        IsEgress ? [] : CidrIpv4,
      )
    expect(ranges()).toEqual(['192.0.2.0/24', '192.0.2.0/24'])
    const [network] = Object.values(elbv2.loadBalancers)
    expect(network?.attributes).toContainEqual({ Key: 'load_balancing.cross_zone.enabled', Value: 'true' })

    const change = { spec: { loadBalancerSourceRanges: ['198.51.100.0/24'] } }
    await client.patch(kinds.Service, 'old', change, { namespace, type: 'merge' })
    await untilDone(clock, async () => ranges()?.[0] === '198.51.100.0/24')

    expect([await isMade('elsewhere'), await isMade('secure')]).toEqual([false, false])
    const { items } = await client.list(kinds.Event, { namespace })
    const failures = items
      .filter(({ type }) => type === 'Warning')
      .map(({ involvedObject, message }) => [involvedObject.name, message])
    expect(failures).toContainEqual([
      'secure',
      `Error syncing load balancer: failed to ensure load balancer: the annotation ${PREFIX}ssl-cert is not simulated here`,
    ])
  } finally {
    lab.close()
  }
})

test('a node that joins waits for the cloud controller, which tells it what AWS knows of its instance', async () => {
  const { lab, clock } = await createClusterReadyLab()
  try {
    const { cluster } = [...lab.clusters.values()][0]!
    const client = cluster.clientFor(ADMIN, 'test')
    const { name } = (await client.list(kinds.Node)).items[0]!.metadata
    const find = async () => (await client.list(kinds.Node)).items.find(({ metadata }) => metadata.name === name)
    const isUninitialized = ({ spec }: NonNullable<Awaited<ReturnType<typeof find>>>) =>
      spec?.taints?.some(({ key }) => key === 'node.cloudprovider.kubernetes.io/uninitialized') ?? false
    const before = (await find())!
    const cloudController = cluster.components.get('cloud-controller-manager')!

    cloudController.stop()
    await client.delete(kinds.Node, name)
    await untilDone(clock, async () => (await find()) !== undefined)
    const joined = (await find())!
    expect(joined.metadata.uid).not.toBe(before.metadata.uid)
    expect(isUninitialized(joined)).toBe(true)
    expect(joined.status?.addresses?.map(({ type }) => type)).toEqual(['InternalIP', 'Hostname'])
    expect(Object.keys(joined.metadata.labels ?? {})).not.toContain('topology.kubernetes.io/zone')

    cloudController.start()
    await untilDone(clock, async () => !isUninitialized((await find())!))
    await clock.advance(20_000)
    const { metadata, status } = (await find())!
    expect(metadata.labels).toEqual(before.metadata.labels)
    expect(status?.addresses).toEqual(before.status?.addresses)
    expect(status?.addresses?.map(({ type }) => type)).toEqual([
      'InternalIP',
      'ExternalIP',
      'InternalDNS',
      'Hostname',
      'ExternalDNS',
    ])
  } finally {
    lab.close()
  }
})
