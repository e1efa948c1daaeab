import { afterEach, expect, test } from 'vitest'
import { createTestAccount, type TestAccount } from '../../testing/aws/test-account.ts'
import { defaultSubnets, makeCluster, makeRole, NODE_POLICIES } from '../../testing/aws/cluster-in-account.ts'
import type { Nodegroup } from './model/nodegroup.ts'

const accounts: TestAccount[] = []
afterEach(() => accounts.splice(0).forEach((aws) => aws[Symbol.dispose]()))

const MINUTE = 60_000

async function clusterWith(policies = NODE_POLICIES, pace = 1) {
  const aws = createTestAccount({ pace })
  accounts.push(aws)
  const arn = await makeCluster(aws, { accessConfig: { authenticationMode: 'API' } })
  const nodeRole = await makeRole(aws, 'node', 'ec2.amazonaws.com', policies)
  return { aws, arn, nodeRole, subnets: defaultSubnets(aws).slice(0, 2) }
}

const group = async (aws: TestAccount) =>
  (await aws.eks('GET', '/clusters/demo/node-groups/web')).body['nodegroup'] as Nodegroup | undefined
const running = (aws: TestAccount) =>
  Object.values(aws.account.core.in('us-west-2').here.ec2.instances).filter((instance) => instance.state === 'running')

const scalingConfig = { minSize: 2, maxSize: 4, desiredSize: 3 }

test('nodes are launched, join with what their type has, and the group becomes ACTIVE', async () => {
  const { aws, arn, nodeRole, subnets } = await clusterWith()
  const created = await aws.eks('POST', '/clusters/demo/node-groups', {
    nodegroupName: 'web',
    nodeRole,
    subnets,
    scalingConfig,
    labels: { tier: 'front' },
    taints: [{ key: 'dedicated', value: 'web', effect: 'NO_SCHEDULE' }],
  })
  expect(created.body).toMatchObject({ nodegroup: { status: 'CREATING', instanceTypes: ['t3.medium'], diskSize: 20 } })
  await aws.clock.advance(2 * MINUTE)
  expect(await group(aws)).toMatchObject({ status: 'ACTIVE', health: { issues: [] } })

  const nodes = [...aws.host.nodes.values()]
  expect(nodes).toHaveLength(3)
  expect(new Set(nodes.map((node) => node.instance.zone))).toEqual(new Set(['us-west-2a', 'us-west-2b']))
  const [node] = nodes
  expect(node).toMatchObject({
    maxPods: 17,
    kubeletVersion: 'v1.35.3-eks-bbe087e',
    taints: [{ key: 'dedicated', value: 'web', effect: 'NoSchedule' }],
    role: { pullImages: true, manageInterfaces: true },
  })
  expect(node!.name).toBe(`ip-${node!.instance.privateIp.replaceAll('.', '-')}.us-west-2.compute.internal`)
  expect(node!.instance.providerId).toBe(`aws:///${node!.instance.zone}/${node!.instance.id}`)
  expect(node!.labels).toMatchObject({
    'eks.amazonaws.com/nodegroup': 'web',
    'eks.amazonaws.com/capacityType': 'ON_DEMAND',
    tier: 'front',
  })
  expect(node!.podAddresses.length).toBeGreaterThanOrEqual(15)
  const everyAddress = nodes.flatMap((each) => [each.instance.privateIp, ...each.podAddresses])
  expect(new Set(everyAddress).size).toBe(everyAddress.length)
  expect(aws.host.clusters.get(arn)?.vpcCidrs).toEqual(['172.31.0.0/16'])
})

const FAILED = 'Instances failed to join the kubernetes cluster'
const UNHEALTHY = 'Unhealthy nodes in the kubernetes cluster'

test.each([
  ['cannot ask EC2 who they are', ['AmazonEC2ContainerRegistryPullOnly'], FAILED],
  ['cannot pull images', ['AmazonEKSWorkerNodePolicy', 'AmazonEKS_CNI_Policy'], UNHEALTHY],
  ['cannot take addresses', ['AmazonEKSWorkerNodePolicy', 'AmazonEC2ContainerRegistryPullOnly'], UNHEALTHY],
])('nodes that %s make the group fail', async (_what, policies, message) => {
  const { aws, nodeRole, subnets } = await clusterWith(policies)
  await aws.eks('POST', '/clusters/demo/node-groups', { nodegroupName: 'web', nodeRole, subnets, scalingConfig })
  await aws.clock.advance(10 * MINUTE)
  expect((await group(aws))?.status).toBe('CREATING')
  await aws.clock.advance(10 * MINUTE)
  const failed = (await group(aws))!
  expect(failed.status).toBe('CREATE_FAILED')
  expect(failed.health.issues).toEqual([
    {
      code: 'NodeCreationFailure',
      message,
      resourceIds: running(aws).map((instance) => instance.InstanceId),
    },
  ])
})

