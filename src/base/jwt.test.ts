import { createHash, createPublicKey, verify } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTokenSigner } from './jwt.ts'
import { sha256 } from './sha256.ts'

test('a token is one that others can verify, and no other is taken for one', async () => {
  const signer = createTokenSigner()
  const token = await signer.sign({ sub: 'system:serviceaccount:shop:web' })
  const [header = '', claims = '', signature = ''] = token.split('.')
  const { keys } = await signer.jwks()
  const key = createPublicKey({ key: keys[0]! as never, format: 'jwk' })
  expect(verify('RSA-SHA256', Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, 'base64url'))).toBe(true)
  expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({
    alg: 'RS256',
    kid: (keys[0] as { kid?: string }).kid,
  })
  expect(await signer.verify(token)).toEqual({ sub: 'system:serviceaccount:shop:web' })
  const other = Buffer.from(JSON.stringify({ sub: 'root' })).toString('base64url')
  for (const bad of [`${header}.${other}.${signature}`, `${header}.${claims}.`, `${token}.x`, 'a.b.c', ''])
    expect(await signer.verify(bad)).toBeUndefined()
  const again = createTokenSigner(await signer.export())
  expect(await again.verify(token)).toBeDefined()
  expect(await createTokenSigner().verify(token)).toBeUndefined()
})

test('SHA-256 is the one of OpenSSL, for any length', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (data) => {
      expect(Buffer.from(sha256(data)).toString('hex')).toBe(createHash('sha256').update(data).digest('hex'))
    }),
  )
})
