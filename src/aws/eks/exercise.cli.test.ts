import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAwsCli, type AwsCli } from '../../testing/aws/aws-cli.ts'
import { startAwsServer, type AwsServer } from '../../testing/aws/aws-server.ts'

let server: AwsServer
let cli: AwsCli
beforeAll(async () => {
  // A cluster takes a second, so that the first poll of a waiter finds it.
  server = await startAwsServer({ pace: 1000 })
  cli = await createAwsCli(server)
})
afterAll(async () => {
  await cli[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

const ARN = 'arn:aws:eks:us-west-2:111122223333:cluster/demo'
const ROLE = 'arn:aws:iam::111122223333:role/'

async function ok(...args: string[]): Promise<string> {
  const { stdout, stderr, status } = await cli.run(args)
  expect([status, stderr]).toEqual([0, ''])
  return stdout
}

async function refused(...args: string[]): Promise<string> {
  const { stderr, stdout, status } = await cli.run(args)
  expect([status, stdout]).toEqual([255, ''])
  return stderr.trim()
}

test('the roles, the cluster, the node group, the kubeconfig and the token, with the real CLI', async () => {
  const subnets = JSON.parse(await ok('ec2', 'describe-subnets', '--query', 'Subnets[].SubnetId')) as string[]
  const trust = (service: string) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
    })
  await ok(
    'iam',
    'create-role',
    '--role-name',
    'eks-cluster',
    '--assume-role-policy-document',
    trust('eks.amazonaws.com'),
  )
  await ok(
    'iam',
    'attach-role-policy',
    '--role-name',
    'eks-cluster',
    '--policy-arn',
    'arn:aws:iam::aws:policy/AmazonEKSClusterPolicy',
  )
  await ok('iam', 'create-role', '--role-name', 'node', '--assume-role-policy-document', trust('ec2.amazonaws.com'))
  for (const policy of ['AmazonEKSWorkerNodePolicy', 'AmazonEKS_CNI_Policy', 'AmazonEC2ContainerRegistryPullOnly']) {
    await ok('iam', 'attach-role-policy', '--role-name', 'node', '--policy-arn', `arn:aws:iam::aws:policy/${policy}`)
  }

  const create = [
    'eks',
    'create-cluster',
    '--name',
    'demo',
    '--role-arn',
    ROLE + 'eks-cluster',
    '--resources-vpc-config',
  ]
  expect(await refused(...create, `subnetIds=${subnets[0]}`)).toBe(
    'An error occurred (InvalidParameterException) when calling the CreateCluster operation: Subnets specified must be in at least two different AZs',
  )
  const network = `subnetIds=${subnets[0]},${subnets[1]}`
  expect(await ok(...create, network, '--query', 'cluster.status', '--output', 'text')).toBe('CREATING\n')
  expect(await refused(...create, network)).toBe(
    'An error occurred (ResourceInUseException) when calling the CreateCluster operation: Cluster already exists with name: demo',
  )
  await ok('eks', 'wait', 'cluster-active', '--name', 'demo')

  const kubeconfig = join(cli.home, '.kube/config')
  expect(await ok('eks', 'update-kubeconfig', '--name', 'demo')).toBe(`Added new context ${ARN} to ${kubeconfig}\n`)
  expect(await ok('eks', 'update-kubeconfig', '--name', 'demo')).toBe(`Updated context ${ARN} in ${kubeconfig}\n`)
  expect(await readFile(kubeconfig, 'utf8')).toMatch(
    /server: https:\/\/[0-9A-F]{32}\.gr7\.us-west-2\.eks\.amazonaws\.com\n/,
  )

  // Without an endpoint of one's own the token points at STS itself, as it must.
  const env = { AWS_ENDPOINT_URL: '' }
  const printed = await cli.run(['eks', 'get-token', '--cluster-name', 'demo'], env)
  const { status } = JSON.parse(printed.stdout) as { status: { token: string } }
  expect(await server.account.authenticateToken(ARN, status.token)).toMatchObject({
    username: 'kubernetes-admin',
    groups: ['system:masters'],
    extra: { arn: ['arn:aws:iam::111122223333:user/learner'] },
  })

  const nodegroup = ['--cluster-name', 'demo', '--nodegroup-name', 'web', '--subnets', subnets[0]!, subnets[1]!]
  const sizes = ['--scaling-config', 'minSize=2,maxSize=4,desiredSize=3']
  await ok('eks', 'create-nodegroup', ...nodegroup, '--node-role', ROLE + 'node', ...sizes)
  await ok('eks', 'wait', 'nodegroup-active', '--cluster-name', 'demo', '--nodegroup-name', 'web')
  expect(server.host.nodes.size).toBe(3)
  const filter = 'Name=tag:eks:nodegroup-name,Values=web'
  const states = await ok(
    'ec2',
    'describe-instances',
    '--filters',
    filter,
    '--query',
    'Reservations[].Instances[].State.Name',
    '--output',
    'text',
  )
  expect(states).toBe('running\trunning\trunning\n')
})

test('what the real CLI prints is what is on record', async () => {
  expect(await ok('eks', 'list-clusters', '--output', 'text')).toBe('CLUSTERS\tdemo\n')
  expect(await ok('eks', 'list-clusters', '--output', 'table')).toBe(
    [
      '--------------',
      '|ListClusters|',
      '+------------+',
      '|| clusters ||',
      '|+----------+|',
      '||  demo    ||',
      '|+----------+|',
      '',
    ].join('\n'),
  )
  const describe = ['eks', 'describe-cluster', '--name', 'demo', '--query']
  expect(await ok(...describe, 'cluster.{Name:name,Status:status,Version:version}', '--output', 'table')).toBe(
    [
      '-------------------------------',
      '|       DescribeCluster       |',
      '+------+----------+-----------+',
      '| Name | Status   |  Version  |',
      '+------+----------+-----------+',
      '|  demo|  ACTIVE  |  1.35     |',
      '+------+----------+-----------+',
      '',
    ].join('\n'),
  )
  expect(await ok(...describe, 'cluster.nothing')).toBe('null\n')
  expect(await ok(...describe, 'cluster.nothing', '--output', 'text')).toBe('None\n')
  expect(await ok(...describe, 'cluster.createdAt', '--output', 'text')).toMatch(/^\d{10}\.\d{1,3}\n$/)
  expect(await refused('eks', 'describe-cluster', '--name', 'nope')).toBe(
    'An error occurred (ResourceNotFoundException) when calling the DescribeCluster operation: No cluster found for name: nope.',
  )
  expect(await refused('eks', 'wait', 'cluster-active', '--name', 'nope')).toBe(
    'Waiter ClusterActive failed: An error occurred (ResourceNotFoundException): No cluster found for name: nope.',
  )
  expect(await ok('eks', 'wait', 'cluster-deleted', '--name', 'nope')).toBe('')
  expect(await ok('ec2', 'describe-subnets', '--max-items', '1', '--query', '[NextToken,length(Subnets)]')).toBe(
    '[\n    "eyJOZXh0VG9rZW4iOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAxfQ==",\n    1\n]\n',
  )
  expect(await refused('ec2', 'create-vpc', '--cidr-block', '10.0.0.0/33')).toBe(
    'An error occurred (InvalidParameterValue) when calling the CreateVpc operation: Value (10.0.0.0/33) for parameter cidrBlock is invalid. This is not a valid CIDR block.',
  )
})
