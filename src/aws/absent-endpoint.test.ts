import { expect, test } from 'vitest'
import { absentEndpoint, answerAbsent } from './absent-endpoint.ts'

test.each([
  ['logs.us-west-2.amazonaws.com', 'logs is not simulated here.'],
  ['shop.s3.us-west-2.amazonaws.com:443', 's3 is not simulated here.'],
  ['s3.amazonaws.com', 's3 is not simulated here.'],
  ['api.sagemaker.us-west-2.amazonaws.com', 'sagemaker is not simulated here.'],
  ['eks.mars-1.amazonaws.com', 'There is no region mars-1 here: eks.mars-1.amazonaws.com does not exist.'],
])('%s is named as missing', (host, message) => {
  expect(absentEndpoint(host)?.message).toBe(message)
})

test.each([
  'example.com',
  'amazonaws.com.example.com',
  'C314DB.gr7.us-west-2.eks.amazonaws.com',
  'a1-2.us-west-2.elb.amazonaws.com',
  'a1-2.elb.us-west-2.amazonaws.com',
  'oidc.eks.us-west-2.amazonaws.com',
  '111122223333.dkr.ecr.us-west-2.amazonaws.com',
])('%s is no endpoint', (host) => {
  expect(absentEndpoint(host)).toBeUndefined()
})

test('the answer is in the form that the client reads', () => {
  const ask = (host: string, headers: Record<string, string> = {}) =>
    answerAbsent(
      absentEndpoint(host)!,
      { method: 'POST', url: '/', headers: { host, ...headers }, body: new Uint8Array() },
      'id',
    ).body
  expect(JSON.parse(ask('logs.us-west-2.amazonaws.com'))).toMatchObject({ __type: 'UnsupportedOperation' })
  const form = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }
  expect(ask('cloudformation.us-west-2.amazonaws.com', form)).toMatch(
    /^<ErrorResponse><Error><Type>Sender<\/Type><Code>/,
  )
  expect(ask('shop.s3.us-west-2.amazonaws.com')).toMatch(/^<Error><Code>UnsupportedOperation</)
})
