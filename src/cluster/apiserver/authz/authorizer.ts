import { StatusError } from '../../apimachinery/errors.ts'
import type { UserInfo } from '../../client/client.ts'
import type { AccessRequest } from '../admission/admission.ts'

export interface Decision {
  allowed: boolean
  /** Why, for reviews and for the message of a refusal. */
  reason?: string
  /** A refusal that later authorizers may not overrule. */
  denied?: boolean
  /** Rules that could not be evaluated. */
  evaluationError?: string
}

/** Answers whether a user may do something. */
export type Authorizer = (user: UserInfo, access: AccessRequest) => Promise<Decision> | Decision

/** Asks each in turn; the first that allows wins, the first that denies ends it. */
export function firstOf(authorizers: readonly Authorizer[]): Authorizer {
  return async (user, access) => {
    const reasons: string[] = []
    const errors: string[] = []
    for (const authorize of authorizers) {
      const decision = await authorize(user, access)
      if (decision.allowed || decision.denied) return decision
      if (decision.reason) reasons.push(decision.reason)
      if (decision.evaluationError) errors.push(decision.evaluationError)
    }
    return {
      allowed: false,
      ...(reasons.length > 0 && { reason: reasons.join('; ') }),
      ...(errors.length > 0 && { evaluationError: errors.join(', ') }),
    }
  }
}

/** `system:masters` may do everything; nothing can take that away. */
export const privilegedGroup: Authorizer = (user) => ({ allowed: user.groups.includes('system:masters') })

/** The refusal, in the real server's words. */
export function forbiddenBy(user: UserInfo, access: AccessRequest, decision: Decision): StatusError {
  const { verb, group = '', resource = '', subresource, name = '', namespace, path } = access
  const reason = decision.reason ? `: ${decision.reason}` : ''
  if (path !== undefined)
    return new StatusError(
      403,
      'Forbidden',
      `forbidden: User "${user.name}" cannot ${verb} path "${path}"${reason}`,
      {},
    )
  const full = subresource ? `${resource}/${subresource}` : resource
  const scope = namespace ? `in the namespace "${namespace}"` : 'at the cluster scope'
  const detail = `User "${user.name}" cannot ${verb} resource "${full}" in API group "${group}" ${scope}${reason}`
  const qualified = group ? `${resource}.${group}` : resource
  const subject = name ? `${qualified} "${name}"` : qualified
  return new StatusError(403, 'Forbidden', `${subject} is forbidden: ${detail}`, {
    ...(name && { name }),
    ...(group && { group }),
    kind: resource,
  })
}
