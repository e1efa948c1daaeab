import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import type * as types from '../generated/types.ts'
import { checkNonNegative } from '../shared/rules.ts'
import { indexesOf } from './indexes.ts'

const MAX_RULES = 20

/** Rules of when an indexed job has succeeded; `errors` stands at the policy. */
export function validateSuccessPolicy({ successPolicy, completions = 0 }: types.JobSpec, errors: FieldErrors): void {
  const rules = successPolicy!.rules ?? []
  const at = errors.at('rules')
  if (rules.length === 0) at.required('at least one rules must be specified when the successPolicy is specified')
  if (rules.length > MAX_RULES) at.tooMany(rules.length, MAX_RULES)
  for (const [index, rule] of rules.entries()) validateRule(rule, completions, at.at(index))
}

function validateRule(
  { succeededCount, succeededIndexes }: types.SuccessPolicyRule,
  completions: number,
  errors: FieldErrors,
): void {
  if (succeededCount === undefined && succeededIndexes === undefined)
    errors.required('at least one of succeededCount or succeededIndexes must be specified')
  let total = 0
  if (succeededIndexes !== undefined) {
    const indexes = indexesOf(succeededIndexes, completions)
    if ('problem' in indexes)
      errors.at('succeededIndexes').invalid(succeededIndexes, `error parsing succeededIndexes: ${indexes.problem}`)
    else total = indexes.size
  }
  if (succeededCount === undefined) return
  const at = errors.at('succeededCount')
  checkNonNegative(succeededCount, at)
  if (succeededCount > completions)
    at.invalid(succeededCount, `must be less than or equal to ${completions} (the number of specified completions)`)
  if (succeededIndexes !== undefined && succeededCount > total)
    at.invalid(
      succeededCount,
      `must be less than or equal to ${total} (the number of indexes in the specified succeededIndexes field)`,
    )
}
