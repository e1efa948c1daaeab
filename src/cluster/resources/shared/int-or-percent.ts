import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { regexError } from '../../apimachinery/names.ts'

const PERCENT = /^[0-9]+%$/
const PERCENT_TEXT = regexError(
  "a valid percent string must be a numeric string followed by an ending '%'",
  '[0-9]+%',
  '1%',
  '93%',
)

/** A count of 0 or more, or a percentage. */
export function validateIntOrPercent(value: number | string | undefined, errors: FieldErrors): void {
  if (value === undefined) return
  if (typeof value === 'number') {
    if (value < 0) errors.invalid(value, 'must be greater than or equal to 0')
  } else if (!PERCENT.test(value)) errors.invalid(value, PERCENT_TEXT)
}

/** At most 100 %. */
export function validateAtMostHundredPercent(value: number | string | undefined, errors: FieldErrors): void {
  const percent = percentOf(value)
  if (percent !== undefined && percent > 100) errors.invalid(value, 'must not be greater than 100%')
}

/** The number of a percentage; `undefined` for counts and other texts. */
export function percentOf(value: number | string | undefined): number | undefined {
  return typeof value === 'string' && PERCENT.test(value) ? Number(value.slice(0, -1)) : undefined
}

/** The number before the sign, whatever the unit; 0 for other texts. */
export function plainNumber(value: number | string | undefined): number {
  return typeof value === 'number' ? value : (percentOf(value) ?? 0)
}
