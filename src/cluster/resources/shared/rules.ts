import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { report, type NameRule } from '../../apimachinery/names.ts'

/** Checks a field that must be given and follow a rule. */
export function requireName(value: string | undefined, rule: NameRule, errors: FieldErrors): void {
  if (!value) errors.required()
  else checkName(value, rule, errors)
}

/** Checks a field against a rule; a field that is not given passes. */
export function checkName(value: string | null | undefined, rule: NameRule, errors: FieldErrors): void {
  if (value === undefined || value === null) return
  const problems = rule(value)
  if (problems.length > 0) report(errors, value, problems)
}

/** A text that must not be empty. */
export function requireText(value: string | undefined | null, errors: FieldErrors): void {
  if (!value) errors.required()
}

/** A number of 0 or more; a field that is not given passes. */
export function checkNonNegative(value: number | undefined, errors: FieldErrors): void {
  if (value !== undefined && value < 0) errors.invalid(value, 'must be greater than or equal to 0')
}

/** A number above 0; a field that is not given passes. */
export function checkPositive(value: number | undefined, errors: FieldErrors): void {
  if (value !== undefined && value <= 0) errors.invalid(value, 'must be greater than 0')
}

/** A number within bounds, both allowed; a field that is not given passes. */
export function checkRange(value: number | undefined, least: number, most: number, errors: FieldErrors): void {
  if (value !== undefined && (value < least || value > most))
    errors.invalid(value, `must be between ${least} and ${most}, inclusive`)
}

/** One of a list of words; a field that is not given passes. */
export function checkWord(value: string | undefined, supported: readonly string[], errors: FieldErrors): void {
  if (value !== undefined && !supported.includes(value)) errors.notSupported(value, supported)
}

/** One of a list of words that must be given. */
export function requireWord(value: string | undefined, supported: readonly string[], errors: FieldErrors): void {
  if (!value) errors.required()
  else checkWord(value, supported, errors)
}

/** A number of a port. */
export function checkPort(value: number | undefined, errors: FieldErrors): void {
  checkRange(value, 1, 65_535, errors)
}