test('however fast the account is, kubelets have the time that they need', async () => {
  const { aws, nodeRole, subnets } = await clusterWith(NODE_POLICIES, 1000)
  aws.host.stallNodes = true
  await aws.eks('POST', '/clusters/demo/node-groups', { nodegroupName: 'web', nodeRole, subnets, scalingConfig })
  await aws.clock.advance(MINUTE)
  expect((await group(aws))?.status).toBe('CREATING')
  await aws.clock.advance(2 * MINUTE)
  expect(await group(aws)).toMatchObject({ status: 'CREATE_FAILED', health: { issues: [{ message: UNHEALTHY }] } })
})

test('a disk that the image does not fit on is refused, whoever names its size', async () => {
  const { aws, nodeRole, subnets } = await clusterWith()
  const create = (more: object) =>
    aws.eks('POST', '/clusters/demo/node-groups', { nodegroupName: 'web', nodeRole, subnets, scalingConfig, ...more })
  await aws.form('ec2', 'CreateLaunchTemplate', {
    LaunchTemplateName: 'small',
    'LaunchTemplateData.BlockDeviceMapping.1.DeviceName': '/dev/xvda',
    'LaunchTemplateData.BlockDeviceMapping.1.Ebs.VolumeSize': '19',
  })
  expect(await create({ launchTemplate: { name: 'small' } })).toMatchObject({
    code: 'InvalidRequestException',
    body: {
      message: expect.stringMatching(/^Volume of size 19GB is smaller than snapshot 'snap-0[0-9a-f]{16}', expect/),
    },
  })
  expect((await create({ diskSize: 0 })).code).toBe('InvalidRequestException')
  expect((await create({ diskSize: 20 })).status).toBe(200)
})

test('a public subnet that gives no public addresses is refused by name', async () => {
  const { aws, nodeRole, subnets } = await clusterWith()
  await aws.form('ec2', 'ModifySubnetAttribute', { SubnetId: subnets[0]!, 'MapPublicIpOnLaunch.Value': 'false' })
  await aws.eks('POST', '/clusters/demo/node-groups', { nodegroupName: 'web', nodeRole, subnets })
  await aws.clock.advance(MINUTE)
  expect(await group(aws)).toMatchObject({
    status: 'CREATE_FAILED',
    health: { issues: [{ code: 'Ec2SubnetInvalidConfiguration', resourceIds: [subnets[0]] }] },
  })
})

test('scaling down drains, scaling up launches, a lost machine is replaced', async () => {
  const { aws, nodeRole, subnets } = await clusterWith()
  await aws.eks('POST', '/clusters/demo/node-groups', { nodegroupName: 'web', nodeRole, subnets, scalingConfig })
  await aws.clock.advance(2 * MINUTE)
  const { body } = await aws.eks('POST', '/clusters/demo/node-groups/web/update-config', {
    scalingConfig: { desiredSize: 2 },
  })
  expect(body).toMatchObject({
    update: { status: 'InProgress', type: 'ConfigUpdate', params: [{ type: 'DesiredSize', value: '2' }] },
  })
  await aws.clock.advance(3 * MINUTE)
  expect(aws.host.nodes.size).toBe(2)
  const gone = aws.host.log.find((line) => line.startsWith('removeNode'))!.split(' ')[1]!
  expect(aws.host.log.indexOf(`drainNode ${gone}`)).toBeLessThan(aws.host.log.indexOf(`removeNode ${gone}`))

  const [lost] = running(aws)
  await aws.form('ec2', 'TerminateInstances', { 'InstanceId.1': lost!.InstanceId })
  expect(aws.host.log.at(-1)).toBe(`removeNode ${lost!.PrivateDnsName}`)
  await aws.clock.advance(2 * MINUTE)
  expect(aws.host.nodes.size).toBe(2)
  expect(running(aws).map((instance) => instance.InstanceId)).not.toContain(lost!.InstanceId)

  const name = (await group(aws))!.resources.autoScalingGroups[0]!.name
  const refused = await aws.form('autoscaling', 'SetDesiredCapacity', {
    AutoScalingGroupName: name,
    DesiredCapacity: '9',
  })
  expect(refused.body).toContain('New SetDesiredCapacity value 9 is above max value 4 for the AutoScalingGroup.')
  await aws.form('autoscaling', 'SetDesiredCapacity', { AutoScalingGroupName: name, DesiredCapacity: '4' })
  await aws.clock.advance(2 * MINUTE)
  expect(aws.host.nodes.size).toBe(4)
})

