import { expect, test } from 'vitest'
import { CertificateSigningRequest, ClusterRoleBinding } from '../../resources/generated/kinds.ts'
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
const SIGNER = 'kubernetes.io/kube-apiserver-client-kubelet'

test('a kubelet gets its own client certificate when it may have one, and others wait for a person', async () => {
  using plane = await createControlPlane()
  const { client, clock } = plane
  const create = (name: string, signerName: string) =>
    client.create(CertificateSigningRequest, {
      metadata: { name },
      spec: { request: btoa(REQUEST), signerName, usages: ['digital signature', 'client auth'] },
    })
  const conditionsOf = async (name: string) => {
    await clock.advance(1_000)
    return (await client.get(CertificateSigningRequest, name)).status?.conditions
  }
  await create('bootstrap', SIGNER)
  await create('other', 'kubernetes.io/kube-apiserver-client')
  expect(await conditionsOf('other')).toBeUndefined()
  // The administrator may ask for any node.
  expect(await conditionsOf('bootstrap')).toMatchObject([
    {
      type: 'Approved',
      reason: 'AutoApproved',
      message: 'Auto approving kubelet client certificate after SubjectAccessReview.',
    },
  ])
  const unprivileged = plane.cluster.clientFor({ name: 'jane', groups: ['system:authenticated'] }, 'test')
  await client.create(ClusterRoleBinding, {
    metadata: { name: 'jane' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:node-bootstrapper' },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'jane' }],
  })
  const spec = { request: btoa(REQUEST), signerName: SIGNER, usages: ['digital signature', 'client auth'] }
  await unprivileged.create(CertificateSigningRequest, { metadata: { name: 'jane' }, spec })
  expect(await conditionsOf('jane')).toBeUndefined()
})
