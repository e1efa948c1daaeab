import type { UserInfo } from '../../client/client.ts'
import type {
  FlowSchema,
  FlowSubject,
  NonResourcePolicyRule,
  ResourcePolicyRule,
} from '../../resources/generated/types.ts'
import type { RequestInfo } from '../request-info.ts'

/** Whether a request is one of those that a schema speaks of. */
export function matchFlowSchema({ spec }: FlowSchema, user: UserInfo, info: RequestInfo): boolean {
  for (const { subjects, resourceRules, nonResourceRules } of spec?.rules ?? []) {
    if (!subjects.some((subject) => isSubject(subject, user))) continue
    const matched = info.isResource
      ? resourceRules?.some((rule) => matchResource(rule, info))
      : nonResourceRules?.some((rule) => matchPath(rule, info))
    if (matched) return true
  }
  return false
}

function isSubject({ kind, user, group, serviceAccount }: FlowSubject, { name, groups }: UserInfo): boolean {
  if (kind === 'User') return user?.name === '*' || user?.name === name
  if (kind === 'Group') return group?.name === '*' || groups.includes(group?.name ?? '')
  if (!serviceAccount) return false
  const prefix = `system:serviceaccount:${serviceAccount.namespace}:`
  return serviceAccount.name === '*' ? name.startsWith(prefix) : name === prefix + serviceAccount.name
}

function matchResource(rule: ResourcePolicyRule, info: RequestInfo): boolean {
  const full = info.subresource ? `${info.resource}/${info.subresource}` : info.resource
  return (
    has(rule.verbs, info.verb) &&
    has(rule.apiGroups, info.group) &&
    has(rule.resources, full) &&
    (info.namespace === '' ? rule.clusterScope === true : has(rule.namespaces, info.namespace))
  )
}

function matchPath({ verbs, nonResourceURLs }: NonResourcePolicyRule, { verb, path }: RequestInfo): boolean {
  if (!has(verbs, verb)) return false
  return nonResourceURLs.some((url) => (url.endsWith('*') ? path.startsWith(url.slice(0, -1)) : path === url))
}

const has = (list: readonly string[] | undefined, wanted: string) =>
  list?.some((one) => one === '*' || one === wanted) ?? false
