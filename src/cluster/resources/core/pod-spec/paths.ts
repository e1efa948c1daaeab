import type { FieldErrors } from '../../../apimachinery/field-errors.ts'

/** A relative path that does not leave its folder. */
export function validateLocalPath(path: string, errors: FieldErrors): void {
  if (path.startsWith('/')) errors.invalid(path, 'must be a relative path')
  validateNoBacksteps(path, errors)
}

/** No component of the path may be `..`. */
export function validateNoBacksteps(path: string, errors: FieldErrors): void {
  if (path.includes('..') && path.split('/').includes('..')) errors.invalid(path, "must not contain '..'")
}

/** As `validateLocalPath`, and the first characters may not be `..`. */
export function validateUnreservedPath(path: string, errors: FieldErrors): void {
  validateLocalPath(path, errors)
  if (path.startsWith('..') && !path.startsWith('../')) errors.invalid(path, "must not start with '..'")
}
