import { expect, test } from 'vitest'
import { createTestAccount } from '../testing/aws/test-account.ts'
import { makeCluster, makeRole } from '../testing/aws/cluster-in-account.ts'

test('an operation answers what the CLI prints', async () => {
  using aws = createTestAccount()
  await makeRole(aws, 'node', 'ec2.amazonaws.com', ['AmazonEKS_CNI_Policy'])
  expect(await aws.account.invoke('iam', 'GetRole', { RoleName: 'node' })).toMatchObject({
    Role: {
      RoleName: 'node',
      CreateDate: '2026-11-22T12:00:00Z',
      AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'ec2.amazonaws.com' } }] },
    },
  })
  await makeCluster(aws)
  const { cluster } = await aws.account.invoke('eks', 'DescribeCluster', { name: 'demo' })
  expect(cluster).toMatchObject({ status: 'ACTIVE', createdAt: 1795348800 })
  const { Vpcs } = await aws.account.invoke('ec2', 'DescribeVpcs', {}, 'eu-west-1')
  expect(Vpcs).toMatchObject([{ CidrBlock: '172.31.0.0/16', IsDefault: true }])
  expect((Vpcs as object[])[0]).not.toHaveProperty('dns')
})

test('members of the input have the names of the model, wherever the wire puts them', async () => {
  using aws = createTestAccount()
  await makeCluster(aws)
  expect(await aws.account.invoke('eks', 'ListNodegroups', { clusterName: 'demo' })).toEqual({ nodegroups: [] })
  const inZone = { Filters: [{ Name: 'availability-zone', Values: ['us-west-2a'] }] }
  const { Subnets } = await aws.account.invoke('ec2', 'DescribeSubnets', inZone)
  expect(Subnets).toMatchObject([{ AvailabilityZone: 'us-west-2a' }])
})

test('a refusal has its code and status', async () => {
  using aws = createTestAccount()
  const { account } = aws
  await expect(account.invoke('eks', 'DescribeCluster', { name: 'demo' })).rejects.toMatchObject({
    code: 'ResourceNotFoundException',
    status: 404,
  })
  await expect(account.invoke('eks', 'DescribeCluster', {})).rejects.toMatchObject({
    code: 'InvalidParameterException',
  })
  await expect(account.invoke('eks', 'ListCapabilities', {})).rejects.toMatchObject({
    code: 'UnsupportedOperationException',
  })
  await expect(account.invoke('s3', 'ListBuckets', {})).rejects.toMatchObject({ code: 'UnknownService' })
})
