import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkQualifiedName, regexError, report } from '../../apimachinery/names.ts'
import type * as types from '../generated/types.ts'
import { checkWord } from './rules.ts'

const STATUSES = ['False', 'True', 'Unknown'] as const
const REASON = '[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?'
const WHOLE_REASON = new RegExp(`^${REASON}$`)
const REASON_TEXT = regexError(
  "a condition reason must start with alphabetic character, optionally followed by a string of alphanumeric characters or '_,:', and must end with an alphanumeric character or '_'",
  REASON,
  'my_name',
  'MY_NAME',
  'MyName',
  'ReasonA,ReasonB',
  'ReasonA:ReasonB',
)
const MAX_REASON_BYTES = 1024
const MAX_MESSAGE_BYTES = 32 * 1024

/** Rules of the conditions that newer kinds report; `errors` stands at the list. */
export function validateConditions(conditions: readonly types.Condition[] = [], errors: FieldErrors): void {
  const seen = new Set<string>()
  for (const [index, condition] of conditions.entries()) {
    const at = errors.at(index)
    if (seen.has(condition.type)) at.at('type').duplicate(condition.type)
    seen.add(condition.type)
    validateCondition(condition, at)
  }
}

function validateCondition(condition: types.Condition, errors: FieldErrors): void {
  const { type, status, observedGeneration, lastTransitionTime, reason } = condition
  const message = (condition as Partial<types.Condition>).message ?? ''
  report(errors.at('type'), type, checkQualifiedName(type))
  checkWord(status ?? '', STATUSES, errors.at('status'))
  if ((observedGeneration ?? 0) < 0)
    errors.at('observedGeneration').invalid(observedGeneration, 'must be greater than or equal to zero')
  if (!lastTransitionTime) errors.at('lastTransitionTime').required()
  if (!reason) errors.at('reason').required()
  else {
    if (!WHOLE_REASON.test(reason)) errors.at('reason').invalid(reason, REASON_TEXT)
    if (reason.length > MAX_REASON_BYTES) errors.at('reason').tooLong(MAX_REASON_BYTES)
  }
  if (message.length > MAX_MESSAGE_BYTES) errors.at('message').tooLong(MAX_MESSAGE_BYTES)
}
