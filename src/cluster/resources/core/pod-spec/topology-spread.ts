import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import { checkQualifiedName } from '../../../apimachinery/names.ts'
import { validateSelector } from '../../../apimachinery/selectors.ts'
import type * as types from '../../generated/types.ts'
import { checkName, checkWord } from '../../shared/rules.ts'

const ACTIONS = ['DoNotSchedule', 'ScheduleAnyway'] as const
const POLICIES = ['Honor', 'Ignore'] as const

/** Rules of how pods spread over the cluster; `errors` stands at `topologySpreadConstraints`. */
export function validateTopologySpread(
  constraints: readonly types.TopologySpreadConstraint[],
  errors: FieldErrors,
): void {
  for (const [index, constraint] of constraints.entries()) {
    const { maxSkew, topologyKey, whenUnsatisfiable } = constraint
    const at = errors.at(index)
    if (maxSkew <= 0) at.at('maxSkew').invalid(maxSkew, 'must be greater than zero')
    if (!topologyKey) at.at('topologyKey').required('can not be empty')
    if (!ACTIONS.some((action) => action === whenUnsatisfiable))
      at.at('whenUnsatisfiable').notSupported(whenUnsatisfiable, ACTIONS)
    const again = constraints
      .slice(index + 1)
      .some((other) => other.topologyKey === topologyKey && other.whenUnsatisfiable === whenUnsatisfiable)
    if (again) at.at('{topologyKey, whenUnsatisfiable}').duplicate(`{${topologyKey}, ${whenUnsatisfiable}}`)
    validateRest(constraint, at)
  }
}

function validateRest(constraint: types.TopologySpreadConstraint, errors: FieldErrors): void {
  const { minDomains, whenUnsatisfiable, labelSelector, matchLabelKeys = [] } = constraint
  if (minDomains !== undefined) {
    if (minDomains <= 0) errors.at('minDomains').invalid(minDomains, 'must be greater than zero')
    if (whenUnsatisfiable !== 'DoNotSchedule')
      errors
        .at('minDomains')
        .invalid(minDomains, `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable}`)
  }
  checkWord(constraint.nodeAffinityPolicy, POLICIES, errors.at('nodeAffinityPolicy'))
  checkWord(constraint.nodeTaintsPolicy, POLICIES, errors.at('nodeTaintsPolicy'))
  if (matchLabelKeys.length > 0 && !labelSelector)
    errors.at('matchLabelKeys').forbidden('must not be specified when labelSelector is not set')
  else
    for (const [index, key] of matchLabelKeys.entries())
      checkName(key, checkQualifiedName, errors.at('matchLabelKeys', index))
  validateSelector(labelSelector, errors.at('labelSelector'))
}
