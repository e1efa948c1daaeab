import type { CertificateSubject } from './authority.ts'
import { decode, oid, type DerValue } from './der.ts'
import { fromPem } from './pem.ts'

/** What a certificate signing request (PKCS #10) asks for. */
export interface SigningRequest {
  subject: CertificateSubject
  /** SubjectPublicKeyInfo, DER. */
  publicKey: Uint8Array
  dnsNames: readonly string[]
  ipAddresses: readonly string[]
  emailAddresses: readonly string[]
  uris: readonly string[]
}

const COMMON_NAME = oid('2.5.4.3')
const ORGANIZATION = oid('2.5.4.10')
const EXTENSION_REQUEST = oid('1.2.840.113549.1.9.14')
const SUBJECT_ALT_NAME = oid('2.5.29.17')
const CONTEXT_0 = 0xa0

/** @param pem a block `CERTIFICATE REQUEST`.
 *  @throws when it is not a request. */
export function parseSigningRequest(pem: string): SigningRequest {
  const [request] = decode(fromPem(pem))
  const [info] = decode(request!.content)
  const [, subject, publicKey, ...rest] = decode(info!.content)
  const names = alternativeNames(rest.find(({ tag }) => tag === CONTEXT_0))
  const texts = (kind: number) => names.filter(({ tag }) => tag === (0x80 | kind)).map(({ content }) => text(content))
  return {
    subject: parseName(subject!),
    publicKey: publicKey!.encoded,
    emailAddresses: texts(1),
    dnsNames: texts(2),
    uris: texts(6),
    ipAddresses: names.filter(({ tag }) => tag === 0x87).map(({ content }) => formatAddress(content)),
  }
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

const same = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, index) => byte === b[index])

function parseName(name: DerValue): CertificateSubject {
  const attributes = decode(name.content)
    .flatMap((relative) => decode(relative.content))
    .map((attribute) => decode(attribute.content))
  const valuesOf = (id: Uint8Array) =>
    attributes.filter(([type]) => same(type!.encoded, id)).map(([, value]) => text(value!.content))
  return { commonName: valuesOf(COMMON_NAME).at(-1) ?? '', organizations: valuesOf(ORGANIZATION) }
}

function alternativeNames(attributes: DerValue | undefined): DerValue[] {
  for (const attribute of attributes ? decode(attributes.content) : []) {
    const [type, values] = decode(attribute.content)
    if (!same(type!.encoded, EXTENSION_REQUEST)) continue
    for (const extension of decode(decode(values!.content)[0]!.content)) {
      const parts = decode(extension.content)
      if (same(parts[0]!.encoded, SUBJECT_ALT_NAME)) return decode(decode(parts.at(-1)!.content)[0]!.content)
    }
  }
  return []
}

function formatAddress(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.')
  const groups = Array.from({ length: 8 }, (_, i) => ((bytes[2 * i]! << 8) | bytes[2 * i + 1]!).toString(16))
  return groups.join(':')
}
