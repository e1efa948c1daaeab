import { createHash, createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { hmacSha256, sha256, toHex } from '#base'
import { parseSignature, verifySignature } from './sigv4.ts'
import type { AwsRequest } from './http.ts'

test('SHA-256 and HMAC agree with the machine’s own at every block boundary', () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 1000]) {
    const data = Uint8Array.from({ length }, (_, i) => (i * 7) & 255)
    expect(toHex(sha256(data))).toBe(createHash('sha256').update(data).digest('hex'))
    expect(toHex(hmacSha256(data, data))).toBe(createHmac('sha256', data).update(data).digest('hex'))
  }
})

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'

// From AWS' description of the algorithm: the request whose intermediate values it shows.
const LIST_USERS: AwsRequest = {
  method: 'GET',
  url: '/?Action=ListUsers&Version=2010-05-08',
  headers: {
    host: 'iam.amazonaws.com',
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    'x-amz-date': '20150830T123600Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
  },
  body: new Uint8Array(),
}

test('the signature of AWS’ own example is right for its secret and for no other request', () => {
  const signature = parseSignature(LIST_USERS)!
  expect(signature).toMatchObject({ accessKeyId: 'AKIDEXAMPLE', region: 'us-east-1', service: 'iam' })
  expect(verifySignature(LIST_USERS, signature, SECRET)).toBe(true)
  expect(verifySignature(LIST_USERS, signature, SECRET + 'x')).toBe(false)
  expect(verifySignature({ ...LIST_USERS, url: '/?Action=ListRoles&Version=2010-05-08' }, signature, SECRET)).toBe(
    false,
  )
  expect(verifySignature({ ...LIST_USERS, body: new Uint8Array([1]) }, signature, SECRET)).toBe(false)
})

test.each([
  '',
  'AWS4-HMAC-SHA256 nonsense',
  'Basic dXNlcjpwYXNz',
  'AWS4-HMAC-SHA256 Credential=a/b/c, SignedHeaders=host, Signature=x',
])('no signature can be read from %j', (authorization) => {
  expect(parseSignature({ ...LIST_USERS, headers: { ...LIST_USERS.headers, authorization } })).toBeUndefined()
})
