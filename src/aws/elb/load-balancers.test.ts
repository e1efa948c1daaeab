import { afterEach, expect, test } from 'vitest'
import { createTestAccount, type TestAccount } from '../../testing/aws/test-account.ts'
import { defaultSubnets } from '../../testing/aws/cluster-in-account.ts'

const accounts: TestAccount[] = []
afterEach(() => accounts.splice(0).forEach((aws) => aws[Symbol.dispose]()))

function start() {
  const aws = createTestAccount()
  accounts.push(aws)
  const ask = async (action: string, params: Record<string, string>, version = '2012-06-01') =>
    (await aws.form('elb', action, { Version: version, ...params })).body
  return { aws, ask }
}

const listener = {
  'Listeners.member.1.Protocol': 'tcp',
  'Listeners.member.1.LoadBalancerPort': '80',
  'Listeners.member.1.InstancePort': '30080',
}

test('both generations answer under one host name, each by the version that is asked for', async () => {
  const { aws, ask } = start()
  const [subnet] = defaultSubnets(aws)
  const created = await ask('CreateLoadBalancer', { LoadBalancerName: 'old', ...listener, 'Subnets.member.1': subnet! })
  expect(created).toMatch(/<DNSName>old-\d{10}\.us-west-2\.elb\.amazonaws\.com<\/DNSName>/)
  expect(await ask('DescribeLoadBalancers', {})).toContain('<LoadBalancerName>old</LoadBalancerName>')
  expect(await ask('DescribeLoadBalancers', {}, '2015-12-01')).not.toContain('old')
  expect(await ask('DescribeTargetGroups', {})).toContain('<Code>InvalidAction</Code>')
})

test('listeners, health checks and instances are what was asked for', async () => {
  const { aws, ask } = start()
  const [subnet] = defaultSubnets(aws)
  const shop = { LoadBalancerName: 'shop' }
  expect(await ask('CreateLoadBalancer', { ...shop, ...listener })).toContain(
    'Either AvailabilityZones or SubnetIds must be specified',
  )
  await ask('CreateLoadBalancer', { ...shop, ...listener, 'Subnets.member.1': subnet! })
  expect(await ask('CreateLoadBalancerListeners', { ...shop, ...listener })).not.toContain('<Code>')
  expect(
    await ask('CreateLoadBalancerListeners', { ...shop, ...listener, 'Listeners.member.1.InstancePort': '30081' }),
  ).toContain('<Code>DuplicateListener</Code>')
  const missing = { ...shop, 'Instances.member.1.InstanceId': 'i-0123456789abcdef0' }
  expect(await ask('RegisterInstancesWithLoadBalancer', missing)).toContain('<Code>InvalidInstance</Code>')
  expect(await ask('DescribeInstanceHealth', shop)).not.toContain('<Code>')
  expect(await ask('DescribeLoadBalancers', {})).toContain('<Target>TCP:30080</Target>')

  await ask('DeleteLoadBalancer', shop)
  expect(await ask('DescribeLoadBalancers', { 'LoadBalancerNames.member.1': 'shop' })).toContain(
    "<Code>LoadBalancerNotFound</Code><Message>There is no ACTIVE Load Balancer named 'shop'</Message>",
  )
})
