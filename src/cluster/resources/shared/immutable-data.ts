import type { FieldErrors } from '../../apimachinery/field-errors.ts'

/** What has been made immutable stays so; `errors` stands at the object. */
export function validateImmutable(
  object: { immutable?: boolean },
  old: { immutable?: boolean },
  errors: FieldErrors,
): void {
  if (old.immutable && !object.immutable) errors.at('immutable').forbidden('field is immutable when `immutable` is set')
}
