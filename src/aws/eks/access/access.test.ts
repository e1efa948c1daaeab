import { afterEach, expect, test } from 'vitest'
import { createTestAccount, type TestAccount } from '../../../testing/aws/test-account.ts'
import { defaultSubnets, makeCluster, makeRole, NODE_POLICIES } from '../../../testing/aws/cluster-in-account.ts'

const accounts: TestAccount[] = []
afterEach(() => accounts.splice(0).forEach((aws) => aws[Symbol.dispose]()))

async function withCluster(accessConfig: object) {
  const aws = createTestAccount()
  accounts.push(aws)
  return { aws, arn: await makeCluster(aws, { accessConfig }) }
}

const LEARNER = 'arn:aws:iam::111122223333:user/learner'
const ADMIN_POLICY = 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy'
const VIEW_POLICY = 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy'

test('with access entries the creator is an administrator by an entry of its own', async () => {
  const { aws, arn } = await withCluster({ authenticationMode: 'API' })
  const user = (await aws.account.authenticateToken(arn, aws.token('demo')))!
  expect(user).toMatchObject({ username: LEARNER, groups: [], extra: { arn: [LEARNER], canonicalArn: [LEARNER] } })
  expect(user.uid).toMatch(/^aws-iam-authenticator:111122223333:AIDA[A-Z2-7]{17}$/)

  const who = { name: user.username, extra: user.extra }
  expect(aws.account.authorizeByAccessPolicy(arn, who, { verb: 'delete', resource: 'nodes' })).toEqual({
    allowed: true,
    reason: `EKS Access Policy: allowed by ClusterRoleBinding "${LEARNER}+${ADMIN_POLICY}" of ClusterRole "${ADMIN_POLICY}" to User "${LEARNER}"`,
  })
  expect(aws.account.authorizeByAccessPolicy(arn, who, { verb: 'get', path: '/metrics' }).allowed).toBe(true)
})

test('with aws-auth alone the creator is kubernetes-admin, and entries are refused', async () => {
  const { aws, arn } = await withCluster({ authenticationMode: 'CONFIG_MAP' })
  expect(await aws.account.authenticateToken(arn, aws.token('demo'))).toMatchObject({
    username: 'kubernetes-admin',
    groups: ['system:masters'],
  })
  const { code, body } = await aws.eks('GET', '/clusters/demo/access-entries')
  expect([code, body]).toEqual([
    'InvalidRequestException',
    expect.objectContaining({
      message:
        "The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.",
    }),
  ])
})

test.each([
  ['CONFIG_MAP', 'API'],
  ['API', 'API_AND_CONFIG_MAP'],
  ['API', 'API'],
])('a cluster does not go from %s to %s', async (from, to) => {
  const { aws } = await withCluster({ authenticationMode: from })
  const { code, body } = await aws.eks('POST', '/clusters/demo/update-config', {
    accessConfig: { authenticationMode: to },
  })
  expect([code, body]).toEqual([
    'InvalidParameterException',
    expect.objectContaining({ message: `Unsupported authentication mode update from ${from} to ${to}` }),
  ])
})

test('a token holds for its cluster and for 15 minutes', async () => {
  const { aws, arn } = await withCluster({ authenticationMode: 'API' })
  const token = aws.token('demo')
  expect(await aws.account.authenticateToken(arn, aws.token('other'))).toBeUndefined()
  expect(await aws.account.authenticateToken(arn, token.slice(0, -3) + 'AAA')).toBeUndefined()
  expect(await aws.account.authenticateToken(arn, 'k8s-aws-v1.%%%')).toBeUndefined()
  await aws.clock.advance(14 * 60_000)
  expect(await aws.account.authenticateToken(arn, token)).toBeDefined()
  await aws.clock.advance(2 * 60_000)
  expect(await aws.account.authenticateToken(arn, token)).toBeUndefined()
})

