import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import type * as types from '../generated/types.ts'
import { internalForm, type Shape } from '../shared/internal-form.ts'
import { isStandardQuotaResource } from '../shared/resource-names.ts'

const COMPUTE = ['cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory']
const OF_PODS = new Set(['pods', ...COMPUTE])

const isOfClaims = (resource: string) =>
  resource === 'persistentvolumeclaims' ||
  resource === 'requests.storage' ||
  resource.includes('.storageclass.storage.k8s.io/')

/** What each scope can restrict. */
const SCOPES: Readonly<Record<string, (resource: string) => boolean>> = {
  Terminating: (resource) => OF_PODS.has(resource),
  NotTerminating: (resource) => OF_PODS.has(resource),
  BestEffort: (resource) => resource === 'pods',
  NotBestEffort: (resource) => OF_PODS.has(resource),
  PriorityClass: (resource) => OF_PODS.has(resource),
  CrossNamespacePodAffinity: (resource) => OF_PODS.has(resource),
  VolumeAttributesClass: isOfClaims,
}

// Those that either hold or do not.
const PLAIN = new Set(['Terminating', 'NotTerminating', 'BestEffort', 'NotBestEffort', 'CrossNamespacePodAffinity'])

const CONFLICTS = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
] as const

/** Rules of a quota's scopes; `errors` stands at them. */
export function validateScopes({ hard = {}, scopes = [] }: types.ResourceQuotaSpec, errors: FieldErrors): void {
  for (const scope of scopes) {
    if (!Object.hasOwn(SCOPES, scope)) errors.invalid(scopes, 'unsupported scope')
    for (const resource of Object.keys(hard))
      if (isStandardQuotaResource(resource) && !isValid(scope, resource))
        errors.invalid(scopes, 'unsupported scope applied to resource')
  }
  if (hasConflict(scopes)) errors.invalid(scopes, 'conflicting scopes')
}

// A scope that nobody knows restricts nothing.
const isValid = (scope: string, resource: string) => !Object.hasOwn(SCOPES, scope) || SCOPES[scope]!(resource)

const hasConflict = (scopes: readonly string[]) =>
  CONFLICTS.some((pair) => pair.every((scope) => scopes.includes(scope)))

const SELECTOR: Shape = [
  [
    'MatchExpressions',
    'matchExpressions',
    null,
    [
      ['ScopeName', 'scopeName', ''],
      ['Operator', 'operator', ''],
      ['Values', 'values', null],
    ],
  ],
]

const PLAIN_TEXT =
  "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity"

/** Rules of a quota's scope selector; `errors` stands at it. Verbatim: paths lack the index. */
export function validateScopeSelector(
  { hard = {}, scopeSelector }: types.ResourceQuotaSpec,
  errors: FieldErrors,
): void {
  if (!scopeSelector) return
  const at = errors.at('matchExpressions')
  const shown = () => internalForm(scopeSelector, SELECTOR)
  const expressions = scopeSelector.matchExpressions ?? []
  for (const { scopeName, operator, values = [] } of expressions) {
    if (!Object.hasOwn(SCOPES, scopeName)) at.at('scopeName').invalid(scopeName, 'unsupported scope')
    for (const resource of Object.keys(hard))
      if (isStandardQuotaResource(resource) && !isValid(scopeName, resource))
        at.invalid(shown(), 'unsupported scope applied to resource')
    if (PLAIN.has(scopeName) && operator !== 'Exists') at.at('operator').invalid(operator, PLAIN_TEXT)
    validateValues(operator, values, at)
  }
  if (hasConflict(expressions.map(({ scopeName }) => scopeName))) at.invalid(shown(), 'conflicting scopes')
}

function validateValues(operator: string, values: readonly string[], errors: FieldErrors): void {
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0)
      errors.at('values').required("must be at least one value when `operator` is 'In' or 'NotIn' for scope selector")
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0)
      errors
        .at('values')
        .invalid(values, "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector")
  } else errors.at('operator').invalid(operator, 'not a valid selector operator')
}
