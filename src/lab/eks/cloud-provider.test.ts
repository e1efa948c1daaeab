import { expect, test } from 'vitest'
import { ADMIN, kinds } from '#cluster'
import { createClusterReadyLab } from '../../testing/lab/cluster-ready.ts'
import { untilDone } from '../../testing/until-done.ts'

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
