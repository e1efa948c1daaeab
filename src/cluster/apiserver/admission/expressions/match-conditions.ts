import type { MatchCondition } from '../../../resources/generated/types.ts'
import type { Environment } from '../../../cel/environment.ts'
import { CelError, type Value } from '../../../cel/values.ts'

/** What match conditions come to: the first that is false wins over those that fail. */
export type ConditionsVerdict = { matches: boolean; error?: undefined } | { matches?: undefined; error: string }

// The most that all conditions of one policy or webhook may cost together.
const BUDGET = 2_500_000

/** Evaluates match conditions. */
export function evaluateConditions(
  conditions: readonly MatchCondition[] | undefined,
  environment: Environment,
  values: Readonly<Record<string, Value>>,
): ConditionsVerdict {
  const errors: string[] = []
  for (const { expression } of conditions ?? []) {
    const { program, error } = environment.compile(expression)
    if (!program) {
      errors.push(`compilation failed: ${error}`)
      continue
    }
    try {
      if (program.evaluate(values, BUDGET) !== true) return { matches: false }
    } catch (failure) {
      if (!(failure instanceof CelError)) throw failure
      errors.push(`expression '${expression}' resulted in error: ${failure.message}`)
    }
  }
  if (errors.length === 0) return { matches: true }
  return { error: errors.length === 1 ? errors[0]! : `[${errors.join(', ')}]` }
}
