import { isObject } from '#base'
import { deepEqual } from '../../apimachinery/deep.ts'
import { FieldErrors, type FieldError } from '../../apimachinery/field-errors.ts'
import type { Json, JsonObject } from '../../apimachinery/object.ts'
import type { Schema, SchemaConstraints } from '../../apimachinery/schema.ts'
import { translate } from '../../cel/functions/regex.ts'
import { correlateItems } from './correlate.ts'
import { STRING_FORMATS } from './string-formats.ts'

/**
 * The rules of a structure, with the messages of the server's OpenAPI validator.
 * @param old the value before a change: what has not changed may stay wrong.
 */
export function validateValue(value: Json, schema: Schema, errors: FieldErrors, old?: Json): void {
  if (schema.ref || (old !== undefined && deepEqual(value, old))) return
  if (value === null && schema.nullable) return
  const before = errors.list.length
  checkType(value, schema, errors)
  checkCombinations(value, schema, errors)
  const constraints = schema.constraints ?? {}
  if (typeof value === 'string') checkString(value, schema, constraints, errors)
  else if (typeof value === 'number') checkNumber(value, constraints, errors)
  else if (Array.isArray(value)) checkArray(value, schema, constraints, errors, old)
  if (schema.enum?.length && !schema.enum.some((allowed) => deepEqual(allowed, value)))
    errors.notSupported(
      value,
      schema.enum.map((allowed) => (typeof allowed === 'string' ? allowed : JSON.stringify(allowed))),
    )
  const isMismatch = errors.list.length > before && errors.list[before]!.reason === 'FieldValueTypeInvalid'
  if (isObject(value) && !isMismatch) checkObject(value, schema, constraints, errors, old)
}

const named = (errors: FieldErrors) => `${errors.path} in body`

function typeOf(value: Json): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) && Math.abs(value) < 2 ** 63 ? 'integer' : 'number'
  return typeof value
}

function checkType(value: Json, { type, oneOf, format = '' }: Schema, errors: FieldErrors): void {
  if (type === 'string' && typeof value !== 'string' && Object.hasOwn(STRING_FORMATS, format))
    return checkFormatted(value, format, errors)
  const found = typeOf(value)
  const wanted = oneOf ? ['integer', 'string'] : type ? [type] : []
  if (wanted.length === 0 || wanted.includes(found) || (found === 'integer' && type === 'number')) return
  errors.typeInvalid(found, `${named(errors)} must be of type ${wanted.join()}: ${JSON.stringify(found)}`)
}

// Verbatim: where a text has a format, the format alone is asked, which passes lists and calls numbers by their type in Go.
function checkFormatted(value: Json, format: string, errors: FieldErrors): void {
  if (Array.isArray(value)) return
  const shown = typeof value !== 'number' ? '' : Number.isInteger(value) ? 'int64' : 'float64'
  errors.typeInvalid(shown, `${named(errors)} must be of type ${format}: ${JSON.stringify(shown)}`)
}

function checkString(
  value: string,
  { format, type }: Schema,
  constraints: SchemaConstraints,
  errors: FieldErrors,
): void {
  const { maxLength, minLength, pattern } = constraints
  const length = maxLength === undefined && minLength === undefined ? 0 : Array.from(value).length
  if (maxLength !== undefined && length > maxLength) errors.tooLong(maxLength)
  else if (minLength !== undefined && length < minLength)
    errors.invalid(value, `${named(errors)} should be at least ${minLength} chars long`)
  else if (pattern && !regexOf(pattern).test(value)) errors.invalid(value, `${named(errors)} should match '${pattern}'`)
  const known = format && type === 'string' ? STRING_FORMATS[format] : undefined
  if (known && !known(value))
    errors.typeInvalid(value, `${named(errors)} must be of type ${format}: ${JSON.stringify(value)}`)
}

const regexes = new Map<string, RegExp>()

function regexOf(pattern: string): RegExp {
  let regex = regexes.get(pattern)
  if (!regex) regexes.set(pattern, (regex = translate(pattern)))
  return regex
}

// Verbatim: for whole numbers the server cuts the fractions of limits and factors off.
function checkNumber(value: number, constraints: SchemaConstraints, errors: FieldErrors): void {
  const { multipleOf, maximum, minimum, exclusiveMaximum, exclusiveMinimum } = constraints
  if (multipleOf !== undefined) checkMultiple(value, multipleOf, errors)
  const limit = (bound: number) => (Number.isInteger(value) ? Math.trunc(bound) : bound)
  if (maximum !== undefined && (exclusiveMaximum ? value >= limit(maximum) : value > limit(maximum)))
    errors.invalid(
      value,
      `${named(errors)} should be less than ${exclusiveMaximum ? '' : 'or equal to '}${limit(maximum)}`,
    )
  if (minimum !== undefined && (exclusiveMinimum ? value <= limit(minimum) : value < limit(minimum)))
    errors.invalid(
      value,
      `${named(errors)} should be greater than ${exclusiveMinimum ? '' : 'or equal to '}${limit(minimum)}`,
    )
}

