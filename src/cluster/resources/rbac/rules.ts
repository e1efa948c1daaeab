import { deepEqual } from '../../apimachinery/deep.ts'
import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkPathSegment, checkSubdomain } from '../../apimachinery/names.ts'
import { validateSelector } from '../../apimachinery/selectors.ts'
import type { Mutable } from '../define-resource.ts'
import type * as types from '../generated/types.ts'
import { checkName, requireName, requireText } from '../shared/rules.ts'

export const RBAC_GROUP = 'rbac.authorization.k8s.io'

type Binding = Pick<types.RoleBinding, 'roleRef' | 'subjects'>

/** Rules of what a role allows; `errors` stands at `rules`. */
export function validatePolicyRules(
  rules: readonly types.PolicyRule[] | null | undefined,
  isNamespaced: boolean,
  errors: FieldErrors,
): void {
  for (const [index, { verbs, nonResourceURLs, apiGroups, resources, resourceNames }] of (rules ?? []).entries()) {
    const at = errors.at(index)
    if (!verbs?.length) at.at('verbs').required('verbs must contain at least one value')
    if (nonResourceURLs?.length) {
      const urls = at.at('nonResourceURLs')
      if (isNamespaced) urls.invalid(nonResourceURLs, 'namespaced rules cannot apply to non-resource URLs')
      if (apiGroups?.length || resources?.length || resourceNames?.length)
        urls.invalid(nonResourceURLs, 'rules cannot apply to both regular resources and non-resource URLs')
      continue
    }
    if (!apiGroups?.length) at.at('apiGroups').required('resource rules must supply at least one api group')
    if (!resources?.length) at.at('resources').required('resource rules must supply at least one resource')
  }
}

/** Rules of a role that is made of others; `errors` stands at `aggregationRule`. */
export function validateAggregation({ clusterRoleSelectors }: types.AggregationRule, errors: FieldErrors): void {
  const at = errors.at('clusterRoleSelectors')
  if (!clusterRoleSelectors?.length)
    at.required('at least one clusterRoleSelector required if aggregationRule is non-nil')
  for (const [index, selector] of (clusterRoleSelectors ?? []).entries()) {
    const before = errors.list.length
    validateSelector(selector, at.at(index))
    // Verbatim: what is wrong in a selector is said twice.
    if (errors.list.length > before) at.at(index).invalid(null, 'invalid label selector.')
  }
}

/** Fills what the author of a binding left out. */
export function defaultBinding(binding: Mutable<Binding>): void {
  const { roleRef, subjects } = binding
  if (roleRef) roleRef.apiGroup ||= RBAC_GROUP
  for (const subject of subjects ?? [])
    if (subject.kind === 'User' || subject.kind === 'Group') subject.apiGroup ||= RBAC_GROUP
}

/** Rules of a binding. @param roles the kinds of roles that it may refer to. */
export function validateBinding(
  { roleRef, subjects }: Binding,
  roles: readonly string[],
  isNamespaced: boolean,
  errors: FieldErrors,
): void {
  const at = errors.at('roleRef')
  if (roleRef.apiGroup !== RBAC_GROUP) at.at('apiGroup').notSupported(roleRef.apiGroup, [RBAC_GROUP])
  if (!roles.includes(roleRef.kind)) at.at('kind').notSupported(roleRef.kind, roles)
  requireName(roleRef.name, checkPathSegment, at.at('name'))
  for (const [index, subject] of (subjects ?? []).entries())
    validateSubject(subject, isNamespaced, errors.at('subjects', index))
}

function validateSubject(
  { kind, name, namespace, apiGroup = '' }: types.RbacSubject,
  isNamespaced: boolean,
  errors: FieldErrors,
): void {
  requireText(name, errors.at('name'))
  if (kind === 'ServiceAccount') {
    if (name) checkName(name, checkSubdomain, errors.at('name'))
    if (apiGroup) errors.at('apiGroup').notSupported(apiGroup, [''])
    if (!isNamespaced) requireText(namespace, errors.at('namespace'))
  } else if (kind === 'User' || kind === 'Group') {
    if (apiGroup !== RBAC_GROUP) errors.at('apiGroup').notSupported(apiGroup, [RBAC_GROUP])
  } else errors.at('kind').notSupported(kind, ['ServiceAccount', 'User', 'Group'])
}

/** What a binding allows stays what it was, so that nobody is given more than was thought. */
export function validateSameRole({ roleRef }: Binding, old: Binding, errors: FieldErrors): void {
  if (deepEqual(roleRef, old.roleRef)) return
  const { apiGroup, kind, name } = roleRef
  errors.at('roleRef').invalid({ APIGroup: apiGroup, Kind: kind, Name: name }, 'cannot change roleRef')
}
