import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkPathSegment, report } from '../../apimachinery/names.ts'
import { validateSelector } from '../../apimachinery/selectors.ts'
import type { Mutable } from '../define-resource.ts'
import type { MatchResources, NamedRuleWithOperations } from '../generated/types.ts'
import { checkWord } from '../shared/rules.ts'

const OPERATIONS = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE']
const SCOPES = ['*', 'Cluster', 'Namespaced']
const MATCH_POLICIES = ['Equivalent', 'Exact']

/** Fills in what rules and selectors leave out. */
export function defaultMatch(match: Mutable<MatchResources>): void {
  match.matchPolicy ??= 'Equivalent'
  match.namespaceSelector ??= {}
  match.objectSelector ??= {}
  for (const rule of [...(match.resourceRules ?? []), ...(match.excludeResourceRules ?? [])]) defaultRule(rule)
}

/** A rule without a scope is about all. */
export function defaultRule(rule: Mutable<NamedRuleWithOperations>): void {
  rule.scope ??= '*'
}

/** Rules of what a policy is about. */
export function validateMatch(match: MatchResources, errors: FieldErrors): void {
  checkWord(match.matchPolicy, MATCH_POLICIES, errors.at('matchPolicy'))
  validateSelector(match.namespaceSelector, errors.at('namespaceSelector'))
  validateSelector(match.objectSelector, errors.at('objectSelector'))
  for (const field of ['resourceRules', 'excludeResourceRules'] as const)
    match[field]?.forEach((rule, index) => {
      validateResourceNames(rule.resourceNames, errors.at(field, index, 'resourceNames'))
      validateRule(rule, errors.at(field, index))
    })
}

function validateResourceNames(names: readonly string[] | undefined, errors: FieldErrors): void {
  const seen = new Set<string>()
  names?.forEach((name, index) => {
    report(errors.at(index), name, checkPathSegment(name))
    if (seen.has(name)) errors.at(index).duplicate(name)
    seen.add(name)
  })
}

/** Rules of which requests are meant. */
export function validateRule(rule: NamedRuleWithOperations, errors: FieldErrors): void {
  const { operations = [], apiGroups = [], apiVersions = [], resources = [], scope } = rule
  const list = (
    field: string,
    values: readonly string[],
    what: string,
    each?: (at: FieldErrors, value: string) => void,
  ) => {
    const at = errors.at(field)
    if (values.length === 0) at.required()
    if (values.length > 1 && values.includes('*'))
      at.invalid(values, `if '*' is present, must not specify other ${what}`)
    values.forEach((value, index) => each?.(at.at(index), value))
  }
  list('operations', operations, 'operations', (at, value) => checkWord(value, OPERATIONS, at))
  list('apiGroups', apiGroups, 'API groups')
  list('apiVersions', apiVersions, 'API versions', (at, value) => {
    if (value === '') at.required()
  })
  validateResources(resources, errors.at('resources'))
  checkWord(scope, SCOPES, errors.at('scope'))
}

function validateResources(resources: readonly string[], errors: FieldErrors): void {
  if (resources.length === 0) errors.required()
  if (resources.length > 1 && resources.includes('*/*'))
    errors.invalid(resources, "if '*/*' is present, must not specify other resources")
  // Verbatim: a wildcard only speaks about what comes after it.
  const wild = new Set<string>()
  let named = false
  resources.forEach((resource, index) => {
    const at = errors.at(index)
    if (resource === '') at.required()
    const [name, sub] = resource.split('/') as [string, string?]
    if (sub === undefined) {
      if (name === '*') wild.add(name)
      else if (name !== '') named ||= wild.has('*')
      return
    }
    const covering = [`${name}/*`, `*/${sub}`].find((pattern) => pattern !== resource && wild.has(pattern))
    if (covering) at.invalid(resource, `if '${covering}' is present, must not specify ${resource}`)
    if (name === '*' || sub === '*') wild.add(resource)
  })
  if (named) errors.invalid(resources, "if '*' is present, must not specify other resources without subresources")
}
