import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkQualifiedName, report } from '../../apimachinery/names.ts'
import type * as types from '../generated/types.ts'
import { checkWord } from '../shared/rules.ts'

const MAX_RULES = 20
const MAX_CONDITIONS = 20
const MAX_VALUES = 255
const ACTIONS = ['Count', 'FailIndex', 'FailJob', 'Ignore'] as const
const OPERATORS = ['In', 'NotIn'] as const
const STATUSES = ['False', 'True', 'Unknown'] as const

/** Rules of what a job makes of failed pods; `errors` stands at the policy. */
export function validatePodFailurePolicy(spec: types.JobSpec, errors: FieldErrors): void {
  const rules = spec.podFailurePolicy!.rules ?? []
  if (rules.length > MAX_RULES) errors.at('rules').tooMany(rules.length, MAX_RULES)
  const { containers = [], initContainers = [] } = spec.template.spec ?? {}
  const names = new Set([...(containers ?? []), ...initContainers].map(({ name }) => name))
  for (const [index, rule] of rules.entries())
    validateRule(rule, names, spec.backoffLimitPerIndex !== undefined, errors.at('rules', index))
}

function validateRule(
  { action, onExitCodes, onPodConditions = [] }: types.PodFailurePolicyRule,
  containers: ReadonlySet<string>,
  perIndex: boolean,
  errors: FieldErrors,
): void {
  if (action === 'FailIndex' && !perIndex)
    errors.at('action').invalid(action, 'requires the backoffLimitPerIndex to be set')
  requireListed(action, ACTIONS, errors.at('action'))
  if (onExitCodes) validateExitCodes(onExitCodes, containers, errors.at('onExitCodes'))
  if (onPodConditions.length > 0) validateConditions(onPodConditions, errors.at('onPodConditions'))
  // Verbatim: these stand where the value would be.
  if (onExitCodes && onPodConditions.length > 0)
    verbatimValue(errors, 'specifying both OnExitCodes and OnPodConditions is not supported')
  if (!onExitCodes && onPodConditions.length === 0)
    verbatimValue(errors, 'specifying one of OnExitCodes and OnPodConditions is required')
}

function verbatimValue(errors: FieldErrors, text: string): void {
  errors.list.push({ reason: 'FieldValueInvalid', field: errors.path, message: `Invalid value: ${text}` })
}

// Verbatim: the list is a Go value.
function requireListed(value: string, supported: readonly string[], errors: FieldErrors): void {
  if (value) checkWord(value, supported, errors)
  else errors.required(`valid values: [${supported.map((word) => JSON.stringify(word)).join(' ')}]`)
}

function validateExitCodes(
  { operator, values: list, containerName }: types.PodFailurePolicyOnExitCodesRequirement,
  containers: ReadonlySet<string>,
  errors: FieldErrors,
): void {
  const values = list ?? []
  requireListed(operator, OPERATORS, errors.at('operator'))
  if (containerName !== undefined && !containers.has(containerName))
    errors
      .at('containerName')
      .invalid(containerName, 'must be one of the container or initContainer names in the pod template')
  const at = errors.at('values')
  if (values.length === 0) at.invalid(list, 'at least one value is required')
  else if (values.length > MAX_VALUES) at.tooMany(values.length, MAX_VALUES)
  let isOrdered = true
  const seen = new Set<number>()
  for (const [index, value] of values.entries()) {
    if (operator === 'In' && value === 0) at.at(index).invalid(value, 'must not be 0 for the In operator')
    if (index > 0 && values[index - 1]! > value) isOrdered = false
    if (seen.has(value)) at.at(index).duplicate(value)
    seen.add(value)
  }
  if (!isOrdered) at.invalid(values, 'must be ordered')
}

function validateConditions(
  conditions: readonly types.PodFailurePolicyOnPodConditionsPattern[],
  errors: FieldErrors,
): void {
  if (conditions.length > MAX_CONDITIONS) errors.tooMany(conditions.length, MAX_CONDITIONS)
  for (const [index, { type, status }] of conditions.entries()) {
    report(errors.at(index, 'type'), type, checkQualifiedName(type))
    requireListed(status ?? '', STATUSES, errors.at(index, 'status'))
  }
}
