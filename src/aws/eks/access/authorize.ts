import { ACCESS_POLICIES, type AccessPolicy } from '../data/access-policies.ts'
import { clusterOfArn, PRINCIPAL_ID } from './authenticate.ts'
import { matchesWildcard } from '../../iam/policy/wildcard.ts'
import type { AccountCore } from '../../scope.ts'

/** What somebody wants to do in a cluster, as an authorizer is asked. */
export interface AccessAttempt {
  verb: string
  group?: string
  resource?: string
  subresource?: string
  namespace?: string
  /** A path that is no resource: `/metrics`. */
  path?: string
}

/** Who wants it: what `authenticateToken` said. */
export interface AccessUser {
  name: string
  extra?: Readonly<Record<string, readonly string[]>>
}

/** Asks the access policies of the user's entry; `allowed: false` leaves the word to the other authorizers. */
export function authorizeByAccessPolicy(
  account: AccountCore,
  clusterArn: string,
  user: AccessUser,
  attempt: AccessAttempt,
): { allowed: boolean; reason?: string } {
  const principalId = user.extra?.[PRINCIPAL_ID]?.[0]
  const found = principalId === undefined ? undefined : clusterOfArn(account, clusterArn)
  if (!found || found.record.cluster.accessConfig.authenticationMode === 'CONFIG_MAP') return { allowed: false }
  const entry = Object.values(found.record.accessEntries).find((candidate) => candidate.principalId === principalId)
  for (const { policyArn, accessScope } of entry?.policies ?? []) {
    const policy = ACCESS_POLICIES.find((candidate) => policyArn.endsWith('/' + candidate.name))
    if (!policy || !allows(policy, attempt)) continue
    if (accessScope.type === 'namespace' && !inNamespaces(accessScope.namespaces, attempt.namespace)) continue
    const binding = accessScope.type === 'namespace' ? 'RoleBinding' : 'ClusterRoleBinding'
    const where = accessScope.type === 'namespace' ? `/${attempt.namespace}` : ''
    return {
      allowed: true,
      reason: `EKS Access Policy: allowed by ${binding} "${entry!.principalArn}+${policyArn}${where}" of ClusterRole "${policyArn}" to User "${user.name}"`,
    }
  }
  return { allowed: false }
}

const inNamespaces = (patterns: readonly string[], namespace: string | undefined) =>
  namespace !== undefined && namespace !== '' && patterns.some((pattern) => matchesWildcard(pattern, namespace))

function allows(policy: AccessPolicy, { verb, group = '', resource = '', subresource, path }: AccessAttempt): boolean {
  if (path !== undefined) return policy.everything === true
  const full = subresource ? `${resource}/${subresource}` : resource
  const has = (list: readonly string[], value: string) => list.includes('*') || list.includes(value)
  return policy.rules.some((rule) => has(rule.verbs, verb) && has(rule.groups, group) && has(rule.resources, full))
}
