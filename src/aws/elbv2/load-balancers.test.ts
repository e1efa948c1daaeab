import { afterEach, expect, test } from 'vitest'
import { createTestAccount, type TestAccount } from '../../testing/aws/test-account.ts'
import { defaultSubnets } from '../../testing/aws/cluster-in-account.ts'

const accounts: TestAccount[] = []
afterEach(() => accounts.splice(0).forEach((aws) => aws[Symbol.dispose]()))

const valueOf = (xml: string, name: string) => new RegExp(`<${name}>([^<]*)`).exec(xml)![1]!
const codeOf = (xml: string) => valueOf(xml, 'Code')

test('a load balancer is provisioned, listens, sends to its targets, and cannot lose them in use', async () => {
  const aws = createTestAccount()
  accounts.push(aws)
  const elb = async (action: string, params: Record<string, string>) => (await aws.form('elbv2', action, params)).body
  const [one, two] = defaultSubnets(aws)
  expect(codeOf(await elb('CreateLoadBalancer', { Name: 'shop', 'Subnets.member.1': one! }))).toBe('ValidationError')
  const created = await elb('CreateLoadBalancer', { Name: 'shop', 'Subnets.member.1': one!, 'Subnets.member.2': two! })
  expect(valueOf(created, 'DNSName')).toMatch(/^shop-\d{10}\.us-west-2\.elb\.amazonaws\.com$/)
  expect(valueOf(created, 'CanonicalHostedZoneId')).toBe('Z1H1FL5HABSF5')
  expect(codeOf(created)).toBe('provisioning')
  const balancer = valueOf(created, 'LoadBalancerArn')

  const group = await elb('CreateTargetGroup', {
    Name: 'web',
    Protocol: 'HTTP',
    Port: '80',
    TargetType: 'ip',
    VpcId: Object.keys(aws.account.core.in('us-west-2').here.ec2.vpcs)[0]!,
  })
  const targets = valueOf(group, 'TargetGroupArn')
  await elb('RegisterTargets', { TargetGroupArn: targets, 'Targets.member.1.Id': '172.31.0.10' })
  const health = async () => valueOf(await elb('DescribeTargetHealth', { TargetGroupArn: targets }), 'State')
  expect(await health()).toBe('unused')
  const listen = {
    LoadBalancerArn: balancer,
    Protocol: 'HTTP',
    Port: '80',
    'DefaultActions.member.1.Type': 'forward',
    'DefaultActions.member.1.TargetGroupArn': targets,
  }
  await elb('CreateListener', listen)
  expect(codeOf(await elb('CreateListener', listen))).toBe('DuplicateListener')
  expect(await health()).toBe('initial')
  await aws.clock.advance(3 * 60_000)
  expect(await health()).toBe('healthy')
  expect(codeOf(await elb('DescribeLoadBalancers', { 'Names.member.1': 'shop' }))).toBe('active')
  expect(codeOf(await elb('DeleteTargetGroup', { TargetGroupArn: targets }))).toBe('ResourceInUse')
  await elb('DeleteLoadBalancer', { LoadBalancerArn: balancer })
  expect(await elb('DescribeLoadBalancers', { 'Names.member.1': 'shop' })).toContain(
    "<Code>LoadBalancerNotFound</Code><Message>Load balancers '[shop]' not found</Message>",
  )
  expect(await elb('DeleteTargetGroup', { TargetGroupArn: targets })).toContain('<DeleteTargetGroupResponse')
})
