import { afterEach, expect, test } from 'vitest'
import { createTestAccount, type Keys, type TestAccount } from '../../testing/aws/test-account.ts'

const accounts: TestAccount[] = []
afterEach(() => accounts.splice(0).forEach((aws) => aws[Symbol.dispose]()))

/** A user with one inline policy, and its keys. */
async function userWith(statements: object[]): Promise<{ aws: TestAccount; keys: Keys }> {
  const aws = createTestAccount()
  accounts.push(aws)
  await aws.form('iam', 'CreateUser', { UserName: 'kim' })
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: statements })
  const put = await aws.form('iam', 'PutUserPolicy', { UserName: 'kim', PolicyName: 'p', PolicyDocument })
  expect(put.status).toBe(200)
  const { body } = await aws.form('iam', 'CreateAccessKey', { UserName: 'kim' })
  const field = (name: string) => new RegExp(`<${name}>([^<]*)`).exec(body)![1]!
  return { aws, keys: { accessKeyId: field('AccessKeyId'), secretAccessKey: field('SecretAccessKey') } }
}

const KIM = 'arn:aws:iam::111122223333:user/kim'

test('each protocol refuses in its own words', async () => {
  const { aws, keys } = await userWith([{ Effect: 'Allow', Action: 'sts:*', Resource: '*' }])
  expect(await aws.eks('GET', '/clusters/demo', undefined, keys)).toMatchObject({
    status: 403,
    code: 'AccessDeniedException',
    body: {
      message: `User: ${KIM} is not authorized to perform: eks:DescribeCluster on resource: arn:aws:eks:us-west-2:111122223333:cluster/demo because no identity-based policy allows the eks:DescribeCluster action`,
    },
  })
  const ec2 = await aws.form('ec2', 'DescribeVpcs', {}, keys)
  expect(ec2.status).toBe(403)
  expect(ec2.body).toContain('<Code>UnauthorizedOperation</Code>')
  expect(ec2.body).toContain(
    `You are not authorized to perform this operation. User: ${KIM} is not authorized to perform: ec2:DescribeVpcs because`,
  )
  expect((await aws.form('iam', 'ListRoles', {}, keys)).body).toContain('<Code>AccessDenied</Code>')
  expect((await aws.form('sts', 'GetCallerIdentity', {}, keys)).body).toContain(`<Arn>${KIM}</Arn>`)
})

test('a deny wins, resources and conditions count', async () => {
  const { aws, keys } = await userWith([
    {
      Effect: 'Allow',
      Action: 'eks:*',
      Resource: 'arn:aws:eks:*:*:cluster/team-*',
      Condition: { StringEquals: { 'aws:RequestedRegion': 'us-west-2' } },
    },
    { Effect: 'Deny', Action: 'eks:Delete*', Resource: '*' },
  ])
  const code = async (method: string, path: string) => (await aws.eks(method, path, undefined, keys)).code
  expect(await code('GET', '/clusters/team-a')).toBe('ResourceNotFoundException')
  expect(await code('GET', '/clusters/other')).toBe('AccessDeniedException')
  const denied = await aws.eks('DELETE', '/clusters/team-a', undefined, keys)
  expect(denied.body['message']).toMatch(/with an explicit deny in an identity-based policy$/)
})

test('a dry run tells whether it would be allowed', async () => {
  const { aws, keys } = await userWith([{ Effect: 'Allow', Action: 'ec2:DescribeVpcs', Resource: '*' }])
  const allowed = await aws.form('ec2', 'DescribeVpcs', { DryRun: 'true' }, keys)
  expect([allowed.status, /<Code>(.*)<\/Code>/.exec(allowed.body)![1]]).toEqual([412, 'DryRunOperation'])
  const refused = await aws.form('ec2', 'DescribeSubnets', { DryRun: 'true' }, keys)
  expect(refused.body).toContain('UnauthorizedOperation')
})

test('an inactive key is no key', async () => {
  const { aws, keys } = await userWith([{ Effect: 'Allow', Action: '*', Resource: '*' }])
  await aws.form('iam', 'UpdateAccessKey', { UserName: 'kim', AccessKeyId: keys.accessKeyId, Status: 'Inactive' })
  expect((await aws.form('iam', 'ListRoles', {}, keys)).body).toContain('<Code>InvalidClientTokenId</Code>')
})

test('a session of a role ends', async () => {
  const aws = createTestAccount()
  accounts.push(aws)
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'sts:AssumeRole' }],
  }
  await aws.form('iam', 'CreateRole', { RoleName: 'r', AssumeRolePolicyDocument: JSON.stringify(trust) })
  const { body } = await aws.form('sts', 'AssumeRole', {
    RoleArn: 'arn:aws:iam::111122223333:role/r',
    RoleSessionName: 'me',
    DurationSeconds: '900',
  })
  const field = (name: string) => new RegExp(`<${name}>([^<]*)`).exec(body)![1]!
  const keys = {
    accessKeyId: field('AccessKeyId'),
    secretAccessKey: field('SecretAccessKey'),
    sessionToken: field('SessionToken'),
  }
  expect((await aws.form('sts', 'GetCallerIdentity', {}, keys)).body).toContain(
    '<Arn>arn:aws:sts::111122223333:assumed-role/r/me</Arn>',
  )
  await aws.clock.advance(901_000)
  const late = await aws.form('sts', 'GetCallerIdentity', {}, keys)
  expect(late.body).toContain(
    '<Code>ExpiredToken</Code><Message>The security token included in the request is expired</Message>',
  )
})

test.each([
  ['{', 'This policy contains invalid Json'],
  ['{}', 'Syntax errors in policy.'],
  [
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'x' }, Action: 'sts:AssumeRole', Resource: '*' }],
    }),
    'Has prohibited field Resource.',
  ],
  [
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'x' }, Action: 's3:Get' }],
    }),
    'AssumeRole policy may only specify STS AssumeRole actions.',
  ],
  [
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Permit', Principal: { Service: 'x' }, Action: 'sts:AssumeRole' }],
    }),
    'Syntax errors in policy.',
  ],
])('a trust policy %s is malformed', async (document, message) => {
  const aws = createTestAccount()
  accounts.push(aws)
  const answer = await aws.form('iam', 'CreateRole', { RoleName: 'r', AssumeRolePolicyDocument: document })
  expect(answer.status).toBe(400)
  expect(answer.body).toContain(`<Code>MalformedPolicyDocument</Code><Message>${message}</Message>`)
})

test('names are checked by the model', async () => {
  const aws = createTestAccount()
  accounts.push(aws)
  const long = await aws.form('iam', 'GetRole', { RoleName: 'r'.repeat(65) })
  expect(long.body).toContain(
    `1 validation error detected: Value '${'r'.repeat(65)}' at 'roleName' failed to satisfy constraint: Member must have length less than or equal to 64`,
  )
  const odd = await aws.form('iam', 'GetRole', { RoleName: 'a b' })
  expect(odd.body).toContain('Member must satisfy regular expression pattern: [\\w+=,.@-]+')
})
