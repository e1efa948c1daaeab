import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import { checkLabelValue, checkQualifiedName, checkSubdomain, report } from '../../../apimachinery/names.ts'
import type * as types from '../../generated/types.ts'
import { checkName } from '../../shared/rules.ts'

/**
 * Rules of a selector of nodes; `errors` stands at it.
 * @param areLabels whether values that no label can have are refused
 */
export function validateNodeSelector(
  { nodeSelectorTerms }: types.NodeSelector,
  areLabels: boolean,
  errors: FieldErrors,
): void {
  const at = errors.at('nodeSelectorTerms')
  if (!nodeSelectorTerms?.length) return at.required('must have at least one node selector term')
  for (const [index, term] of nodeSelectorTerms.entries()) validateNodeSelectorTerm(term, areLabels, at.at(index))
}

/** Rules of one term of a selector of nodes; `errors` stands at it. */
export function validateNodeSelectorTerm(
  { matchExpressions = [], matchFields = [] }: types.NodeSelectorTerm,
  areLabels: boolean,
  errors: FieldErrors,
): void {
  for (const [index, requirement] of matchExpressions.entries())
    validateExpression(requirement, areLabels, errors.at('matchExpressions', index))
  for (const [index, requirement] of matchFields.entries()) validateField(requirement, errors.at('matchFields', index))
}

function validateExpression(
  { key, operator, values = [] }: types.NodeSelectorRequirement,
  areLabels: boolean,
  errors: FieldErrors,
): void {
  switch (operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) errors.at('values').required("must be specified when `operator` is 'In' or 'NotIn'")
      break
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0)
        errors.at('values').forbidden("may not be specified when `operator` is 'Exists' or 'DoesNotExist'")
      break
    case 'Gt':
    case 'Lt':
      if (values.length !== 1)
        errors.at('values').required("must be specified single value when `operator` is 'Lt' or 'Gt'")
      break
    default:
      errors.at('operator').invalid(operator, 'not a valid selector operator')
  }
  report(errors.at('key'), key, checkQualifiedName(key))
  if (areLabels)
    for (const [index, value] of values.entries()) checkName(value, checkLabelValue, errors.at('values', index))
}

function validateField({ key, operator, values = [] }: types.NodeSelectorRequirement, errors: FieldErrors): void {
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length !== 1)
      errors.at('values').required("must be only one value when `operator` is 'In' or 'NotIn' for node field selector")
  } else errors.at('operator').invalid(operator, 'not a valid selector operator')
  if (key !== 'metadata.name') return errors.at('key').invalid(key, 'not a valid field selector key')
  for (const [index, value] of values.entries()) checkName(value, checkSubdomain, errors.at('values', index))
}
