import {
  createAuthority,
  createSeededIds,
  createTokenSigner,
  createVirtualClock,
  fromPem,
  parseSigningRequest,
} from '#base'
import { X509Certificate } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { createTestLog } from '../../../testing/cluster.ts'
import { ADMIN, createCluster } from '../../cluster.ts'
import { CertificateSigningRequest, Secret, ServiceAccount } from '../../resources/generated/kinds.ts'
import { SIGNER_RULES } from './signer-rules.ts'

// O=devs, CN=jane
const REQUEST = `-----BEGIN CERTIFICATE REQUEST-----
MIHaMIGAAgEAMB4xDTALBgNVBAoMBGRldnMxDTALBgNVBAMMBGphbmUwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAASwEqjAbrNZthmhlyrOeIfcm1lXtrq/9a3ZL7+e
P19mfTohAEwcZoNuG1CEGr88QtYJuZ7vgrndSUmqgqokCgL6oAAwCgYIKoZIzj0E
AwIDSQAwRgIhANsHprvZbDcV0Y2D0fqStPNTCbQ5HffKSiBrJ8oznKpmAiEAtQyE
YIgaZ8reAIxuy25KF/OLz6HEtCNu9HcrlpKya/A=
-----END CERTIFICATE REQUEST-----
`

async function setUp() {
  const clock = createVirtualClock()
  const ids = createSeededIds()
  const authority = await createAuthority({ commonName: 'kubernetes', nowMs: clock.now(), ids })
  const cluster = createCluster({
    clock,
    ids,
    log: createTestLog(),
    signer: createTokenSigner(),
    issuer: 'https://kubernetes.default.svc.cluster.local',
    clientCa: authority.certificatePem,
    certificateSigner: authority,
  })
  cluster.start()
  await clock.settle()
  const client = cluster.clientFor(ADMIN, 'test')
  return { cluster, clock, client, authority, [Symbol.dispose]: () => cluster.close() }
}

test('an approved request gets its certificate', async () => {
  using plane = await setUp()
  const { client, clock, authority } = plane
  const name = 'jane'
  const spec = {
    request: btoa(REQUEST),
    signerName: 'kubernetes.io/kube-apiserver-client',
    usages: ['client auth'],
    expirationSeconds: 3600,
  }
  const csr = await client.create(CertificateSigningRequest, { metadata: { name }, spec })
  const approved = { type: 'Approved', status: 'True', reason: 'Test', message: '' }
  const decided = { ...csr, status: { conditions: [approved] } }
  // Who may write the status may not approve.
  await expect(client.update(CertificateSigningRequest, decided, { subresource: 'status' })).rejects.toThrow(
    'status.conditions: Forbidden: updates may not add a condition of type "Approved"',
  )
  await client.update(CertificateSigningRequest, decided, { subresource: 'approval' })
  // Signatures are made on other threads: they are waited for with real time.
  const issued = await vi.waitFor(async () => {
    const { status } = await client.get(CertificateSigningRequest, name)
    expect(status?.certificate).toBeDefined()
    return status!.certificate!
  })
  const certificate = new X509Certificate(atob(issued))
  expect(certificate.subject).toBe('O=devs\nCN=jane')
  expect(certificate.checkIssued(new X509Certificate(authority.certificatePem))).toBe(true)
  expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2'])
  expect(Date.parse(certificate.validTo)).toBe(clock.now() + 3600_000)
  expect(new Uint8Array(certificate.publicKey.export({ type: 'spki', format: 'der' }))).toEqual(
    parseSigningRequest(REQUEST).publicKey,
  )
  await clock.advance(2 * 3600_000)
  expect((await client.list(CertificateSigningRequest)).items).toEqual([])
})

test('signers say what they do not sign', () => {
  const request = parseSigningRequest(REQUEST)
  const rule = (signer: string, ...usages: string[]) => SIGNER_RULES[`kubernetes.io/${signer}`]!(request, usages)
  expect(rule('kube-apiserver-client', 'client auth')).toBeUndefined()
  expect(rule('kube-apiserver-client', 'server auth')).toBe('invalid usage for client certificate: server auth')
  expect(rule('kubelet-serving', 'server auth')).toBe('subject organization is not system:nodes')
  expect(() =>
    parseSigningRequest('-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----'),
  ).toThrow()
  expect(fromPem(REQUEST).length).toBe(221)
})

test('a secret that asks for it gets a lasting token, and goes with its account', async () => {
  using plane = await setUp()
  const { client, clock } = plane
  const namespace = 'default'
  await client.create(ServiceAccount, { metadata: { name: 'robot', namespace } })
  const annotations = { 'kubernetes.io/service-account.name': 'robot' }
  await client.create(Secret, {
    metadata: { name: 't', namespace, annotations },
    type: 'kubernetes.io/service-account-token',
  })
  const data = await vi.waitFor(async () => {
    const secret = await client.get(Secret, 't', { namespace })
    expect(secret.data?.token).toBeDefined()
    return secret.data!
  })
  const claims = JSON.parse(atob(atob(data.token!).split('.')[1]!)) as Record<string, unknown>
  expect(claims).toMatchObject({ iss: 'kubernetes/serviceaccount', sub: 'system:serviceaccount:default:robot' })
  await client.delete(ServiceAccount, 'robot', { namespace })
  await clock.settle()
  expect((await client.list(Secret, { namespace })).items).toEqual([])
})
