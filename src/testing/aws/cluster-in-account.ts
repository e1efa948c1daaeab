import type { TestAccount } from './test-account.ts'

/** A role with managed policies of AWS. @returns its ARN. */
export async function makeRole(
  aws: TestAccount,
  name: string,
  service: string,
  policies: string[] = [],
): Promise<string> {
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  }
  await aws.form('iam', 'CreateRole', { RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) })
  for (const policy of policies) {
    await aws.form('iam', 'AttachRolePolicy', { RoleName: name, PolicyArn: `arn:aws:iam::aws:policy/${policy}` })
  }
  return `arn:aws:iam::${aws.account.id}:role/${name}`
}

/** Policies that a node needs. */
export const NODE_POLICIES = ['AmazonEKSWorkerNodePolicy', 'AmazonEKS_CNI_Policy', 'AmazonEC2ContainerRegistryPullOnly']

/** The default VPC's subnets, in the order of their zones. */
export const defaultSubnets = (aws: TestAccount): string[] =>
  Object.keys(aws.account.core.in('us-west-2').here.ec2.subnets)

/** A cluster called `demo` that is ACTIVE. @returns its ARN. */
export async function makeCluster(aws: TestAccount, more: object = {}): Promise<string> {
  const roleArn = await makeRole(aws, 'eks-cluster', 'eks.amazonaws.com', ['AmazonEKSClusterPolicy'])
  const { body, code } = await aws.eks('POST', '/clusters', {
    name: 'demo',
    roleArn,
    resourcesVpcConfig: { subnetIds: defaultSubnets(aws).slice(0, 2) },
    ...more,
  })
  if (code) throw new Error(`${code}: ${JSON.stringify(body)}`)
  await aws.clock.advance(10 * 60_000)
  return (body['cluster'] as { arn: string }).arn
}
