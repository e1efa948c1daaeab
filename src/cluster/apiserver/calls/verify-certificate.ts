import type { TlsIdentity } from '../../network/connection.ts'

/** A certificate that is not good enough; the message is Go's. */
export class CertificateError extends Error {
  override name = 'CertificateError'
}

const BLOCK = /-----BEGIN CERTIFICATE-----([\s\S]*?)-----END CERTIFICATE-----/g
const bare = (pem: string) => [...pem.matchAll(BLOCK)].map(([, body]) => body!.replace(/\s/g, ''))

/** Whether a bundle has certificates at all. @param bundle PEM */
export function hasCertificates(bundle: string): boolean {
  return bare(bundle).length > 0
}

/**
 * Checks what a server proved.
 * @param name who it has to be.
 * @param bundle PEM of the authorities that are trusted.
 * @throws CertificateError
 */
export function verifyCertificate({ names, authority }: TlsIdentity, name: string, bundle: string): void {
  const refuse = (why: string) => new CertificateError(`tls: failed to verify certificate: x509: ${why}`)
  if (!names.some((pattern) => matches(pattern, name))) {
    if (names.length === 0) throw refuse(`certificate is not valid for any names, but wanted to match ${name}`)
    throw refuse(`certificate is valid for ${names.join(', ')}, not ${name}`)
  }
  const trusted = bare(bundle)
  const signers = bare(authority)
  if (signers.length === 0 || !signers.some((signer) => trusted.includes(signer)))
    throw refuse('certificate signed by unknown authority')
}

function matches(pattern: string, name: string): boolean {
  if (!pattern.startsWith('*.')) return pattern.toLowerCase() === name.toLowerCase()
  return name.slice(name.indexOf('.')).toLowerCase() === pattern.slice(1).toLowerCase()
}
