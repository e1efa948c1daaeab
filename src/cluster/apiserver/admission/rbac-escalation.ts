import { semanticEqual } from '../../apimachinery/deep.ts'
import { forbidden, notFound } from '../../apimachinery/errors.ts'
import type { ClusterRole, PolicyRule, RoleBinding } from '../../resources/generated/types.ts'
import { covers, type Rbac } from '../authz/rbac.ts'
import type { AdmissionAttributes, AdmissionContext, AdmissionPlugin } from './admission.ts'

const GROUP = 'rbac.authorization.k8s.io'

/** Nobody hands on rights that they do not have themselves, unless they may `escalate` or `bind`. */
export function createRbacEscalation(rbac: Rbac): AdmissionPlugin {
  return {
    name: 'RBACEscalation',
    async validate(attributes, context) {
      const { resource, object, oldObject, operation, subresource, user } = attributes
      if (resource.type.group !== GROUP || !object || operation === 'DELETE' || subresource !== '') return
      if (user.groups.includes('system:masters')) return
      const { plural } = resource.type
      if (plural.endsWith('rolebindings')) return checkBinding(rbac, attributes, context)
      const rules = (object as unknown as ClusterRole).rules ?? []
      if (oldObject && semanticEqual((oldObject as unknown as ClusterRole).rules, rules)) return
      if (await may(context, attributes, 'escalate', plural, object.metadata.name)) return
      mustHold(rbac, attributes, rules)
    },
  }
}

async function checkBinding(rbac: Rbac, attributes: AdmissionAttributes, context: AdmissionContext): Promise<void> {
  const { object, oldObject, resource, namespace } = attributes
  const binding = object as unknown as RoleBinding
  const before = oldObject as unknown as RoleBinding | undefined
  if (before && semanticEqual(before.roleRef, binding.roleRef) && semanticEqual(before.subjects, binding.subjects))
    return
  const { kind, name } = binding.roleRef
  if (await may(context, attributes, 'bind', kind === 'ClusterRole' ? 'clusterroles' : 'roles', name)) return
  const rules = rbac.roleRules(binding.roleRef, namespace)
  if (!rules) throw notFound(resource.type, name)
  mustHold(rbac, attributes, rules)
}

function may(
  context: AdmissionContext,
  { user, namespace }: AdmissionAttributes,
  verb: string,
  resource: string,
  name: string,
): Promise<boolean> {
  return context.allowed(user, { verb, group: GROUP, version: 'v1', resource, name, namespace })
}

function mustHold(
  rbac: Rbac,
  { user, namespace, resource, object }: AdmissionAttributes,
  rules: readonly PolicyRule[],
): void {
  const held = [...rbac.rulesFor(user, namespace)].map(({ rule }) => rule)
  const missing = rules.flatMap(breakDown).filter((single) => !held.some((rule) => coversSingle(rule, single)))
  if (missing.length === 0) return
  const list = compact(missing).map(print).sort()
  const detail = `user ${JSON.stringify(user.name)} (groups=${quoted(user.groups)}) is attempting to grant RBAC permissions not currently held:\n${list.join('\n')}`
  throw forbidden(resource.type, object!.metadata.name, detail)
}

interface Single {
  verb: string
  group?: string
  resource?: string
  name?: string
  url?: string
}

/** A rule as single rights. */
function breakDown({
  verbs,
  apiGroups = [],
  resources = [],
  resourceNames = [],
  nonResourceURLs = [],
}: PolicyRule): Single[] {
  const names: (string | undefined)[] = resourceNames.length > 0 ? resourceNames : [undefined]
  return [
    ...apiGroups.flatMap((group) =>
      resources.flatMap((resource) =>
        names.flatMap((name) => verbs.map((verb) => ({ verb, group, resource, ...(name && { name }) }))),
      ),
    ),
    ...nonResourceURLs.flatMap((url) => verbs.map((verb) => ({ verb, url }))),
  ]
}

function coversSingle(rule: PolicyRule, { verb, group, resource = '', name, url }: Single): boolean {
  if (url !== undefined) return covers(rule, { verb, path: url })
  const [plural = '', subresource] = resource.split('/')
  const named = rule.resourceNames?.length ? name !== undefined && rule.resourceNames.includes(name) : true
  return (
    named && covers(rule, { verb, group, resource: plural, ...(subresource && { subresource }), ...(name && { name }) })
  )
}

/** Rights that differ in their verb only, as one rule. */
function compact(singles: readonly Single[]): PolicyRule[] {
  const rules = new Map<string, PolicyRule>()
  for (const { verb, group, resource, name, url } of singles) {
    const key = JSON.stringify([group, resource, name, url])
    const rule = rules.get(key)
    if (rule) {
      if (!rule.verbs.includes(verb)) rule.verbs.push(verb)
    } else
      rules.set(key, {
        verbs: [verb],
        ...(group !== undefined && { apiGroups: [group] }),
        ...(resource !== undefined && { resources: [resource] }),
        ...(name !== undefined && { resourceNames: [name] }),
        ...(url !== undefined && { nonResourceURLs: [url] }),
      })
  }
  return [...rules.values()]
}

const quoted = (values: readonly string[]) => `[${values.map((value) => JSON.stringify(value)).join(' ')}]`

function print({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): string {
  const parts = [
    ...(nonResourceURLs ? [`NonResourceURLs:${quoted(nonResourceURLs)}`] : []),
    ...(apiGroups ? [`APIGroups:${quoted(apiGroups)}`] : []),
    ...(resources ? [`Resources:${quoted(resources)}`] : []),
    ...(resourceNames ? [`ResourceNames:${quoted(resourceNames)}`] : []),
    `Verbs:${quoted(verbs)}`,
  ]
  return `{${parts.join(', ')}}`
}
