import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { validateSelector } from '../../apimachinery/selectors.ts'
import { defineResource } from '../define-resource.ts'
import { PodDisruptionBudget } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'
import { validateConditions } from '../shared/conditions.ts'
import { validateAtMostHundredPercent, validateIntOrPercent } from '../shared/int-or-percent.ts'
import { internalForm, type Shape } from '../shared/internal-form.ts'
import { printedSelector } from '../shared/label-selector.ts'
import { checkNonNegative, checkWord } from '../shared/rules.ts'

const POLICIES = ['AlwaysAllow', 'IfHealthyBudget'] as const
const COUNTS = ['disruptionsAllowed', 'currentHealthy', 'desiredHealthy', 'expectedPods'] as const
const SPEC: Shape = [
  ['MinAvailable', 'minAvailable', null],
  ['Selector', 'selector', null],
  ['MaxUnavailable', 'maxUnavailable', null],
  ['UnhealthyPodEvictionPolicy', 'unhealthyPodEvictionPolicy', null],
]

export const podDisruptionBudget = defineResource<types.PodDisruptionBudget>({
  type: PodDisruptionBudget,
  nameRule: 'path-segment',
  unconditionalUpdate: false,
  validate: ({ spec }, errors) => validateSpec(spec ?? {}, errors.at('spec')),
  validateStatusUpdate({ status }, _old, errors) {
    const at = errors.at('status')
    validateConditions(status?.conditions, at.at('conditions'))
    for (const field of COUNTS) checkNonNegative(status?.[field], at.at(field))
  },
  metadataRules: { openFinalizers: true, updateChecks: 'twice' },
  columns: [
    nameColumn,
    { name: 'Min Available', value: ({ spec }) => String(spec?.minAvailable ?? 'N/A') },
    { name: 'Max Unavailable', value: ({ spec }) => String(spec?.maxUnavailable ?? 'N/A') },
    { name: 'Allowed Disruptions', type: 'integer', value: ({ status }) => status?.disruptionsAllowed ?? 0 },
    ageColumn,
  ],
})

function validateSpec(spec: types.PodDisruptionBudgetSpec, errors: FieldErrors): void {
  const { minAvailable, maxUnavailable, selector, unhealthyPodEvictionPolicy } = spec
  if (minAvailable !== undefined && maxUnavailable !== undefined)
    errors.invalid(
      internalForm({ ...spec, selector: printedSelector(selector) }, SPEC),
      'minAvailable and maxUnavailable cannot be both set',
    )
  for (const field of ['minAvailable', 'maxUnavailable'] as const) {
    validateIntOrPercent(spec[field], errors.at(field))
    validateAtMostHundredPercent(spec[field], errors.at(field))
  }
  if (selector) validateSelector(selector, errors.at('selector'))
  checkWord(unhealthyPodEvictionPolicy, POLICIES, errors.at('unhealthyPodEvictionPolicy'))
}