function checkMultiple(value: number, factor: number, errors: FieldErrors): void {
  const divisor = Number.isInteger(value) ? Math.trunc(factor) : factor
  if (divisor <= 0) errors.invalid(0, `factor MultipleOf declared for ${errors.path} must be positive: 0`)
  else if (!Number.isInteger(value / divisor))
    errors.invalid(value, `${named(errors)} should be a multiple of ${factor}`)
}

function checkArray(
  value: Json[],
  schema: Schema,
  { minItems, maxItems }: SchemaConstraints,
  errors: FieldErrors,
  old: Json | undefined,
): void {
  const { items } = schema
  if (items) {
    const previous = correlateItems(schema, old)
    value.forEach((item, index) => validateValue(item, items, errors.at(index), previous(item)))
  }
  if (minItems !== undefined && value.length < minItems)
    errors.invalid(value.length, `${named(errors)} should have at least ${minItems} items`)
  if (maxItems !== undefined && value.length > maxItems) errors.tooMany(value.length, maxItems)
}

function checkObject(
  value: JsonObject,
  schema: Schema,
  { minProperties, maxProperties }: SchemaConstraints,
  errors: FieldErrors,
  old: Json | undefined,
): void {
  const count = Object.keys(value).length
  if (minProperties !== undefined && count < minProperties)
    errors.invalid(count, `${named(errors)} should have at least ${minProperties} properties`)
  if (maxProperties !== undefined && count > maxProperties) errors.tooMany(count, maxProperties)
  const before = isObject(old) ? old : undefined
  for (const key of Object.keys(value)) {
    const inner = schema.properties?.[key] ?? schema.additional
    if (inner) validateValue(value[key]!, inner, errors.at(key), before?.[key])
  }
  for (const name of schema.required ?? []) if (value[name] === undefined) errors.at(name).required()
}

/** Errors of whole combinations stand nowhere. */
function combined(errors: FieldErrors, detail: string): void {
  errors.list.push({
    reason: 'FieldValueInvalid',
    field: '<nil>',
    message: `Invalid value: "": ${JSON.stringify(errors.path)} ${detail}`,
  })
}

function checkCombinations(value: Json, { constraints }: Schema, errors: FieldErrors): void {
  if (!constraints) return
  const { anyOf, oneOf, allOf, not } = constraints
  if (anyOf) {
    const results = anyOf.map((option) => attempt(value, option, errors))
    if (!results.some((found) => found.length === 0)) {
      combined(errors, 'must validate at least one schema (anyOf)')
      errors.list.push(...closest(results))
    }
  }
  if (oneOf) {
    const results = oneOf.map((option) => attempt(value, option, errors))
    const valid = results.filter((found) => found.length === 0).length
    if (valid !== 1) {
      const found = valid === 0 ? 'none valid' : `${valid} valid alternatives`
      combined(errors, `must validate one and only one schema (oneOf). Found ${found}`)
      if (valid === 0) errors.list.push(...closest(results))
    }
  }
  if (allOf) {
    const results = allOf.map((part) => attempt(value, part, errors))
    errors.list.push(...results.flat())
    if (results.some((found) => found.length > 0)) combined(errors, 'must validate all the schemas (allOf)')
  }
  if (not && attempt(value, not, errors).length === 0) combined(errors, 'must not validate the schema (not)')
}

function attempt(value: Json, schema: Schema, errors: FieldErrors): FieldError[] {
  const trial = new FieldErrors(errors.path)
  validateValue(value, schema, trial)
  return trial.list
}

/** The errors of the alternative that comes nearest. */
function closest(results: readonly FieldError[][]): FieldError[] {
  return results.reduce((best, found) => (found.length < best.length ? found : best))
}

/** Whether lists hold to their types: sets and maps have no element twice. */
export function validateListTypes(value: Json, schema: Schema, errors: FieldErrors, old?: Json): void {
  if (schema.ref || typeof value !== 'object' || value === null) return
  if (old !== undefined && deepEqual(value, old)) return
  if (!Array.isArray(value)) {
    for (const key of Object.keys(value)) {
      const inner = schema.properties?.[key] ?? schema.additional
      if (inner) validateListTypes(value[key]!, inner, errors.at(key), isObject(old) ? old[key] : undefined)
    }
    return
  }
  const { items = {} } = schema
  const previous = correlateItems(schema, old)
  value.forEach((item, index) => validateListTypes(item, items, errors.at(index), previous(item)))
  if (schema.listType !== 'set' && schema.listType !== 'map') return
  const seen = new Set<string>()
  value.forEach((item, index) => {
    if (schema.listType === 'map' && !isObject(item)) {
      errors.at(index).invalid(item, 'must be an object for an array of list-type map')
      return
    }
    const identity = schema.listType === 'map' ? keysOf(item as JsonObject, schema) : item
    const text = JSON.stringify(identity)
    if (seen.has(text)) errors.at(index).duplicate(identity)
    seen.add(text)
  })
}

function keysOf(item: JsonObject, { listMapKeys = [], items }: Schema): JsonObject {
  const keys: JsonObject = {}
  for (const key of listMapKeys) {
    const value = item[key] ?? items?.properties?.[key]?.default
    if (value !== undefined) keys[key] = value
  }
  return keys
}
