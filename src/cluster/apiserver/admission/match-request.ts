import type { AnyObject } from '../../apimachinery/object.ts'
import type { LabelSelector } from '../../apimachinery/object.ts'
import { selectorOf } from '../../apimachinery/selectors.ts'
import * as kinds from '../../resources/generated/kinds.ts'
import type { NamedRuleWithOperations } from '../../resources/generated/types.ts'
import type { ServedResource } from '../served-resource.ts'
import type { AdmissionAttributes, AdmissionContext } from './admission.ts'

/** Which requests a policy, a binding or a webhook is about. */
export interface RequestMatch {
  rules?: readonly NamedRuleWithOperations[]
  excludedRules?: readonly NamedRuleWithOperations[]
  matchPolicy?: string
  namespaceSelector?: LabelSelector
  objectSelector?: LabelSelector
}

/** @returns the resource in the version that the rules name, `undefined` if the request is none of theirs. */
export function matchRequest(
  match: RequestMatch,
  attributes: AdmissionAttributes,
  context: AdmissionContext,
): ServedResource | undefined {
  const { rules, excludedRules, matchPolicy, namespaceSelector, objectSelector } = match
  const equivalent = matchPolicy !== 'Exact'
  const found = rules ? matchRules(rules, attributes, context, equivalent) : attributes.resource
  if (!found) return undefined
  if (excludedRules && matchRules(excludedRules, attributes, context, equivalent)) return undefined
  if (!matchesNamespace(namespaceSelector, attributes, context)) return undefined
  return matchesObject(objectSelector, attributes) ? found : undefined
}

function matchRules(
  rules: readonly NamedRuleWithOperations[],
  attributes: AdmissionAttributes,
  context: AdmissionContext,
  equivalent: boolean,
): ServedResource | undefined {
  const { resource } = attributes
  if (rules.some((rule) => matchesRule(rule, attributes, resource))) return resource
  if (!equivalent) return undefined
  for (const other of context.versionsOf(resource))
    if (other !== resource && rules.some((rule) => matchesRule(rule, attributes, other))) return other
  return undefined
}

const includes = (list: readonly string[] | undefined, value: string) =>
  list !== undefined && (list.includes('*') || list.includes(value))

function matchesRule(
  { apiGroups, apiVersions, operations, resources = [], resourceNames, scope }: NamedRuleWithOperations,
  { operation, subresource, namespace, name }: AdmissionAttributes,
  { type }: ServedResource,
): boolean {
  if (!includes(operations, operation) || !includes(apiGroups, type.group) || !includes(apiVersions, type.version))
    return false
  // A namespace is within itself as far as requests go, but has cluster scope.
  const namespaced = type.namespaced && namespace !== ''
  if ((scope === 'Namespaced' && !namespaced) || (scope === 'Cluster' && namespaced)) return false
  if (resourceNames?.length && !resourceNames.includes(name)) return false
  return resources.some((pattern) => {
    const [plural, sub = ''] = pattern.split('/') as [string, string?]
    return (plural === '*' || plural === type.plural) && (sub === '*' || sub === subresource)
  })
}

function matchesNamespace(
  selector: LabelSelector | undefined,
  { resource, namespace, operation, object, name }: AdmissionAttributes,
  context: AdmissionContext,
): boolean {
  if (!selector || isEmpty(selector)) return true
  const isNamespace = resource.type.group === '' && resource.type.plural === 'namespaces'
  if (!isNamespace && (!resource.type.namespaced || !namespace)) return true
  const written = isNamespace && (operation === 'CREATE' || operation === 'UPDATE') ? object : undefined
  const found = written ?? context.read(kinds.Namespace, isNamespace ? name : namespace)
  return selectorOf(selector).matches(found?.metadata.labels)
}

function matchesObject(selector: LabelSelector | undefined, { object, oldObject }: AdmissionAttributes): boolean {
  if (!selector || isEmpty(selector)) return true
  const compiled = selectorOf(selector)
  const matches = (candidate: AnyObject | undefined) =>
    candidate !== undefined && compiled.matches(candidate.metadata.labels)
  return matches(object) || matches(oldObject)
}

const isEmpty = ({ matchLabels = {}, matchExpressions = [] }: LabelSelector) =>
  Object.keys(matchLabels).length === 0 && matchExpressions.length === 0
