import type { TokenSigner } from '#base'
import type { Store } from '../../etcd/store.ts'
import type { Secret } from '../../resources/generated/types.ts'
import { AUTHENTICATED, bearerToken, type Authenticator } from './authenticator.ts'

const ISSUER = 'kubernetes/serviceaccount'
const CLAIM = 'kubernetes.io/serviceaccount'

/** Accepts the lasting tokens that lie in secrets, as long as the secret holds them and the account is there. */
export function createSecretTokenAuthenticator(deps: { store: Store; signer: TokenSigner }): Authenticator {
  const { store, signer } = deps
  return async (request) => {
    const token = bearerToken(request)
    const claims = token ? await signer.verify(token) : undefined
    if (!token || claims?.iss !== ISSUER) return undefined
    const read = (claim: string) => {
      const value = claims[`${CLAIM}/${claim}`]
      return typeof value === 'string' ? value : ''
    }
    const namespace = read('namespace')
    const uid = read('service-account.uid')
    const account = store.get('/registry/serviceaccounts', `${namespace}/${read('service-account.name')}`)
    const secret: Secret | undefined = store.get('/registry/secrets', `${namespace}/${read('secret.name')}`)
    if (account?.metadata.uid !== uid || secret?.data?.token !== btoa(token)) return undefined
    return {
      name: String(claims.sub),
      uid,
      groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, AUTHENTICATED],
    }
  }
}
