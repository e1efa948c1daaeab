import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkNonNegative } from './rules.ts'

/** Counts of a status must not be negative; `errors` stands at it. */
export function validateCounts<T>(status: T, fields: readonly (keyof T & string)[], errors: FieldErrors): void {
  for (const field of fields) checkNonNegative(status[field] as number | undefined, errors.at(field))
}

/** No count may exceed another; `errors` stands at the status. */
export function validateAtMost<T>(
  status: T,
  field: keyof T & string,
  most: keyof T & string,
  mostName: string,
  errors: FieldErrors,
): void {
  const value = (status[field] as number | undefined) ?? 0
  if (value > ((status[most] as number | undefined) ?? 0))
    errors.at(field).invalid(value, `cannot be greater than ${mostName}`)
}

/** A count of collisions only grows; `errors` stands at the status. */
export function validateCollisions(
  status: { collisionCount?: number } | undefined,
  before: { collisionCount?: number } | undefined,
  errors: FieldErrors,
): void {
  const [value, old] = [status?.collisionCount, before?.collisionCount]
  if (old !== undefined && (value === undefined || value < old))
    errors.at('collisionCount').invalid(value ?? 0, 'cannot be decremented')
}
