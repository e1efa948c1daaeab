import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import { checkQualifiedName, report } from '../../../apimachinery/names.ts'
import type { MatchCondition } from '../../../resources/generated/types.ts'
import type { Environment } from '../../../cel/environment.ts'
import { declaredName, type CelType } from '../../../cel/types.ts'

/** The rule of an expression that must come to one of some types; `errors` stands at it. @returns its type if it compiles */
export function validateExpression(
  text: string,
  environment: Environment,
  wanted: readonly string[],
  errors: FieldErrors,
): CelType | undefined {
  const { program, error } = environment.compile(text)
  if (!program) {
    errors.invalid(text, `compilation failed: ${error}`)
    return undefined
  }
  const name = declaredName(program.type)
  if (wanted.length > 0 && !wanted.includes(name))
    errors.invalid(
      text,
      `must evaluate to ${wanted.length > 1 ? `one of [${wanted.join(' ')}]` : wanted[0]} but got ${name}`,
    )
  return program.type
}

const MOST_CONDITIONS = 64

/** Rules of match conditions. */
export function validateMatchConditions(
  conditions: readonly MatchCondition[] | undefined,
  environment: Environment,
  errors: FieldErrors,
): void {
  const seen = new Set<string>()
  if ((conditions?.length ?? 0) > MOST_CONDITIONS) errors.tooMany(conditions!.length, MOST_CONDITIONS)
  conditions?.forEach(({ name, expression }, index) => {
    const at = errors.at(index)
    if (!expression?.trim()) at.at('expression').required()
    else validateExpression(expression, environment, ['bool'], at.at('expression'))
    if (!name) at.at('name').required()
    else report(at.at('name'), name, checkQualifiedName(name))
    if (name && seen.has(name)) at.at('name').duplicate(name)
    seen.add(name)
  })
}
