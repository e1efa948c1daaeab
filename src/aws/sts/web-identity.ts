import { issuerOf } from '../eks/clusters.ts'
import { stsErrors } from './errors.ts'
import type { AccountCore, Scope } from '../scope.ts'
import type { ClusterRecord } from '../eks/model/cluster.ts'
import type { OidcProvider } from '../iam/state.ts'

/** What a token of a cluster's issuer says, once it is proved. */
export interface WebIdentity {
  provider: OidcProvider
  subject: string
  audience: string
}

/** Proves a service account token: its issuer must be a provider of the account, and a cluster of it must have issued it.
 *  @throws AwsError InvalidIdentityToken, ExpiredTokenException. */
export async function readToken({ account }: Scope, token: string): Promise<WebIdentity> {
  const claims = parseClaims(token)
  const issuer = typeof claims?.['iss'] === 'string' ? claims['iss'].replace(/^https:\/\//, '') : undefined
  if (!claims || issuer === undefined) {
    throw stsErrors.invalidIdentityToken(
      'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
    )
  }
  const provider = Object.values(account.state.iam.oidcProviders).find((candidate) => candidate.Url === issuer)
  if (!provider) {
    throw stsErrors.invalidIdentityToken(`No OpenIDConnect provider found in your account for https://${issuer}`)
  }
  const audience = [claims['aud']]
    .flat()
    .find((value) => typeof value === 'string' && provider.ClientIDList.includes(value))
  if (typeof audience !== 'string') throw stsErrors.invalidIdentityToken('Incorrect token audience')
  if (typeof claims['exp'] === 'number' && claims['exp'] * 1000 < account.clock.now()) {
    throw stsErrors.expiredToken(
      `Token expired: current date/time ${Math.floor(account.clock.now() / 1000)} must be before the expiration date/time ${claims['exp']}`,
    )
  }
  const record = clusterOfIssuer(account, issuer)
  const subject = record && (await account.host.reviewToken(record.cluster.arn, token, audience))
  if (!subject)
    throw stsErrors.invalidIdentityToken(
      "Couldn't retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity documentation for requirements",
    )
  return { provider, audience, subject: `system:serviceaccount:${subject.namespace}:${subject.serviceAccount}` }
}

function clusterOfIssuer(account: AccountCore, issuer: string): ClusterRecord | undefined {
  for (const region of Object.keys(account.state.regions)) {
    const scope = account.in(region)
    const record = Object.values(scope.here.eks.clusters).find(
      (candidate) => issuerOf(scope, candidate) === `https://${issuer}`,
    )
    if (record) return record
  }
  return undefined
}

function parseClaims(token: string): Record<string, unknown> | undefined {
  try {
    const [, payload = ''] = token.split('.')
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : undefined
  } catch (error) {
    // Neither base64 nor JSON: no token.
    if (error instanceof DOMException || error instanceof SyntaxError) return undefined
    throw error
  }
}
