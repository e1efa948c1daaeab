import { expect, test } from 'vitest'
import { CertificateSigningRequest } from '../../resources/generated/kinds.ts'
import { createControlPlane } from '../testing/control-plane.ts'

// O=system:nodes, CN=system:node:a
const REQUEST = `-----BEGIN CERTIFICATE REQUEST-----
MIHqMIGRAgEAMC8xFTATBgNVBAoMDHN5c3RlbTpub2RlczEWMBQGA1UEAwwNc3lz
dGVtOm5vZGU6YTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABFxIoSEpHJA947k/
7VxXKfg2nqsZPsejsbIug7QtLyYbke2FPHjXaPLwrZsRwIyzjW9dWz4LVPSHzll+
/si6oROgADAKBggqhkjOPQQDAgNIADBFAiEAiIrkFpfOGE6cnHhazIt3njzpZ02O
sSomykiAAOaWdS0CIBXAjlqW6XXWoouufAWI4x4iIyax43czemkMqWANjWed
-----END CERTIFICATE REQUEST-----
`
const HOUR = 3_600_000

test('decided requests go after an hour, undecided ones after a day', async () => {
  using plane = await createControlPlane({ nodes: 0 })
  const { client, clock } = plane
  const spec = { request: btoa(REQUEST), signerName: 'example.com/mine', usages: ['client auth'] }
  for (const name of ['decided', 'open']) await client.create(CertificateSigningRequest, { metadata: { name }, spec })
  const csr = await client.get(CertificateSigningRequest, 'decided')
  const conditions = [{ type: 'Denied', status: 'True', reason: 'No' }]
  await client.update(CertificateSigningRequest, { ...csr, status: { conditions } }, { subresource: 'approval' })
  const names = async () => (await client.list(CertificateSigningRequest)).items.map(({ metadata }) => metadata.name)
  await clock.advance(HOUR / 2)
  expect(await names()).toEqual(['decided', 'open'])
  await clock.advance(HOUR)
  expect(await names()).toEqual(['open'])
  await clock.advance(24 * HOUR)
  expect(await names()).toEqual([])
})