test('a version update replaces every node, never going below the size of the group', async () => {
  const { aws, nodeRole, subnets } = await clusterWith()
  await aws.eks('POST', '/clusters/demo/node-groups', {
    nodegroupName: 'web',
    nodeRole,
    subnets,
    scalingConfig,
    version: '1.34',
  })
  await aws.clock.advance(2 * MINUTE)
  const before = new Set(aws.host.nodes.keys())
  let least = Infinity
  const watch = aws.account.onChange(() => (least = Math.min(least, aws.host.nodes.size)))
  const { body } = await aws.eks('POST', '/clusters/demo/node-groups/web/update-version', {})
  const { id } = body['update'] as { id: string }
  await aws.clock.advance(20 * MINUTE)
  watch()
  const { body: done } = await aws.eks('GET', `/clusters/demo/updates/${id}?nodegroupName=web`)
  expect(done).toMatchObject({ update: { status: 'Successful', type: 'VersionUpdate' } })
  expect(await group(aws)).toMatchObject({ status: 'ACTIVE', version: '1.35', releaseVersion: '1.35.3-20260415' })
  expect(least).toBeGreaterThanOrEqual(3)
  expect(aws.host.nodes.size).toBe(3)
  expect([...aws.host.nodes.keys()].filter((key) => before.has(key))).toEqual([])
  expect([...aws.host.nodes.values()].every((node) => node.kubeletVersion.startsWith('v1.35'))).toBe(true)
})

test('a cluster goes only after its node groups, and takes everything of its own along', async () => {
  const { aws, nodeRole, subnets } = await clusterWith()
  await aws.eks('POST', '/clusters/demo/node-groups', { nodegroupName: 'web', nodeRole, subnets, scalingConfig })
  await aws.clock.advance(2 * MINUTE)
  expect(await aws.eks('DELETE', '/clusters/demo')).toMatchObject({
    status: 409,
    code: 'ResourceInUseException',
    body: { message: 'Cluster has nodegroups attached', clusterName: 'demo', nodegroupName: 'web', addonName: null },
  })
  await aws.eks('DELETE', '/clusters/demo/node-groups/web')
  await aws.clock.advance(5 * MINUTE)
  expect((await aws.eks('GET', '/clusters/demo/node-groups/web')).code).toBe('ResourceNotFoundException')
  expect((await aws.eks('DELETE', '/clusters/demo')).body).toMatchObject({ cluster: { status: 'DELETING' } })
  await aws.clock.advance(6 * MINUTE)
  expect((await aws.eks('GET', '/clusters/demo')).code).toBe('ResourceNotFoundException')

  const { here } = aws.account.core.in('us-west-2')
  expect(here.ec2.networkInterfaces).toEqual({})
  expect(Object.values(here.ec2.securityGroups).map((each) => each.GroupName)).toEqual(['default'])
  expect(here.autoscaling.groups).toEqual({})
  expect(here.ec2.launchTemplates).toEqual({})
  expect(aws.account.core.state.iam.instanceProfiles).toEqual({})
})

test('an account that is saved in the middle of its waiting goes on where it was', async () => {
  const { aws, nodeRole, subnets } = await clusterWith()
  await aws.eks('POST', '/clusters/demo/node-groups', { nodegroupName: 'web', nodeRole, subnets, scalingConfig })
  await aws.clock.advance(30_000)
  const snapshot = JSON.parse(JSON.stringify(aws.account.snapshot())) as ReturnType<typeof aws.account.snapshot>
  aws[Symbol.dispose]()

  const later = createTestAccount({ snapshot, clock: aws.clock })
  accounts.push(later)
  expect(later.account.credentials).toEqual(aws.account.credentials)
  expect((await group(later))?.status).toBe('CREATING')
  await later.clock.advance(2 * MINUTE)
  expect((await group(later))?.status).toBe('ACTIVE')
  expect(later.host.nodes.size).toBe(3)
})
