import { iamErrors } from './errors.ts'
import type { AccountCore } from '../scope.ts'
import type { OidcProvider } from './state.ts'

/** A provider by its ARN.
 *  @throws AwsError NoSuchEntity. */
export function findOidcProvider(account: AccountCore, arn: string): OidcProvider {
  const provider = account.state.iam.oidcProviders[arn]
  if (!provider) throw iamErrors.noSuchOidcProvider(arn)
  return provider
}

/** @throws AwsError InvalidInput. */
export function checkThumbprints(thumbprints: readonly string[]): void {
  if (thumbprints.length > 5) throw iamErrors.invalidInput('Thumbprint list must contain fewer than 5 entries.')
}
