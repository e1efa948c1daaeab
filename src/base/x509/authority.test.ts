import { X509Certificate, createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { createSeededIds } from '../ids.ts'
import { createAuthority, createKeyPair, openAuthority } from './authority.ts'

const ids = createSeededIds(7)
const nowMs = Date.UTC(2026, 0, 2, 3, 4, 5)

test('issues certificates that OpenSSL reads as they were meant', async () => {
  const authority = await createAuthority({ commonName: 'kubernetes', nowMs, ids })
  const keys = await createKeyPair()
  const pem = await authority.issue({
    subject: { commonName: 'system:node:a', organizations: ['system:nodes', 'extra'] },
    dnsNames: ['a.example.com', 'localhost'],
    ipAddresses: ['127.0.0.1', '::1', '2001:db8::5:0'],
    usages: ['server', 'client'],
    publicKey: keys.publicKey,
    notBeforeMs: nowMs,
    notAfterMs: Date.UTC(2060, 0, 1),
  })
  const ca = new X509Certificate(authority.certificatePem)
  const leaf = new X509Certificate(pem)
  expect(ca.ca).toBe(true)
  expect(ca.verify(ca.publicKey)).toBe(true)
  expect(leaf.ca).toBe(false)
  expect(leaf.verify(ca.publicKey)).toBe(true)
  expect(leaf.checkIssued(ca)).toBe(true)
  expect(leaf.checkPrivateKey(createPrivateKey(keys.privateKeyPem))).toBe(true)
  expect(leaf.subject).toBe('O=extra + O=system:nodes\nCN=system:node:a')
  expect(leaf.subjectAltName).toBe(
    'DNS:a.example.com, DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, IP Address:2001:DB8:0:0:0:0:5:0',
  )
  expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'])
  expect(leaf.validFromDate.getTime()).toBe(nowMs)
  expect(leaf.validToDate.getTime()).toBe(Date.UTC(2060, 0, 1))
})

test('an authority that was saved issues under the same name and key', async () => {
  const first = await createAuthority({ commonName: 'kubernetes', nowMs, ids })
  const again = await openAuthority({ certificatePem: first.certificatePem, privateKeyPem: first.privateKeyPem }, ids)
  const { publicKey } = await createKeyPair()
  const request = { subject: { commonName: 'x' }, usages: ['client'] as const, publicKey, notBeforeMs: nowMs }
  const leaf = new X509Certificate(await again.issue({ ...request, notAfterMs: nowMs + 1000 }))
  expect(leaf.verify(new X509Certificate(first.certificatePem).publicKey)).toBe(true)
  expect(leaf.serialNumber).not.toBe(new X509Certificate(first.certificatePem).serialNumber)
})

test('refuses what is no authority', async () => {
  await expect(openAuthority({ certificatePem: 'x', privateKeyPem: 'x' }, ids)).rejects.toThrow('not a PEM text')
})

test('an authority of others may have an RSA key', async () => {
  const { certificatePem } = await createAuthority({ commonName: 'kubernetes', nowMs, ids })
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const privateKeyPem = String(rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const authority = await openAuthority({ certificatePem, privateKeyPem }, ids)
  const { publicKey } = await createKeyPair()
  const request = { subject: { commonName: 'jane' }, usages: ['client'], publicKey } as const
  const leaf = new X509Certificate(await authority.issue({ ...request, notBeforeMs: nowMs, notAfterMs: nowMs + 1000 }))
  expect(leaf.verify(rsa.publicKey)).toBe(true)
})
