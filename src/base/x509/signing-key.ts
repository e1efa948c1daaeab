import { decode, integer, oid, sequence } from './der.ts'
import { fromPem } from './pem.ts'

/** A private key that signs certificates. */
export interface SigningKey {
  /** The AlgorithmIdentifier of its signatures, DER. */
  readonly algorithm: Uint8Array
  /** A signature as certificates carry it. */
  sign(data: Uint8Array): Promise<Uint8Array>
}

/** What key pairs of this product are. */
export const P256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
const NULL = Uint8Array.of(5, 0)
const ECDSA_WITH_SHA256 = sequence(oid('1.2.840.10045.4.3.2'))
const SHA256_WITH_RSA = sequence(oid('1.2.840.113549.1.1.11'), NULL)
const RSA_KEY = sequence(oid('1.2.840.113549.1.1.1'), NULL)

/**
 * Reads a key on P-256 or of RSA.
 * @param pem PKCS #8
 * @throws when it is neither
 */
export async function importSigningKey(pem: string): Promise<SigningKey> {
  const der = fromPem(pem)
  const [, kind] = decode(decode(der)[0]!.content)
  const isRsa = kind !== undefined && isSame(kind.encoded, RSA_KEY)
  const algorithm = isRsa ? RSA : P256
  const key = await crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign'])
  return {
    algorithm: isRsa ? SHA256_WITH_RSA : ECDSA_WITH_SHA256,
    async sign(data) {
      const raw = new Uint8Array(await crypto.subtle.sign(algorithm, key, Uint8Array.from(data)))
      if (isRsa) return raw
      // WebCrypto gives r and s side by side; certificates carry them as a sequence of two integers.
      const half = raw.length / 2
      return sequence(integer(raw.subarray(0, half)), integer(raw.subarray(half)))
    },
  }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}
