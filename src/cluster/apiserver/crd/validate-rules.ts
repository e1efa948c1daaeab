import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import type { Schema, ValidationRule } from '../../apimachinery/schema.ts'
import type { JSONSchemaProps } from '../../resources/generated/types.ts'
import { typeName } from '../../cel/types.ts'
import { objectSchema } from './convert-schema.ts'
import { internalRule } from './internal-versions.ts'
import { RuleCosts } from './rule-costs.ts'
import { pathSteps, ruleEnvironment, usesOldSelf } from './rules.ts'

const REASONS = ['FieldValueDuplicate', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueRequired']

/** Rules of a definition's rules (`x-kubernetes-validations`): they compile, and cost no more than they may. */
export function validateDefinitionRules(props: JSONSchemaProps, errors: FieldErrors): void {
  const costs = new RuleCosts()
  walk(objectSchema(props), errors, costs, 1, true)
  costs.report(errors)
}

/**
 * @param times how often the structure may occur in an object.
 * @param correlated whether what it was before a change can be told.
 */
function walk(schema: Schema, errors: FieldErrors, costs: RuleCosts, times: number, correlated: boolean): void {
  if (schema.ref) return
  schema.constraints?.rules?.forEach((rule, index) =>
    validateRule(rule, schema, errors.at('x-kubernetes-validations', index), costs, times, correlated),
  )
  for (const [name, property] of Object.entries(schema.properties ?? {}))
    walk(property, errors.at('properties').key(name), costs, times, correlated)
  const many = (inner: Schema, keyword: string, stays: boolean) =>
    walk(inner, errors.at(keyword), costs, times * costs.mostElements(schema), correlated && stays)
  if (schema.additional) many(schema.additional, 'additionalProperties', true)
  if (schema.items) many(schema.items, 'items', schema.listType === 'map')
}

function validateRule(
  rule: ValidationRule,
  schema: Schema,
  errors: FieldErrors,
  costs: RuleCosts,
  times: number,
  correlated: boolean,
): void {
  if (!rule.rule?.trim()) {
    errors.at('rule').required('rule is not specified')
    return
  }
  if (rule.message !== undefined && /[\r\n]/.test(rule.message.trim()))
    errors.at('message').invalid(rule.message, 'must not contain line breaks')
  else if (rule.message !== undefined && rule.message.trim() === '')
    errors.at('message').invalid(rule.message, 'message must be non-empty if specified')
  else if (/[\r\n]/.test(rule.rule) && !rule.message && !rule.messageExpression)
    errors.at('message').required('message must be specified if rule contains line breaks')
  if (rule.reason !== undefined && !REASONS.includes(rule.reason))
    errors.at('reason').notSupported(rule.reason, REASONS)
  if (rule.fieldPath !== undefined) validateFieldPath(rule.fieldPath, schema, errors.at('fieldPath'))
  validateExpressions(rule, schema, errors, costs, times, correlated)
}

function validateExpressions(
  rule: ValidationRule,
  schema: Schema,
  errors: FieldErrors,
  costs: RuleCosts,
  times: number,
  correlated: boolean,
): void {
  const environment = ruleEnvironment(schema, rule.optionalOldSelf ?? false)
  const { program, error } = environment.compile(rule.rule)
  const at = errors.at('rule')
  if (!program) {
    at.invalid(internalRule(rule), `compilation failed: ${error}`)
    return
  }
  if (program.type.kind !== 'bool') {
    at.invalid(internalRule(rule), 'cel expression must evaluate to a bool')
    return
  }
  if (usesOldSelf(program) && !correlated) {
    at.invalid(rule.rule, 'oldSelf cannot be used on the uncorrelatable portion of the schema')
    return
  }
  costs.add(program, schema, times, at, 'rule')
  if (rule.messageExpression === undefined) return
  const messageAt = errors.at('messageExpression')
  if (rule.messageExpression.trim() === '') {
    messageAt.required('messageExpression must be non-empty if specified')
    return
  }
  const message = environment.compile(rule.messageExpression)
  if (!message.program) messageAt.invalid(internalRule(rule), `messageExpression compilation failed: ${message.error}`)
  else if (typeName(message.program.type) !== 'string')
    messageAt.invalid(internalRule(rule), 'messageExpression must evaluate to a string')
  else costs.add(message.program, schema, times, messageAt, 'messageExpression')
}

function validateFieldPath(path: string, schema: Schema, errors: FieldErrors): void {
  if (path.trim() === '') {
    errors.invalid(path, 'must be non-empty if specified')
    return
  }
  if (/[\r\n]/.test(path)) {
    errors.invalid(path, 'must not contain line breaks')
    return
  }
  let found: Schema | undefined = schema
  for (const step of pathSteps(path)) found = found?.properties?.[step] ?? found?.additional
  if (!found || !path.startsWith('.') || pathSteps(path).length === 0) errors.invalid(path, 'must be a valid path')
}
