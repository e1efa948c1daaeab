import type { Clock, Ids, TokenSigner } from '#base'
import type { KubeObject } from '../../apimachinery/object.ts'
import type { UserInfo } from '../../client/client.ts'
import type { Store } from '../../etcd/store.ts'
import { AUTHENTICATED, bearerToken, type Authenticator } from './authenticator.ts'

export interface TokenSubject {
  namespace: string
  serviceAccount: { name: string; uid: string }
  pod?: { name: string; uid: string }
  node?: { name: string; uid: string }
  secret?: { name: string; uid: string }
}

export interface ServiceAccountTokens {
  issuer: string
  /** @returns the token and when it ends (milliseconds since the epoch). */
  issue(
    subject: TokenSubject,
    audiences: readonly string[],
    expirationSeconds: number,
  ): Promise<{ token: string; expiresAt: number }>
  authenticate: Authenticator
  /** The audience of tokens for this API server. */
  audiences: readonly string[]
}

/** What admission asks for in the volumes that it adds to pods. */
export const VOLUME_TOKEN_SECONDS = 3607
const EXTENDED_SECONDS = 31_536_000

const sameSet = (some: readonly string[], others: readonly string[]) =>
  some.length === others.length && some.every((one) => others.includes(one))

/** The token was good, but what it is bound to is gone. */
export class InvalidatedTokenError extends Error {
  constructor() {
    super('service account token has been invalidated')
    this.name = 'InvalidatedTokenError'
  }
}

interface KubernetesClaims {
  namespace: string
  serviceaccount: { name: string; uid: string }
  pod?: { name: string; uid: string }
  node?: { name: string; uid: string }
  secret?: { name: string; uid: string }
}

/** Tokens of service accounts: issued by TokenRequest, bound to objects, refused when those are gone. */
export function createServiceAccountTokens(deps: {
  clock: Clock
  ids: Ids
  store: Store
  signer: TokenSigner
  issuer: string
}): ServiceAccountTokens {
  const { clock, ids, store, signer, issuer } = deps
  const audiences = [issuer]
  const seconds = () => Math.floor(clock.now() / 1000)
  const exists = (resource: string, namespace: string, bound: { name: string; uid: string } | undefined) => {
    if (!bound) return true
    const key = namespace ? `${namespace}/${bound.name}` : bound.name
    const object: KubeObject | undefined = store.get(`/registry/${resource}`, key)
    return object?.metadata.uid === bound.uid
  }

  return {
    issuer,
    audiences,
    async issue({ namespace, serviceAccount, pod, node, secret }, requested, expirationSeconds) {
      const now = seconds()
      const expires = now + expirationSeconds
      // Programs of old read their token once: that of a mounted volume lives on, and whoever shows it late can be told.
      const extended = expirationSeconds === VOLUME_TOKEN_SECONDS && pod !== undefined && sameSet(requested, audiences)
      const token = await signer.sign({
        aud: requested.length > 0 ? requested : audiences,
        exp: extended ? now + EXTENDED_SECONDS : expires,
        iat: now,
        iss: issuer,
        jti: ids.uuid(),
        'kubernetes.io': {
          namespace,
          ...(node && { node }),
          ...(pod && { pod }),
          ...(secret && { secret }),
          serviceaccount: serviceAccount,
          ...(extended && { warnafter: expires }),
        },
        nbf: now,
        sub: `system:serviceaccount:${namespace}:${serviceAccount.name}`,
      })
      return { token, expiresAt: expires * 1000 }
    },
    async authenticate(request): Promise<UserInfo | undefined> {
      const token = bearerToken(request)
      const claims = token ? await signer.verify(token) : undefined
      const kubernetes = claims?.['kubernetes.io'] as KubernetesClaims | undefined
      if (!claims || !kubernetes || claims.iss !== issuer || Number(claims.exp) <= seconds()) return undefined
      const wanted = request.headers['x-token-audiences']?.split(',') ?? audiences
      const granted = (claims.aud as string[]).filter((audience) => wanted.includes(audience))
      if (granted.length === 0) return undefined
      const { namespace, serviceaccount, pod, node, secret } = kubernetes
      const bound = [
        ['serviceaccounts', serviceaccount],
        ['pods', pod],
        ['secrets', secret],
      ] as const
      if (!bound.every(([resource, object]) => exists(resource, namespace, object))) throw new InvalidatedTokenError()
      return {
        name: String(claims.sub),
        uid: serviceaccount.uid,
        groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, AUTHENTICATED],
        extra: {
          'authentication.kubernetes.io/credential-id': [`JTI=${String(claims.jti)}`],
          ...(node && {
            'authentication.kubernetes.io/node-name': [node.name],
            'authentication.kubernetes.io/node-uid': [node.uid],
          }),
          ...(pod && {
            'authentication.kubernetes.io/pod-name': [pod.name],
            'authentication.kubernetes.io/pod-uid': [pod.uid],
          }),
        },
        audiences: granted,
      }
    },
  }
}
