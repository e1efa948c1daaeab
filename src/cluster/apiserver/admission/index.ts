import type { ServiceAccountTokens } from '../authn/service-account-tokens.ts'
import type { Rbac } from '../authz/rbac.ts'
import type { AdmissionPlugin } from './admission.ts'
import { namespaceLifecycle } from './namespace-lifecycle.ts'
import { serviceAccount } from './service-account.ts'

/** The admission plugins in the order in which the real server runs them: one line each. */
export function createAdmission(_deps: { rbac: Rbac; tokens: ServiceAccountTokens }): AdmissionPlugin[] {
  return [namespaceLifecycle, serviceAccount]
}
