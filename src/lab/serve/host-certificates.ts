import { createKeyPair, type CertificateAuthority, type Clock, type KeyPairPem } from '#base'

const DAY_MS = 24 * 3600_000

/** A server's certificate with its key. */
export interface ServerIdentity {
  certificatePem: string
  privateKeyPem: string
}

/** Issues certificates for host names as they are asked for; one key serves all. */
export interface HostCertificates {
  /** `authority` signs for `hosts`, names or IPv4 addresses. */
  identify(authority: CertificateAuthority, hosts: readonly string[]): Promise<ServerIdentity>
}

export function createHostCertificates(clock: Clock): HostCertificates {
  let keys: Promise<KeyPairPem> | undefined
  return {
    async identify(authority, hosts) {
      const { privateKeyPem, publicKey } = await (keys ??= createKeyPair())
      const isAddress = (host: string) => /^\d+\.\d+\.\d+\.\d+$/.test(host)
      const certificatePem = await authority.issue({
        subject: { commonName: hosts[0]! },
        dnsNames: hosts.filter((host) => !isAddress(host)),
        ipAddresses: hosts.filter(isAddress),
        usages: ['server'],
        publicKey,
        notBeforeMs: clock.now() - DAY_MS,
        notAfterMs: clock.now() + 365 * DAY_MS,
      })
      return { certificatePem, privateKeyPem }
    },
  }
}
