import { afterEach, expect, test } from 'vitest'
import { createTestAccount, type TestAccount } from '../../testing/aws/test-account.ts'
import { defaultSubnets, makeCluster, makeRole } from '../../testing/aws/cluster-in-account.ts'

const accounts: TestAccount[] = []
afterEach(() => accounts.splice(0).forEach((aws) => aws[Symbol.dispose]()))

const MINUTE = 60_000

async function clusterIn(): Promise<TestAccount> {
  const aws = createTestAccount({ pace: 1 })
  accounts.push(aws)
  await makeCluster(aws, { accessConfig: { authenticationMode: 'API' } })
  return aws
}

const invoke = (aws: TestAccount, service: string, operation: string, input: Record<string, unknown>) =>
  aws.account.invoke(service, operation, input)
const status = async (aws: TestAccount, path: string) =>
  Object.values((await aws.eks('GET', path)).body as Record<string, { status?: string }>)[0]?.status

test('a Fargate profile wants its own role and a private subnet, and comes, holds the cluster and goes', async () => {
  const aws = await clusterIn()
  const [open = ''] = defaultSubnets(aws)
  const podExecutionRoleArn = await makeRole(aws, 'fargate', 'eks-fargate-pods.amazonaws.com', [])
  const nodeRole = await makeRole(aws, 'node', 'ec2.amazonaws.com', [])
  const VpcId = aws.account.core.in('us-west-2').here.ec2.subnets[open]!.VpcId
  const { Subnet } = await invoke(aws, 'ec2', 'CreateSubnet', { VpcId, CidrBlock: '172.31.200.0/24' })
  const { SubnetId } = Subnet as { SubnetId: string }
  const { RouteTable } = await invoke(aws, 'ec2', 'CreateRouteTable', { VpcId })
  const { RouteTableId } = RouteTable as { RouteTableId: string }
  await invoke(aws, 'ec2', 'AssociateRouteTable', { SubnetId, RouteTableId })

  const create = async (input: Record<string, unknown>) => {
    const { body } = await aws.eks('POST', '/clusters/demo/fargate-profiles', {
      fargateProfileName: 'apps',
      podExecutionRoleArn,
      subnets: [SubnetId],
      selectors: [{ namespace: 'apps' }],
      ...input,
    })
    return body['message']
  }
  expect(await create({ selectors: [] })).toBe('Fargate Profile requires at least one selector.')
  expect(await create({ podExecutionRoleArn: nodeRole })).toContain('Misconfigured PodExecutionRole Trust Policy')
  expect(await create({ subnets: [open] })).toBe(`Subnet ${open} provided in Fargate Profile is not a private subnet`)
  expect(await create({})).toBeUndefined()
  expect(await create({ fargateProfileName: 'more' })).toContain(
    'currently has Fargate profile apps in status CREATING',
  )
  await aws.clock.advance(2 * MINUTE)
  expect(await status(aws, '/clusters/demo/fargate-profiles/apps')).toBe('ACTIVE')
  expect(await create({})).toBe('A Fargate Profile already exists with this name in this cluster.')
  expect((await aws.eks('DELETE', '/clusters/demo')).body['message']).toBe('Cluster has Fargate profiles attached')

  await aws.eks('DELETE', '/clusters/demo/fargate-profiles/apps')
  expect(await status(aws, '/clusters/demo/fargate-profiles/apps')).toBe('DELETING')
  await aws.clock.advance(2 * MINUTE)
  expect((await aws.eks('GET', '/clusters/demo/fargate-profiles')).body).toEqual({ fargateProfileNames: [] })
})

test('an identity provider and a key are associated by updates, one of each', async () => {
  const aws = await clusterIn()
  const oidc = { identityProviderConfigName: 'people', issuerUrl: 'https://id.example.com', clientId: 'kubernetes' }
  const associate = () => aws.eks('POST', '/clusters/demo/identity-provider-configs/associate', { oidc })
  expect((await associate()).body).toMatchObject({ update: { type: 'AssociateIdentityProviderConfig' } })
  expect(await status(aws, '/clusters/demo')).toBe('UPDATING')
  await aws.clock.advance(6 * MINUTE)
  const ref = { identityProviderConfig: { type: 'oidc', name: 'people' } }
  const described = await aws.eks('POST', '/clusters/demo/identity-provider-configs/describe', ref)
  expect(described.body).toMatchObject({ identityProviderConfig: { oidc: { ...oidc, status: 'ACTIVE' } } })
  expect((await associate()).status).toBe(409)
  await aws.eks('POST', '/clusters/demo/identity-provider-configs/disassociate', ref)
  await aws.clock.advance(6 * MINUTE)
  expect((await aws.eks('POST', '/clusters/demo/identity-provider-configs/describe', ref)).status).toBe(404)

  const keyArn = 'arn:aws:kms:us-west-2:111122223333:key/1234abcd'
  const encryptionConfig = [{ resources: ['secrets'], provider: { keyArn } }]
  const encrypt = () => aws.eks('POST', '/clusters/demo/encryption-config/associate', { encryptionConfig })
  expect((await encrypt()).body).toMatchObject({ update: { type: 'AssociateEncryptionConfig', status: 'InProgress' } })
  await aws.clock.advance(3 * MINUTE)
  expect((await aws.eks('GET', '/clusters/demo')).body).toMatchObject({
    cluster: { status: 'ACTIVE', encryptionConfig },
  })
  expect((await encrypt()).status).toBe(400)
})
