import type { Authenticator } from '../authn/authenticator.ts'
import type { ServiceAccountTokens } from '../authn/service-account-tokens.ts'
import type { Authorizer } from '../authz/authorizer.ts'
import type { Rbac } from '../authz/rbac.ts'
import { binding } from './binding.ts'
import { componentStatuses } from './component-statuses.ts'
import { eviction } from './eviction.ts'
import type { SubresourceHandler } from '../core.ts'
import { createReviews } from './reviews.ts'
import { scale } from './scale.ts'
import { createTokenHandler } from './token.ts'

/** Subresources that are more than a view of their object, and kinds that are not stored: one line each. */
export function createHandlers(deps: {
  authorizer: Authorizer
  authenticators: readonly Authenticator[]
  rbac: Rbac
  tokens: ServiceAccountTokens
}): Readonly<Record<string, SubresourceHandler>> {
  return {
    '*/scale': scale,
    'pods/binding': binding,
    bindings: binding,
    'pods/eviction': eviction,
    'serviceaccounts/token': createTokenHandler(deps.tokens),
    componentstatuses: componentStatuses,
    ...createReviews(deps.authorizer, deps.authenticators, deps.rbac),
  }
}
