import { parseSigningRequest, toSeconds, type CertificateAuthority, type KeyUsage, type SigningRequest } from '#base'
import { CertificateSigningRequest } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch, type Controller } from '../define-controller.ts'
import { SIGNER_RULES } from './signer-rules.ts'

const DEFAULT_SECONDS = 365 * 24 * 3600
// Clocks that go a little slow must not reject a new certificate.
const BACKDATE_MS = 300_000

/**
 * Issues the certificates of approved requests to the signers of Kubernetes itself.
 * @param authority whose certificates the API server trusts
 */
export function createCertificateSigningController(authority: CertificateAuthority): Controller {
  return defineController({
    name: 'certificatesigningrequest-signing-controller',
    account: 'certificate-controller',
    watches: [
      watch(CertificateSigningRequest, ({ type, object }) =>
        type !== 'deleted' && isDue(object) ? [object.metadata.name] : [],
      ),
    ],
    async reconcile(name, { cache, client, clock }) {
      const csr = cache(CertificateSigningRequest).get(name)
      if (!csr || !isDue(csr)) return undefined
      const { request, usages = [], expirationSeconds = DEFAULT_SECONDS } = csr.spec
      const parsed = parseSigningRequest(atob(request))
      const problem = SIGNER_RULES[csr.spec.signerName]!(parsed, usages)
      const write = (status: types.CertificateSigningRequestStatus) =>
        client.update(CertificateSigningRequest, { ...csr, status }, { subresource: 'status' })
      if (problem) {
        const failed = {
          type: 'Failed',
          status: 'True',
          reason: 'SignerValidationFailure',
          message: problem,
          lastUpdateTime: toSeconds(clock.now()),
        }
        await write({ ...csr.status, conditions: [...(csr.status?.conditions ?? []), failed] })
        return undefined
      }
      const certificate = await issue(
        authority,
        parsed,
        usages,
        Math.min(expirationSeconds, DEFAULT_SECONDS),
        clock.now(),
      )
      await write({ ...csr.status, certificate: btoa(certificate) })
      return undefined
    },
  })
}

function isDue({ spec, status }: types.CertificateSigningRequest): boolean {
  const has = (type: string) =>
    status?.conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false
  return spec.signerName in SIGNER_RULES && !status?.certificate && has('Approved') && !has('Denied') && !has('Failed')
}

function issue(
  authority: CertificateAuthority,
  request: SigningRequest,
  usages: readonly string[],
  seconds: number,
  nowMs: number,
): Promise<string> {
  const extended = [['client auth', 'client'] as const, ['server auth', 'server'] as const]
  return authority.issue({
    subject: request.subject,
    dnsNames: request.dnsNames,
    ipAddresses: request.ipAddresses,
    publicKey: request.publicKey,
    usages: extended.filter(([usage]) => usages.includes(usage)).map(([, usage]) => usage),
    keyUsages: (['digital signature', 'key encipherment'] satisfies KeyUsage[]).filter((usage) =>
      usages.includes(usage),
    ),
    notBeforeMs: nowMs - BACKDATE_MS,
    notAfterMs: nowMs + seconds * 1000,
  })
}
