import type { UserInfo } from '../../client/client.ts'
import type { ApiRequest } from '../http.ts'

/** Finds out who calls. @returns `undefined` when the request carries nothing that this authenticator knows. */
export type Authenticator = (request: ApiRequest) => Promise<UserInfo | undefined> | UserInfo | undefined

export const AUTHENTICATED = 'system:authenticated'
export const UNAUTHENTICATED = 'system:unauthenticated'

/** Who calls without credentials. */
export const ANONYMOUS: UserInfo = { name: 'system:anonymous', groups: [UNAUTHENTICATED] }

/** The user of a verified client certificate: common name and organizations. */
export const certificateAuthenticator: Authenticator = ({ certificate }) =>
  certificate && {
    name: certificate.commonName,
    groups: [...certificate.organizations, AUTHENTICATED],
    extra: { 'authentication.kubernetes.io/credential-id': [`X509SHA256=${certificate.sha256}`] },
  }

/** The token of `Authorization: Bearer …`, if there is one. */
export function bearerToken(request: ApiRequest): string | undefined {
  const match = /^bearer +(.+)$/i.exec(request.headers.authorization ?? '')
  return match?.[1]?.trim()
}
