import { badRequest } from '../../apimachinery/errors.ts'
import type { UserInfo } from '../../client/client.ts'
import { forbiddenBy, type Authorizer } from '../authz/authorizer.ts'
import type { ApiRequest } from '../http.ts'
import { AUTHENTICATED, UNAUTHENTICATED } from './authenticator.ts'

const SERVICE_ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/
const EXTRA = 'impersonate-extra-'
const GROUP = 'authentication.k8s.io'

/**
 * Lets a caller act as somebody else, where it may.
 * @throws StatusError Forbidden, BadRequest
 */
export async function impersonate(request: ApiRequest, caller: UserInfo, authorizer: Authorizer): Promise<UserInfo> {
  const { headers } = request
  const name = headers['impersonate-user']
  const groups = headers['impersonate-group']?.split(',').map((group) => group.trim()) ?? []
  const uid = headers['impersonate-uid']
  const extras = Object.entries(headers).filter(([key, value]) => key.startsWith(EXTRA) && value !== undefined)
  if (!name) {
    const requested = [
      ...groups.map((group) => `{Group  ${group}    }`),
      ...(uid ? [`{UID  ${uid}  ${GROUP}  }`] : []),
      ...extras.flatMap(([key, value]) =>
        valuesOf(value!).map((text) => `{UserExtra  ${text}  ${GROUP}  ${fieldOf(key)}}`),
      ),
    ]
    if (requested.length > 0) throw badRequest(`requested [${requested.join(' ')}] without impersonating a user`)
    return caller
  }

  const account = SERVICE_ACCOUNT.exec(name)
  const mustBeAllowed = async (resource: string, target: string, group = '', subresource = '', namespace = '') => {
    const access = { verb: 'impersonate', group, version: 'v1', resource, subresource, name: target, namespace }
    const decision = await authorizer(caller, access)
    if (!decision.allowed) throw forbiddenBy(caller, access, decision)
  }
  if (account) await mustBeAllowed('serviceaccounts', account[2]!, '', '', account[1])
  else await mustBeAllowed('users', name)
  for (const group of groups) await mustBeAllowed('groups', group)
  if (uid) await mustBeAllowed('uids', uid, GROUP)
  const extra: Record<string, string[]> = {}
  for (const [key, value] of extras) {
    const field = fieldOf(key)
    for (const text of valuesOf(value!)) {
      await mustBeAllowed('userextras', text, GROUP, field)
      ;(extra[field] ??= []).push(text)
    }
  }
  return {
    name,
    ...(uid && { uid }),
    groups: withImpliedGroups(name, account?.[1], groups),
    ...(extras.length > 0 && { extra }),
  }
}

const fieldOf = (header: string) => decodeURIComponent(header.slice(EXTRA.length))
// The transport joins headers that come several times.
const valuesOf = (joined: string) => joined.split(', ')

function withImpliedGroups(name: string, accountNamespace: string | undefined, groups: string[]): string[] {
  const all = [...groups]
  if (accountNamespace && groups.length === 0)
    all.push('system:serviceaccounts', `system:serviceaccounts:${accountNamespace}`)
  const implied = name === 'system:anonymous' ? UNAUTHENTICATED : AUTHENTICATED
  if (!all.includes(AUTHENTICATED) && !all.includes(UNAUTHENTICATED)) all.push(implied)
  return all
}