test('a role gets in by its entry, under its session’s name, and sees what its policy shows it', async () => {
  const { aws, arn } = await withCluster({ authenticationMode: 'API_AND_CONFIG_MAP' })
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: LEARNER }, Action: 'sts:AssumeRole' }],
  }
  await aws.form('iam', 'CreateRole', {
    RoleName: 'viewer',
    Path: '/team/',
    AssumeRolePolicyDocument: JSON.stringify(trust),
  })
  const roleArn = 'arn:aws:iam::111122223333:role/team/viewer'
  const { body } = await aws.form('sts', 'AssumeRole', { RoleArn: roleArn, RoleSessionName: 'kim' })
  const field = (name: string) => new RegExp(`<${name}>([^<]*)`).exec(body)![1]!
  const keys = {
    accessKeyId: field('AccessKeyId'),
    secretAccessKey: field('SecretAccessKey'),
    sessionToken: field('SessionToken'),
  }

  expect(await aws.account.authenticateToken(arn, aws.token('demo', keys))).toBeUndefined()
  const path = `/clusters/demo/access-entries/${encodeURIComponent(roleArn)}`
  await aws.eks('POST', '/clusters/demo/access-entries', { principalArn: roleArn })
  await aws.eks('POST', `${path}/access-policies`, {
    policyArn: VIEW_POLICY,
    accessScope: { type: 'namespace', namespaces: ['shop-*'] },
  })

  const user = (await aws.account.authenticateToken(arn, aws.token('demo', keys)))!
  expect(user).toMatchObject({
    username: 'arn:aws:sts::111122223333:assumed-role/viewer/kim',
    extra: { sessionName: ['kim'] },
  })
  const may = (attempt: object) =>
    aws.account.authorizeByAccessPolicy(arn, { name: user.username, extra: user.extra }, { verb: 'get', ...attempt })
      .allowed
  expect(may({ resource: 'pods', namespace: 'shop-a' })).toBe(true)
  expect(may({ resource: 'pods', namespace: 'other' })).toBe(false)
  expect(may({ resource: 'pods' })).toBe(false)
  expect(may({ resource: 'secrets', namespace: 'shop-a' })).toBe(false)
  expect(may({ verb: 'delete', resource: 'pods', namespace: 'shop-a' })).toBe(false)

  // The same name made anew is another principal.
  await aws.form('iam', 'DeleteRole', { RoleName: 'viewer' })
  expect(await aws.account.authenticateToken(arn, aws.token('demo', keys))).toBeUndefined()
})

test('node groups let their nodes in: by aws-auth or by an entry', async () => {
  for (const authenticationMode of ['CONFIG_MAP', 'API']) {
    const { aws, arn } = await withCluster({ authenticationMode })
    const nodeRole = await makeRole(aws, 'node', 'ec2.amazonaws.com', NODE_POLICIES)
    await aws.eks('POST', '/clusters/demo/node-groups', {
      nodegroupName: 'web',
      nodeRole,
      subnets: defaultSubnets(aws).slice(0, 2),
    })
    if (authenticationMode === 'CONFIG_MAP') {
      expect(aws.host.awsAuth.get(arn)!['mapRoles']).toBe(
        `- groups:\n  - system:bootstrappers\n  - system:nodes\n  rolearn: ${nodeRole}\n  username: system:node:{{EC2PrivateDNSName}}\n`,
      )
    } else {
      const { body } = await aws.eks('GET', `/clusters/demo/access-entries/${encodeURIComponent(nodeRole)}`)
      expect(body).toMatchObject({
        accessEntry: {
          type: 'EC2_LINUX',
          username: 'system:node:{{EC2PrivateDNSName}}',
          kubernetesGroups: ['system:nodes'],
        },
      })
    }
  }
})

test('aws-auth maps users and roles, and a broken one locks out', async () => {
  const { aws, arn } = await withCluster({
    authenticationMode: 'API_AND_CONFIG_MAP',
    bootstrapClusterCreatorAdminPermissions: false,
  })
  expect(await aws.account.authenticateToken(arn, aws.token('demo'))).toBeUndefined()
  aws.host.awsAuth.set(arn, { mapUsers: `- userarn: ${LEARNER}\n  username: lee\n  groups: [dev]\n` })
  expect(await aws.account.authenticateToken(arn, aws.token('demo'))).toMatchObject({
    username: 'lee',
    groups: ['dev'],
  })
  aws.host.awsAuth.set(arn, { mapUsers: '- userarn: [' })
  expect(await aws.account.authenticateToken(arn, aws.token('demo'))).toBeUndefined()
})
