import type { Ids } from '../ids.ts'
import { bits, context, decode, integer, octets, oid, sequence, setOf, time, utf8, yes } from './der.ts'
import { fromPem, toPem } from './pem.ts'
import { importSigningKey, P256, type SigningKey } from './signing-key.ts'

/** Whom a certificate names. Kubernetes reads the common name as the user and the organizations as groups. */
export interface CertificateSubject {
  commonName: string
  organizations?: readonly string[]
}

/** What a certificate's key may be used for. */
export type KeyUsage = 'digital signature' | 'key encipherment'

/** A certificate to be issued. */
export interface CertificateRequest {
  subject: CertificateSubject
  dnsNames?: readonly string[]
  ipAddresses?: readonly string[]
  usages: readonly ('server' | 'client')[]
  /** What the key may do; both unless told otherwise, and not said at all when empty. */
  keyUsages?: readonly KeyUsage[]
  /** SubjectPublicKeyInfo, DER. */
  publicKey: Uint8Array
  notBeforeMs: number
  notAfterMs: number
}

/** A certificate authority, with all that it needs to be had again. */
export interface CertificateAuthority {
  readonly certificatePem: string
  /** PKCS #8. */
  readonly privateKeyPem: string
  /** Issues a leaf certificate; PEM. */
  issue(request: CertificateRequest): Promise<string>
}

/** A key pair on P-256, as PEM and as what `CertificateRequest` wants. */
export interface KeyPairPem {
  privateKeyPem: string
  publicKey: Uint8Array
}

const USAGE = { server: oid('1.3.6.1.5.5.7.3.1'), client: oid('1.3.6.1.5.5.7.3.2') }
const YEAR_MS = 365 * 24 * 3600_000

/** Makes a new key pair. */
export async function createKeyPair(): Promise<KeyPairPem> {
  const keys = await crypto.subtle.generateKey(P256, true, ['sign', 'verify'])
  const [pkcs8, spki] = await Promise.all([
    crypto.subtle.exportKey('pkcs8', keys.privateKey),
    crypto.subtle.exportKey('spki', keys.publicKey),
  ])
  return { privateKeyPem: toPem('PRIVATE KEY', new Uint8Array(pkcs8)), publicKey: new Uint8Array(spki) }
}

/** Makes a new certificate authority, valid for ten years from `nowMs`. */
export async function createAuthority(options: {
  commonName: string
  nowMs: number
  ids: Ids
}): Promise<CertificateAuthority> {
  const { privateKeyPem, publicKey } = await createKeyPair()
  const subject = encodeName({ commonName: options.commonName })
  const keyId = await subjectKeyId(publicKey)
  const certificate = await sign(
    {
      serial: serialNumber(options.ids),
      issuer: subject,
      subject,
      notBeforeMs: options.nowMs - 300_000,
      notAfterMs: options.nowMs + 10 * YEAR_MS,
      publicKey,
      extensions: [
        extension('2.5.29.15', true, bits(Uint8Array.of(0xa4), 2)), // digitalSignature, keyEncipherment, keyCertSign
        extension('2.5.29.19', true, sequence(yes)),
        extension('2.5.29.14', false, octets(keyId)),
      ],
    },
    await importSigningKey(privateKeyPem),
  )
  return openAuthority({ certificatePem: toPem('CERTIFICATE', certificate), privateKeyPem }, options.ids)
}

/** Opens an authority that was saved.
 *  @throws when the PEM texts are not a certificate and a key on P-256 or of RSA. */
