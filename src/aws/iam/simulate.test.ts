import { expect, test } from 'vitest'
import { createTestAccount } from '../../testing/aws/test-account.ts'

const KIM = 'arn:aws:iam::111122223333:user/kim'

test('a simulation says what policies decide, and which of them', async () => {
  using aws = createTestAccount()
  await aws.form('iam', 'CreateUser', { UserName: 'kim' })
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'eks:*',
        Resource: 'arn:aws:eks:*:*:cluster/${aws:username}-*',
        Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
      },
      { Effect: 'Deny', Action: 'eks:Delete*', Resource: '*' },
    ],
  })
  await aws.form('iam', 'PutUserPolicy', { UserName: 'kim', PolicyName: 'team', PolicyDocument })
  const results = async (more: Record<string, string>) => {
    const { body } = await aws.form('iam', 'SimulatePrincipalPolicy', {
      PolicySourceArn: KIM,
      'ActionNames.member.1': 'eks:DescribeCluster',
      'ActionNames.member.2': 'eks:DeleteCluster',
      'ActionNames.member.3': 'ec2:DescribeVpcs',
      'ResourceArns.member.1': 'arn:aws:eks:eu-west-1:111122223333:cluster/kim-a',
      ...more,
    })
    return [...body.matchAll(/<(?:EvalDecision|SourcePolicyId)>([^<]*)/g)].map(([, text]) => text)
  }
  expect(await results({})).toEqual(['implicitDeny', 'explicitDeny', 'user_kim_team', 'implicitDeny'])
  const there = {
    'ContextEntries.member.1.ContextKeyName': 'aws:RequestedRegion',
    'ContextEntries.member.1.ContextKeyValues.member.1': 'eu-west-1',
    'ContextEntries.member.1.ContextKeyType': 'string',
  }
  expect(await results(there)).toEqual(['allowed', 'user_kim_team', 'explicitDeny', 'user_kim_team', 'implicitDeny'])
})

test('only users and roles that are there can be simulated', async () => {
  using aws = createTestAccount()
  const ask = (PolicySourceArn: string) =>
    aws.form('iam', 'SimulatePrincipalPolicy', { PolicySourceArn, 'ActionNames.member.1': 'eks:ListClusters' })
  expect((await ask(KIM)).body).toContain('<Code>NoSuchEntity</Code>')
  expect((await ask('arn:aws:iam::111122223333:policy/kim-policy-x')).body).toContain('<Code>InvalidInput</Code>')
})
