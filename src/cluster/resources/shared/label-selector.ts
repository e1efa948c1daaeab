import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkLabelValue, checkQualifiedName, report, validateLabels } from '../../apimachinery/names.ts'
import type { LabelSelector, LabelSelectorRequirement } from '../../apimachinery/object.ts'

/** Rules of a label selector; `errors` stands at it. */
export function validateLabelSelector(selector: LabelSelector | undefined, errors: FieldErrors): void {
  if (!selector) return
  if (selector.matchLabels) validateLabels(selector.matchLabels, errors.at('matchLabels'))
  for (const [index, requirement] of (selector.matchExpressions ?? []).entries())
    validateRequirement(requirement, errors.at('matchExpressions', index))
}

function validateRequirement({ key, operator, values = [] }: LabelSelectorRequirement, errors: FieldErrors): void {
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) errors.at('values').required("must be specified when `operator` is 'In' or 'NotIn'")
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0)
      errors.at('values').forbidden("may not be specified when `operator` is 'Exists' or 'DoesNotExist'")
  } else errors.at('operator').invalid(operator, 'not a valid selector operator')
  report(errors.at('key'), key, checkQualifiedName(key))
  for (const [index, value] of values.entries()) {
    const problems = checkLabelValue(value)
    if (problems.length > 0) report(errors.at('values', index), value, problems)
  }
}

/** Whether the selector's expressions can be evaluated at all. */
export function isUsableSelector({ matchExpressions = [] }: LabelSelector): boolean {
  return matchExpressions.every(({ key, operator, values = [] }) => {
    if (checkQualifiedName(key).length > 0) return false
    if (operator === 'In' || operator === 'NotIn') return values.length > 0
    return (operator === 'Exists' || operator === 'DoesNotExist') && values.length === 0
  })
}