export async function openAuthority(
  saved: { certificatePem: string; privateKeyPem: string },
  ids: Ids,
): Promise<CertificateAuthority> {
  const key = await importSigningKey(saved.privateKeyPem)
  const [body] = decode(decode(fromPem(saved.certificatePem))[0]!.content)
  const fields = decode(body!.content)
  const issuer = fields[5]!.encoded
  const issuerKeyId = await subjectKeyId(fields[6]!.encoded)
  return {
    certificatePem: saved.certificatePem,
    privateKeyPem: saved.privateKeyPem,
    async issue(request) {
      const names = [
        ...(request.dnsNames ?? []).map((name) => context(2, false, new TextEncoder().encode(name))),
        ...(request.ipAddresses ?? []).map((address) => context(7, false, encodeAddress(address))),
      ]
      const extensions = [
        ...encodeKeyUsages(request.keyUsages ?? ['digital signature', 'key encipherment']),
        extension('2.5.29.37', false, sequence(...request.usages.map((usage) => USAGE[usage]))),
        extension('2.5.29.19', true, sequence()),
        extension('2.5.29.35', false, sequence(context(0, false, issuerKeyId))),
      ]
      if (names.length > 0) extensions.push(extension('2.5.29.17', false, sequence(...names)))
      const certificate = await sign(
        {
          serial: serialNumber(ids),
          issuer,
          subject: encodeName(request.subject),
          notBeforeMs: request.notBeforeMs,
          notAfterMs: request.notAfterMs,
          publicKey: request.publicKey,
          extensions,
        },
        key,
      )
      return toPem('CERTIFICATE', certificate)
    },
  }
}

interface Unsigned {
  serial: Uint8Array
  issuer: Uint8Array
  subject: Uint8Array
  notBeforeMs: number
  notAfterMs: number
  publicKey: Uint8Array
  extensions: Uint8Array[]
}

async function sign(unsigned: Unsigned, key: SigningKey): Promise<Uint8Array> {
  const body = sequence(
    context(0, true, integer(Uint8Array.of(2))),
    integer(unsigned.serial),
    key.algorithm,
    unsigned.issuer,
    sequence(time(unsigned.notBeforeMs), time(unsigned.notAfterMs)),
    unsigned.subject,
    unsigned.publicKey,
    context(3, true, sequence(...unsigned.extensions)),
  )
  return sequence(body, key.algorithm, bits(await key.sign(body)))
}

function serialNumber(ids: Ids): Uint8Array {
  // 63 bits, never 0: enough not to repeat within one authority.
  return Uint8Array.from(`7${ids.hex(15)}`.match(/../g)!, (pair) => Number.parseInt(pair, 16))
}

function extension(id: string, critical: boolean, value: Uint8Array): Uint8Array {
  return critical ? sequence(oid(id), yes, octets(value)) : sequence(oid(id), octets(value))
}

function encodeKeyUsages(usages: readonly KeyUsage[]): Uint8Array[] {
  if (usages.length === 0) return []
  const isEncipherment = usages.includes('key encipherment')
  const octet = (usages.includes('digital signature') ? 0x80 : 0) | (isEncipherment ? 0x20 : 0)
  return [extension('2.5.29.15', true, bits(Uint8Array.of(octet), isEncipherment ? 5 : 7))]
}

function encodeName(subject: CertificateSubject): Uint8Array {
  const attribute = (id: string, text: string) => sequence(oid(id), utf8(text))
  const organizations = (subject.organizations ?? []).map((name) => attribute('2.5.4.10', name))
  return sequence(
    ...(organizations.length > 0 ? [setOf(...organizations)] : []),
    setOf(attribute('2.5.4.3', subject.commonName)),
  )
}

function encodeAddress(address: string): Uint8Array {
  if (!address.includes(':')) return Uint8Array.from(address.split('.'), Number)
  const [head = '', tail] = address.split('::')
  const groups = (part: string) => (part === '' ? [] : part.split(':'))
  const right = groups(tail ?? '')
  const left = groups(head)
  const all = [...left, ...Array.from({ length: 8 - left.length - right.length }, () => '0'), ...right]
  return Uint8Array.from(all.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]))
}

async function subjectKeyId(publicKey: Uint8Array): Promise<Uint8Array> {
  const [, keyBits] = decode(decode(publicKey)[0]!.content)
  return new Uint8Array(await crypto.subtle.digest('SHA-1', Uint8Array.from(keyBits!.content.subarray(1))))
}
