import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { Environment } from '../../cel/environment.ts'
import { declaredName, DYN } from '../../cel/types.ts'
import type { DeviceSelector } from '../generated/types.ts'

/** What expressions that choose devices may use. Differs: which fields a device has is not looked at before there is one. */
export const deviceEnvironment = new Environment({ device: DYN })

/** Rules of the expressions that choose devices; `errors` stands at the list. */
export function validateSelectors(selectors: readonly DeviceSelector[] = [], errors: FieldErrors): void {
  for (const [index, { cel }] of selectors.entries()) {
    const at = errors.at(index, 'cel')
    if (cel) validateExpression(cel.expression, at.at('expression'))
    else at.required()
  }
}

function validateExpression(expression: string, errors: FieldErrors): void {
  const { program, error } = deviceEnvironment.compile(expression)
  if (!program) return errors.invalid(expression, `compilation failed: ${error}`)
  const type = declaredName(program.type)
  if (type !== 'bool' && type !== 'dyn')
    errors.invalid(expression, `must evaluate to bool or the unknown type, not ${type}`)
}
