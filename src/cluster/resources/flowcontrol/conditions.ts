import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import type * as types from '../generated/types.ts'
import { requireText } from '../shared/rules.ts'

/** Rules of the conditions of kinds of flow control; `errors` stands at the list. */
export function validateFlowConditions(
  conditions: readonly Pick<types.FlowSchemaCondition, 'type'>[] = [],
  errors: FieldErrors,
): void {
  const seen = new Set<string>()
  for (const [index, { type = '' }] of conditions.entries()) {
    const at = errors.at(index, 'type')
    if (seen.has(type)) at.duplicate(type)
    seen.add(type)
    requireText(type, at)
  }
}
