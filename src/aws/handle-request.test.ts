import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestAccount, type TestAccount } from '../testing/aws/test-account.ts'
import { signedRequest, type TestRequest } from '../testing/aws/sign.ts'

let aws: TestAccount
beforeEach(() => void (aws = createTestAccount()))
afterEach(() => aws[Symbol.dispose]())

/** A request to EKS, right in all that `change` leaves alone. */
const send = (change: Partial<TestRequest>) =>
  aws.account.handle(
    signedRequest({
      service: 'eks',
      region: 'us-west-2',
      host: 'eks.us-west-2.amazonaws.com',
      method: 'GET',
      url: '/clusters',
      credentials: aws.account.credentials,
      nowMs: aws.clock.now(),
      ...change,
    }),
  )

const MINUTE = 60_000

test('a request that is right is answered', async () => {
  const answer = await send({})
  expect([answer.status, answer.body, answer.headers['content-type']]).toEqual([
    200,
    '{"clusters":[]}',
    'application/json',
  ])
  expect(answer.headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/)
})

test.each<[string, () => Partial<TestRequest>, number, string]>([
  ['unsigned', () => ({ credentials: undefined }), 403, 'MissingAuthenticationTokenException'],
  [
    'signed with a wrong secret',
    () => ({ credentials: { ...aws.account.credentials, secretAccessKey: 'x' } }),
    403,
    'InvalidSignatureException',
  ],
  ['signed for another region', () => ({ region: 'us-east-1' }), 403, 'InvalidSignatureException'],
  ['signed for another service', () => ({ service: 'ec2' }), 403, 'InvalidSignatureException'],
  ['signed 20 minutes ago', () => ({ nowMs: aws.clock.now() - 20 * MINUTE }), 403, 'InvalidSignatureException'],
  ['signed in 20 minutes', () => ({ nowMs: aws.clock.now() + 20 * MINUTE }), 403, 'InvalidSignatureException'],
  ['for a path that there is not', () => ({ url: '/nothing/here' }), 404, 'UnknownOperationException'],
  ['with a body that is no JSON', () => ({ method: 'POST', body: '{' }), 400, 'SerializationException'],
  ['with a body that is no object', () => ({ method: 'POST', body: '[1]' }), 400, 'SerializationException'],
  ['without what is required', () => ({ method: 'POST', body: '{}' }), 400, 'InvalidParameterException'],
  [
    'with a member of another type',
    () => ({ method: 'POST', body: '{"name":1,"roleArn":"r","resourcesVpcConfig":{}}' }),
    400,
    'InvalidParameterException',
  ],
  ['with a stray percent sign', () => ({ url: '/clusters/%zz' }), 404, 'ResourceNotFoundException'],
])('a request %s is refused', async (_what, change, status, code) => {
  const answer = await send(change())
  expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([status, code])
  expect(JSON.parse(answer.body)).toHaveProperty('message')
})

test.each([
  ['ec2', '', 'MissingAction'],
  ['ec2', 'NoSuchAction', 'InvalidAction'],
  ['ec2', 'CreateTransitGateway', 'UnsupportedOperation'],
  ['iam', 'NoSuchAction', 'InvalidAction'],
  ['iam', 'CreateGroup', 'UnsupportedOperation'],
  ['iam', 'GetRole', 'ValidationError'],
  ['ec2', 'DeleteVpc', 'MissingParameter'],
])('%s says no to the action "%s"', async (service, action, code) => {
  const answer = await aws.form(service, action)
  expect(answer.status).toBe(400)
  expect(answer.body).toContain(`<Code>${code}</Code>`)
})

test('a member that is not simulated is refused by name', async () => {
  const answer = await aws.form('ec2', 'CreateVpc', { CidrBlock: '10.0.0.0/16', AmazonProvidedIpv6CidrBlock: 'true' })
  expect(answer.body).toContain('AmazonProvidedIpv6CidrBlock of ec2:CreateVpc is not simulated here.')
})

test('JSON services word things their own way', async () => {
  const unknown = await aws.json('ssm', 'AmazonSSM.GetParameter', { Name: '/nope' })
  expect([unknown.status, JSON.parse(unknown.body)]).toEqual([400, { __type: 'ParameterNotFound', message: '' }])
  const invalid = await aws.json('ecr', 'AmazonEC2ContainerRegistry_V20150921.CreateRepository', {
    repositoryName: 'A B',
  })
  expect(JSON.parse(invalid.body)).toMatchObject({
    __type: 'InvalidParameterException',
    message: expect.stringContaining(
      "Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression",
    ) as string,
  })
})

test('flat parameters become structures, and structures XML', async () => {
  const answer = await aws.form('ec2', 'CreateVpc', {
    CidrBlock: '10.0.0.0/16',
    'TagSpecification.1.ResourceType': 'vpc',
    'TagSpecification.1.Tag.1.Key': 'Name',
    'TagSpecification.1.Tag.1.Value': '<shop & co>',
    'TagSpecification.1.Tag.2.Key': 'empty',
    'TagSpecification.1.Tag.2.Value': '',
  })
  expect(answer.body).toContain('<CreateVpcResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>')
  expect(answer.body).toContain(
    '<tagSet><item><key>Name</key><value>&lt;shop &amp; co&gt;</value></item><item><key>empty</key><value></value></item></tagSet>',
  )
  expect(answer.body).toContain('<ipv6CidrBlockAssociationSet></ipv6CidrBlockAssociationSet>')
})

test('regions are worlds of their own, IAM is one for all', async () => {
  const there = {
    region: 'eu-west-1',
    host: 'ec2.eu-west-1.amazonaws.com',
    service: 'ec2',
    method: 'POST',
    url: '/',
    body: 'Action=DescribeVpcs',
  }
  const ids = (body: string) => [...body.matchAll(/<vpcId>([^<]*)/g)].map((match) => match[1])
  const abroad = ids((await send(there)).body)
  expect(abroad).toHaveLength(1)
  expect(abroad).not.toEqual(ids((await aws.form('ec2', 'DescribeVpcs')).body))
})

test('a watcher learns of requests and of changes', async () => {
  const seen: string[] = []
  const stop = aws.account.onRequest(({ service, operation, caller, error }) =>
    seen.push([service, operation, caller?.split('/')[1], error].join(' ')),
  )
  let changes = 0
  aws.account.onChange(() => changes++)
  await aws.eks('GET', '/clusters/nope')
  await aws.form('iam', 'CreateUser', { UserName: 'kim' })
  stop()
  await aws.form('iam', 'ListUsers')
  expect(seen).toEqual(['eks DescribeCluster learner ResourceNotFoundException', 'iam CreateUser learner '])
  expect(changes).toBe(1)
})
