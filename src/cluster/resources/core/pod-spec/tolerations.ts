import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import { checkLabelValue, checkQualifiedName } from '../../../apimachinery/names.ts'
import type * as types from '../../generated/types.ts'
import { internalForm, type Shape } from '../../shared/internal-form.ts'
import { checkName, checkWord } from '../../shared/rules.ts'

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'] as const

/** Rules of the taints that a pod bears; `errors` stands at `tolerations`. */
export function validateTolerations(tolerations: readonly types.Toleration[], errors: FieldErrors): void {
  for (const [index, { key, operator = '', value = '', effect, tolerationSeconds }] of tolerations.entries()) {
    const at = errors.at(index)
    if (key) checkName(key, checkQualifiedName, at.at('key'))
    else if (operator !== 'Exists')
      at.at('operator').invalid(
        operator,
        'operator must be Exists when `key` is empty, which means "match all values and all keys"',
      )
    if (tolerationSeconds !== undefined && effect !== 'NoExecute')
      at.at('effect').invalid(effect ?? '', "effect must be 'NoExecute' when `tolerationSeconds` is set")
    // Verbatim: a wrong value is reported as the operator's.
    if (operator === 'Equal' || operator === '') checkName(value, checkLabelValue, at.at('operator'))
    else if (operator === 'Exists') {
      if (value) at.at('operator').invalid(value, "value must be empty when `operator` is 'Exists'")
    } else if (operator === 'Gt' || operator === 'Lt')
      at.at('operator').notSupported(operator, ['Equal', 'Exists', 'Lt', 'Gt'])
    else at.at('operator').notSupported(operator, ['Equal', 'Exists'])
    checkWord(effect, EFFECTS, at.at('effect'))
  }
}

const TOLERATION: Shape = [
  ['Key', 'key', ''],
  ['Operator', 'operator', ''],
  ['Value', 'value', ''],
  ['Effect', 'effect', ''],
  ['TolerationSeconds', 'tolerationSeconds', null],
]

/** Where each toleration is given once; `errors` stands at the list. */
export function validateUniqueTolerations(tolerations: readonly types.Toleration[], errors: FieldErrors): void {
  const seen = new Set<string>()
  for (const [index, toleration] of tolerations.entries()) {
    const shown = internalForm(toleration, TOLERATION)
    const key = JSON.stringify(shown)
    if (seen.has(key)) errors.at(index).duplicate(shown)
    seen.add(key)
  }
}
