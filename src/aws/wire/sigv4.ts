import { bytesOf, parsePairs, splitUrl, type AwsRequest } from './http.ts'
import { hmacSha256, sha256, toHex } from '#base'

/** What a signed request says of itself. */
export interface Signature {
  accessKeyId: string
  /** Credential scope. */
  date: string
  region: string
  service: string
  signedHeaders: string[]
  signature: string
  /** When it was signed, in milliseconds since the epoch. */
  signedAtMs: number
  /** Seconds for which a presigned URL holds. */
  expiresSeconds?: number
  sessionToken?: string
  presigned: boolean
}

const ALGORITHM = 'AWS4-HMAC-SHA256'

/** Reads the signature from the Authorization header or from the query string; `undefined` when the request carries none that can be read.
 *  @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
export function parseSignature(request: AwsRequest): Signature | undefined {
  const header = request.headers['authorization']
  if (header?.startsWith(ALGORITHM)) {
    const fields = new Map(
      header
        .slice(ALGORITHM.length)
        .split(',')
        .map((part) => part.trim().split('=', 2) as [string, string]),
    )
    return signatureOf({
      credential: fields.get('Credential'),
      signedHeaders: fields.get('SignedHeaders'),
      signature: fields.get('Signature'),
      date: request.headers['x-amz-date'],
      sessionToken: request.headers['x-amz-security-token'],
      presigned: false,
    })
  }
  const query = new Map(parsePairs(splitUrl(request.url).query))
  if (query.get('X-Amz-Algorithm') !== ALGORITHM) return undefined
  return signatureOf({
    credential: query.get('X-Amz-Credential'),
    signedHeaders: query.get('X-Amz-SignedHeaders'),
    signature: query.get('X-Amz-Signature'),
    date: query.get('X-Amz-Date'),
    sessionToken: query.get('X-Amz-Security-Token'),
    expires: query.get('X-Amz-Expires'),
    presigned: true,
  })
}

interface RawSignature {
  credential: string | undefined
  signedHeaders: string | undefined
  signature: string | undefined
  date: string | undefined
  sessionToken: string | undefined
  expires?: string | undefined
  presigned: boolean
}

function signatureOf(raw: RawSignature): Signature | undefined {
  const scope = raw.credential?.split('/') ?? []
  const date = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(raw.date ?? '')
  if (scope.length !== 5 || scope[4] !== 'aws4_request' || !date || !raw.signedHeaders || !raw.signature)
    return undefined
  const [year, month, day, hour, minute, second] = date.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  return {
    accessKeyId: scope[0]!,
    date: scope[1]!,
    region: scope[2]!,
    service: scope[3]!,
    signedHeaders: raw.signedHeaders.split(';'),
    signature: raw.signature,
    signedAtMs: Date.UTC(year, month - 1, day, hour, minute, second),
    presigned: raw.presigned,
    ...(raw.expires !== undefined && { expiresSeconds: Number(raw.expires) }),
    ...(raw.sessionToken !== undefined && { sessionToken: raw.sessionToken }),
  }
}

/** Whether the holder of `secret` signed this very request. */
export function verifySignature(request: AwsRequest, signature: Signature, secret: string): boolean {
  return signRequest(request, signature, secret) === signature.signature
}

/** The signature that `secret` gives a request, in hexadecimal digits. */
export function signRequest(request: AwsRequest, scope: Omit<Signature, 'signature'>, secret: string): string {
  const credentialScope = `${scope.date}/${scope.region}/${scope.service}/aws4_request`
  const timestamp = new Date(scope.signedAtMs).toISOString().replace(/[-:]|\.\d{3}/g, '')
  const hashed = toHex(sha256(bytesOf(canonicalRequest(request, scope))))
  const toSign = [ALGORITHM, timestamp, credentialScope, hashed].join('\n')
  let key = bytesOf('AWS4' + secret)
  for (const part of [scope.date, scope.region, scope.service, 'aws4_request']) key = hmacSha256(key, bytesOf(part))
  return toHex(hmacSha256(key, bytesOf(toSign)))
}

function canonicalRequest(request: AwsRequest, scope: Omit<Signature, 'signature'>): string {
  const { path, query } = splitUrl(request.url)
  const pairs = parsePairs(query.replaceAll('+', '%2B'))
    .filter(([name]) => !(scope.presigned && name === 'X-Amz-Signature'))
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, av], [b, bv]) => compare(a, b) || compare(av, bv))
  const headers = scope.signedHeaders.map(
    (name) => `${name}:${(request.headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`,
  )
  const payload = scope.presigned
    ? toHex(sha256(new Uint8Array()))
    : (request.headers['x-amz-content-sha256'] ?? toHex(sha256(request.body)))
  return [
    request.method,
    // Every service but S3 encodes the path once more than it was sent.
    path.split('/').map(encode).join('/'),
    pairs.map(([name, value]) => `${name}=${value}`).join('&'),
    headers.join(''),
    scope.signedHeaders.join(';'),
    payload,
  ].join('\n')
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** RFC 3986: everything but the unreserved characters. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => '%' + c.charCodeAt(0).toString(16).toUpperCase())
}
