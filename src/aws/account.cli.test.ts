import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAwsCli, type AwsCli } from '../testing/aws/aws-cli.ts'
import { startAwsServer, type AwsServer } from '../testing/aws/aws-server.ts'

let server: AwsServer
let cli: AwsCli
beforeAll(async () => {
  server = await startAwsServer()
  cli = await createAwsCli(server)
})
afterAll(async () => {
  await cli[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

const said = (operation: string, code: string, message: string) =>
  `\nAn error occurred (${code}) when calling the ${operation} operation: ${message}\n`

test('the learner is an administrator with a name', async () => {
  const { stdout } = await cli.run(['sts', 'get-caller-identity', '--query', '[Account,Arn]', '--output', 'text'])
  expect(stdout).toBe('111122223333\tarn:aws:iam::111122223333:user/learner\n')
})

test.each([
  [
    'query',
    ['sts', 'get-caller-identity'],
    said('GetCallerIdentity', 'InvalidClientTokenId', 'The security token included in the request is invalid.'),
  ],
  [
    'ec2',
    ['ec2', 'describe-vpcs'],
    said('DescribeVpcs', 'AuthFailure', 'AWS was not able to validate the provided access credentials'),
  ],
  [
    'rest-json',
    ['eks', 'list-clusters'],
    said('ListClusters', 'UnrecognizedClientException', 'The security token included in the request is invalid.'),
  ],
])('an unknown key is refused in the words of the %s protocol', async (_protocol, args, stderr) => {
  expect(await cli.run(args, { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' })).toEqual({
    stdout: '',
    stderr,
    status: 255,
  })
})

test('a wrong secret is a wrong signature', async () => {
  const { stderr } = await cli.run(['sts', 'get-caller-identity'], { AWS_SECRET_ACCESS_KEY: 'wrong' })
  expect(stderr).toContain('(SignatureDoesNotMatch)')
})

test('a table comes out as the recorded one', async () => {
  const query = 'Vpcs[].{Id:VpcId,Cidr:CidrBlock,Default:IsDefault}'
  const { stdout } = await cli.run(['ec2', 'describe-vpcs', '--query', query, '--output', 'table'])
  expect(stdout.replace(/vpc-[0-9a-f]{17}/, 'vpc-74c79d338132b6fff').split('\n')).toEqual([
    '-------------------------------------------------------',
    '|                    DescribeVpcs                     |',
    '+----------------+----------+-------------------------+',
    '|      Cidr      | Default  |           Id            |',
    '+----------------+----------+-------------------------+',
    '|  172.31.0.0/16 |  True    |  vpc-74c79d338132b6fff  |',
    '+----------------+----------+-------------------------+',
    '',
  ])
})

test('what AWS has and this account has not is refused by name', async () => {
  const { stderr, status } = await cli.run(['eks', 'list-capabilities', '--cluster-name', 'demo'])
  expect(stderr).toBe(
    said('ListCapabilities', 'UnsupportedOperationException', 'eks:ListCapabilities is not simulated here.'),
  )
  expect(status).toBe(255)
})
