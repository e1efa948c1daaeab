import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkLabel, checkSubdomain } from '../../apimachinery/names.ts'
import type * as types from '../generated/types.ts'
import { validateMandatorySchema } from './mandatory.ts'
import { checkName, requireName } from '../shared/rules.ts'

const SUBJECTS = ['Group', 'ServiceAccount', 'User'] as const
const METHODS = ['ByNamespace', 'ByUser'] as const
const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'proxy', 'update', 'watch']
const MAX_PRECEDENCE = 10_000

/** Rules of a FlowSchema; `errors` stands at it. */
export function validateFlowSchema(schema: types.FlowSchema, errors: FieldErrors): void {
  const { metadata, spec } = schema
  const at = errors.at('spec')
  const {
    matchingPrecedence: precedence = 0,
    distinguisherMethod,
    priorityLevelConfiguration,
    rules = [],
  } = spec ?? ({} as types.FlowSchemaSpec)
  const precedenceAt = at.at('matchingPrecedence')
  if (precedence <= 0) precedenceAt.invalid(precedence, 'must be a positive value')
  if (precedence > MAX_PRECEDENCE) precedenceAt.invalid(precedence, `must not be greater than ${MAX_PRECEDENCE}`)
  if (precedence === 1 && metadata.name !== 'exempt')
    precedenceAt.invalid(precedence, "only the schema named 'exempt' may have matchingPrecedence 1")
  if (distinguisherMethod && !METHODS.some((known) => known === distinguisherMethod.type))
    at.at('distinguisherMethod', 'type').notSupported({ Type: distinguisherMethod.type }, METHODS)
  const name = priorityLevelConfiguration?.name
  if (!name) at.at('priorityLevelConfiguration', 'name').required('must reference a priority level')
  else checkName(name, checkSubdomain, at.at('priorityLevelConfiguration', 'name'))
  for (const [index, rule] of rules.entries()) validateRule(rule, at.at('rules', index))
  validateMandatorySchema(schema, at)
}

function validateRule(rule: types.PolicyRulesWithSubjects, errors: FieldErrors): void {
  const [subjects, resourceRules, nonResourceRules] = [
    rule.subjects ?? [],
    rule.resourceRules ?? [],
    rule.nonResourceRules ?? [],
  ]
  if (subjects.length === 0) errors.at('subjects').required('subjects must contain at least one value')
  for (const [index, subject] of subjects.entries()) validateSubject(subject, errors.at('subjects', index))
  if (resourceRules.length === 0 && nonResourceRules.length === 0)
    errors.required('at least one of resourceRules and nonResourceRules has to be non-empty')
  for (const [index, of] of resourceRules.entries()) validateResourceRule(of, errors.at('resourceRules', index))
  for (const [index, of] of nonResourceRules.entries())
    validateNonResourceRule(of, errors.at('nonResourceRules', index))
}

const FIELDS = { ServiceAccount: 'serviceAccount', User: 'user', Group: 'group' } as const

function validateSubject(
  subject: NonNullable<types.PolicyRulesWithSubjects['subjects']>[number],
  errors: FieldErrors,
): void {
  const kind = SUBJECTS.find((known) => known === subject.kind)
  if (!kind) return errors.at('kind').notSupported(subject.kind ?? '', SUBJECTS)
  const own = FIELDS[kind]
  if (!subject[own]) errors.at(own).required(`${own} is required when subject kind is '${kind}'`)
  else if (kind === 'ServiceAccount') validateAccount(subject.serviceAccount!, errors.at(own))
  else if (!subject[own].name) errors.at(own, 'name').required()
  for (const [other, field] of Object.entries(FIELDS))
    if (field !== own && subject[field])
      errors.at(field).forbidden(`${field} is forbidden when subject kind is not '${other}'`)
}

function validateAccount({ name, namespace }: types.ServiceAccountSubject, errors: FieldErrors): void {
  if (name !== '*') requireName(name, checkSubdomain, errors.at('name'))
  if (!namespace) errors.at('namespace').required('must specify namespace for service account')
  else checkName(namespace, checkLabel, errors.at('namespace'))
}

function validateVerbs(given: readonly string[] | null | undefined, errors: FieldErrors): void {
  const verbs = given ?? []
  if (verbs.length === 0) errors.required('verbs must contain at least one value')
  else if (verbs.includes('*')) {
    if (verbs.length > 1) errors.invalid(verbs, "if '*' is present, must not specify other verbs")
  } else if (verbs.some((verb) => !VERBS.includes(verb))) errors.notSupported(verbs, VERBS)
}

function validateResourceRule(rule: types.ResourcePolicyRule, errors: FieldErrors): void {
  const { verbs, clusterScope } = rule
  const [apiGroups, resources, namespaces] = [rule.apiGroups ?? [], rule.resources ?? [], rule.namespaces ?? []]
  validateVerbs(verbs, errors.at('verbs'))
  if (apiGroups.length === 0) errors.at('apiGroups').required('resource rules must supply at least one api group')
  else checkLoneStar(apiGroups, 'api groups', errors.at('apiGroups'))
  if (resources.length === 0) errors.at('resources').required('resource rules must supply at least one resource')
  else checkLoneStar(resources, 'resources', errors.at('resources'))
  if (namespaces.length === 0 && !clusterScope)
    errors.at('namespaces').required('resource rules that are not cluster scoped must supply at least one namespace')
  else if (namespaces.includes('*')) checkLoneStar(namespaces, 'namespaces', errors.at('namespaces'))
  else for (const [index, name] of namespaces.entries()) checkName(name, checkNamespace, errors.at('namespaces', index))
}

const checkNamespace = (name: string) =>
  checkLabel(name).map((problem) => `each member of this list must be '*' or a DNS-1123 label; ${problem}`)

function checkLoneStar(list: readonly string[], what: string, errors: FieldErrors): void {
  if (list.includes('*') && list.length > 1) errors.invalid(list, `if '*' is present, must not specify other ${what}`)
}

function validateNonResourceRule(rule: types.NonResourcePolicyRule, errors: FieldErrors): void {
  const { verbs } = rule
  const nonResourceURLs = rule.nonResourceURLs ?? []
  validateVerbs(verbs, errors.at('verbs'))
  const at = errors.at('nonResourceURLs')
  if (nonResourceURLs.length === 0) at.required('nonResourceURLs must contain at least one value')
  else if (nonResourceURLs.includes('*')) {
    if (nonResourceURLs.length > 1)
      at.invalid(nonResourceURLs, "if '*' is present, must not specify other non-resource URLs")
  } else for (const [index, url] of nonResourceURLs.entries()) validateUrl(url, at.at(index))
}

function validateUrl(url: string, errors: FieldErrors): void {
  if (url === '') errors.invalid(url, 'must not be empty')
  else if (!url.startsWith('/')) errors.invalid(url, 'must start with slash')
  else if (url.includes(' ')) errors.invalid(url, 'must not contain white-space')
  else if (url.slice(0, -1).includes('*') || (url.endsWith('*') && !url.endsWith('/*')))
    errors.invalid(url, 'wildcard can only do suffix matching')
  else if (url.includes('//')) errors.invalid(url, 'must not contain double slash')
}
