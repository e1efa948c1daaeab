import { bytesOf } from '../../wire/http.ts'
import { endpointOfHost } from '../../services.ts'
import { identify } from '../../iam/identify.ts'
import { parseSignature, verifySignature } from '../../wire/sigv4.ts'
import type { AccountCore } from '../../scope.ts'
import type { Caller } from '../../iam/caller.ts'

const PREFIX = 'k8s-aws-v1.'
const MAX_LENGTH = 4096
/** A token holds so long, whatever its URL says. */
const LIFETIME_MS = 15 * 60_000

/** Reads a token of `aws eks get-token`: a presigned GetCallerIdentity, bound to one cluster by a signed header.
 *  @returns who made it, or `undefined` when it proves nothing.
 *  @see https://github.com/kubernetes-sigs/aws-iam-authenticator (API authorization from outside a cluster) */
export function verifyToken(account: AccountCore, clusterName: string, token: string): Caller | undefined {
  if (!token.startsWith(PREFIX) || token.length > MAX_LENGTH) return undefined
  const url = parseUrl(token.slice(PREFIX.length))
  if (
    !url ||
    url.protocol !== 'https:' ||
    url.pathname !== '/' ||
    url.searchParams.get('Action') !== 'GetCallerIdentity'
  )
    return undefined
  const endpoint = endpointOfHost(url.host)
  if (endpoint?.service.name !== 'sts') return undefined
  const request = {
    method: 'GET',
    url: url.pathname + url.search,
    headers: { host: url.host, 'x-k8s-aws-id': clusterName },
    body: bytesOf(''),
  }
  const signature = parseSignature(request)
  if (!signature || signature.service !== 'sts' || !signature.signedHeaders.includes('x-k8s-aws-id')) return undefined
  const age = account.clock.now() - signature.signedAtMs
  if (Math.abs(age) > LIFETIME_MS) return undefined
  const found = identify(account, signature.accessKeyId, signature.sessionToken)
  if (typeof found === 'string' || !verifySignature(request, signature, found.secret)) return undefined
  return found.caller
}

function parseUrl(encoded: string): URL | undefined {
  try {
    return new URL(atob(encoded.replaceAll('-', '+').replaceAll('_', '/')))
  } catch (error) {
    // Neither base64 nor a URL: not a token of ours.
    if (error instanceof DOMException || error instanceof TypeError) return undefined
    throw error
  }
}
