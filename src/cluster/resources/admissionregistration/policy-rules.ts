import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import {
  checkLabel1035,
  checkPathSegment,
  checkQualifiedName,
  checkSubdomain,
  report,
} from '../../apimachinery/names.ts'
import { validateSelector } from '../../apimachinery/selectors.ts'
import {
  conditionEnvironment,
  conditionEnvironmentWithParams,
} from '../../apiserver/admission/expressions/environment.ts'
import {
  validateExpression,
  validateMatchConditions,
} from '../../apiserver/admission/expressions/validate-expression.ts'
import { declareVariables } from '../../apiserver/admission/policies/compiled-policy.ts'
import type { Environment } from '../../cel/environment.ts'
import { DYN } from '../../cel/types.ts'
import type * as types from '../generated/types.ts'
import { checkWord, requireName } from '../shared/rules.ts'
import { validateMatch } from './match-resources.ts'

type Spec = NonNullable<types.ValidatingAdmissionPolicy['spec']>

const REASONS = ['Forbidden', 'Invalid', 'RequestEntityTooLarge']

/** Rules of a policy. */
export function validatePolicy({ metadata, spec = {} }: types.ValidatingAdmissionPolicy, errors: FieldErrors): void {
  const at = errors.at('spec')
  checkWord(spec.failurePolicy, ['Fail', 'Ignore'], at.at('failurePolicy'))
  if (spec.paramKind) validateParamKind(spec.paramKind, at.at('paramKind'))
  validateConstraints(spec.matchConstraints, at.at('matchConstraints'))
  const environment = validateVariables(spec, at.at('variables'))
  const conditions = spec.paramKind ? conditionEnvironmentWithParams : conditionEnvironment
  validateMatchConditions(spec.matchConditions, conditions, at.at('matchConditions'))
  if (!spec.validations?.length && !spec.auditAnnotations?.length) {
    for (const field of ['validations', 'auditAnnotations'])
      at.at(field).required('validations or auditAnnotations must contain at least one item')
    return
  }
  spec.validations?.forEach((validation, index) =>
    validateValidation(validation, environment, at.at('validations', index)),
  )
  const seen = new Set<string>()
  spec.auditAnnotations?.forEach((annotation, index) => {
    validateAuditAnnotation(metadata.name, annotation, environment, at.at('auditAnnotations', index))
    if (seen.has(annotation.key)) at.at('auditAnnotations', index, 'key').duplicate(annotation.key)
    seen.add(annotation.key)
  })
}

function validateParamKind({ apiVersion, kind }: types.ParamKind, errors: FieldErrors): void {
  if (!apiVersion) errors.at('apiVersion').required()
  else if (apiVersion.split('/').length > 2)
    errors.at('apiVersion').invalid(apiVersion, `unexpected GroupVersion string: ${apiVersion}`)
  else validateGroupVersion(apiVersion, errors.at('apiVersion'))
  const at = errors.at('kind')
  if (!kind) at.required()
  else
    report(
      at,
      kind,
      checkLabel1035(kind.toLowerCase()).map((text) => `may have mixed case, but should otherwise match: ${text}`),
    )
}

function validateGroupVersion(apiVersion: string, errors: FieldErrors): void {
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1)
  const group = apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')))
  if (group !== '') report(errors, group, checkSubdomain(group))
  if (version === '') errors.invalid(apiVersion, 'version must be specified')
  else report(errors, version, checkLabel1035(version))
}

function validateConstraints(constraints: types.MatchResources | undefined, errors: FieldErrors): void {
  if (!constraints) {
    errors.required()
    return
  }
  validateMatch(constraints, errors)
  if (!constraints.resourceRules?.length) errors.at('resourceRules').required()
}

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/
const RESERVED: ReadonlySet<string> = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
)

function validateVariables({ variables, paramKind }: Spec, errors: FieldErrors): Environment {
  const params = paramKind ? DYN : undefined
  return declareVariables(variables, params, ({ name, expression }, environment, index) => {
    const at = errors.at(index)
    if (!name) at.at('name').required('name is not specified')
    else if (!IDENTIFIER.test(name) || RESERVED.has(name)) at.at('name').invalid(name, 'must be a valid CEL identifier')
    if (!expression?.trim()) {
      at.at('expression').required('expression is not specified')
      return undefined
    }
    return validateExpression(expression, environment, [], at.at('expression'))
  })
}

function validateValidation(validation: types.Validation, environment: Environment, errors: FieldErrors): void {
  const { expression, message, messageExpression, reason } = validation
  if (!expression?.trim()) errors.at('expression').required('expression is not specified')
  else validateExpression(expression, environment, ['bool'], errors.at('expression'))
  if (messageExpression) {
    const at = errors.at('messageExpression')
    if (messageExpression.trim() === '') at.invalid(messageExpression, 'must be non-empty if specified')
    else validateExpression(messageExpression, environment, ['string'], at)
  }
  if (message) {
    if (message.trim() === '') errors.at('message').invalid(message, 'must be non-empty if specified')
    else if (/[\r\n]/.test(message)) errors.at('message').invalid(message, 'must not contain line breaks')
  }
  checkWord(reason, REASONS, errors.at('reason'))
}

function validateAuditAnnotation(
  policy: string,
  { key, valueExpression }: types.AuditAnnotation,
  environment: Environment,
  errors: FieldErrors,
): void {
  if (policy) {
    const full = `${policy}/${key}`
    report(errors.at('key'), full, checkQualifiedName(full))
  } else errors.at('key').invalid(key, 'requires metadata.name be non-empty')
  const at = errors.at('valueExpression')
  if (!valueExpression?.trim()) at.required('valueExpression is not specified')
  else validateExpression(valueExpression, environment, ['string', 'null_type'], at)
}

const ACTIONS = ['Audit', 'Deny', 'Warn']

/** Rules of a binding. */
export function validateBinding({ spec = {} }: types.ValidatingAdmissionPolicyBinding, errors: FieldErrors): void {
  const at = errors.at('spec')
  requireName(spec.policyName, checkSubdomain, at.at('policyName'))
  if (spec.paramRef) validateParamRef(spec.paramRef, at.at('paramRef'))
  if (spec.matchResources) validateMatch(spec.matchResources, at.at('matchResources'))
  validateActions(spec.validationActions ?? [], at.at('validationActions'))
}

function validateParamRef(reference: types.ParamRef, errors: FieldErrors): void {
  const { name, selector, parameterNotFoundAction } = reference
  if (name) report(errors.at('name'), name, checkPathSegment(name))
  if (!name && !selector) errors.required('one of name or selector must be specified')
  else if (name && selector)
    for (const field of ['name', 'selector']) errors.at(field).forbidden('name and selector are mutually exclusive')
  if (selector) validateSelector(selector, errors.at('selector'))
  const at = errors.at('parameterNotFoundAction')
  if (!parameterNotFoundAction) at.required()
  else checkWord(parameterNotFoundAction, ['Deny', 'Allow'], at)
}

function validateActions(actions: readonly string[], errors: FieldErrors): void {
  if (actions.length === 0) {
    errors.required('at least one validation action is required')
    return
  }
  const seen = new Set<string>()
  actions.forEach((action, index) => {
    if (!ACTIONS.includes(action)) errors.at(index).notSupported(action, ACTIONS)
    if (seen.has(action)) errors.at(index).duplicate(action)
    seen.add(action)
  })
  if (seen.has('Deny') && seen.has('Warn'))
    errors.invalid(
      actions,
      'must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)',
    )
}
