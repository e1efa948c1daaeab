import { isObject } from '#base'
import { parseQuantity, QuantityError } from '../quantity.ts'
import type { Json, JsonObject } from '../object.ts'
import type { Definitions, Schema } from '../schema.ts'
import { checkBase64, isCanonicalBase64 } from './base64.ts'
import { decodePlan, type DecodePlan, type StructPlan } from './decode-plan.ts'
import type { JsonNotes, JsonText } from './json-text.ts'
import { timeError } from './time-text.ts'

/** A value that its type cannot hold; the message is that of the server's decoder. */
export class DecodeError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'DecodeError'
  }
}

/** What came out, without unknown fields; `strict` names them and duplicate ones, in the order of the text. */
export interface Decoded {
  value: Json
  strict: string[]
}

/**
 * Decodes a parsed text into a structure as Go decodes JSON into its types: fields that the structure does not know are dropped and named, wrong
 * types are refused. The value is changed in place.
 * @throws DecodeError
 */
export function decodeTyped(text: JsonText, schema: Schema, definitions: Definitions): Decoded {
  const plan = decodePlan(schema, definitions)
  if (!text.notes && isClean(plan, text.value)) return { value: text.value, strict: [] }
  const decoder = new Decoder(text.notes)
  const value = decoder.decode(plan, text.value, ROOT) ?? {}
  if (decoder.mismatch) throw decoder.mismatch
  return { value, strict: [...decoder.strict] }
}

/** Whether nothing has to be changed or reported; nearly all objects are so, and this is quick. */
function isClean(plan: DecodePlan, value: Json): boolean {
  switch (plan.kind) {
    case 'struct': {
      if (!isObject(value)) return false
      for (const key in value) {
        const field = plan.fields.get(key)
        if (!field) return false
        const inner = value[key]!
        if (inner !== null && !isClean(field.plan, inner)) return false
      }
      return true
    }
    case 'list':
      return Array.isArray(value) && value.every((item) => isClean(plan.element, item))
    case 'map':
      if (!isObject(value)) return false
      for (const key in value) if (!isClean(plan.element, value[key]!)) return false
      return true
    case 'string':
      return typeof value === 'string'
    case 'boolean':
      return typeof value === 'boolean'
    case 'integer':
      return typeof value === 'number' && fits(value, plan.type)
    case 'float':
      return typeof value === 'number'
    case 'int-or-string':
      return typeof value === 'string' || (typeof value === 'number' && fits(value, 'int32'))
    case 'quantity':
      return (typeof value === 'string' || typeof value === 'number') && isQuantity(value)
    case 'bytes':
      return typeof value === 'string' && isCanonicalBase64(value)
    case 'time':
    case 'micro-time':
      return typeof value === 'string' && timeError(value, plan.kind) === undefined
    case 'any':
      return true
    default:
      return false
  }
}

function isQuantity(value: string | number): boolean {
  try {
    parseQuantity(value)
    return true
  } catch {
    // The careful decoder reports it.
    return false
  }
}

/** Where a value stands: `path` for strict errors, `goPath` and `struct` for those of types. */
interface Place {
  path: string
  goPath: string
  struct: string
}

const ROOT: Place = { path: '', goPath: '', struct: '' }

class Decoder {
  readonly strict = new Set<string>()
  /** The first value of a wrong type. Decoding goes on: a malformed text further on takes precedence. */
  mismatch: DecodeError | undefined
  readonly #notes: JsonNotes | undefined

  constructor(notes: JsonNotes | undefined) {
    this.#notes = notes
  }

  /** @returns the value to keep; `undefined` for the type's zero value. */
  decode(plan: DecodePlan, value: Json, place: Place, spelling?: string): Json | undefined {
    if (value === null) return plan.kind === 'any' ? null : undefined
    switch (plan.kind) {
      case 'struct':
        return isObject(value) ? this.#struct(plan, value, place) : this.#wrong(value, plan.type, place)
      case 'list':
        return Array.isArray(value) ? this.#list(plan.element, value, place) : this.#wrong(value, plan.type, place)
      case 'map':
        return isObject(value) ? this.#map(plan.element, value, place) : this.#wrong(value, plan.type, place)
      case 'string':
        return typeof value === 'string' ? value : this.#wrong(value, plan.type, place)
      case 'boolean':
        return typeof value === 'boolean' ? value : this.#wrong(value, plan.type, place)
      case 'bytes':
        return typeof value === 'string' ? this.#bytes(value) : this.#wrong(value, plan.type, place)
      case 'float':
        return typeof value === 'number' ? value : this.#wrong(value, plan.type, place)
      case 'integer':
        return this.#integer(plan.type, value, place, spelling)
      case 'int-or-string':
        return typeof value === 'string' ? value : this.#integer('int32', value, place, spelling, true)
      case 'quantity':
        return quantity(value, spelling)
      case 'time':
      case 'micro-time':
        return this.#time(plan.kind, value, place)
      case 'any':
        return value
      default:
        return this.#schema(plan.kind, plan.inner!, value, place)
    }
  }

  #struct(plan: StructPlan, value: JsonObject, place: Place): JsonObject {
    const members = this.#notes?.members.get(value)
    const numbers = this.#notes?.numbers.get(value)
    const seen = new Set<string>()
    for (const key of members ?? Object.keys(value)) {
      const path = place.path === '' ? key : `${place.path}.${key}`
      const field = plan.fields.get(key)
      if (!field) {
        if (!plan.loose) this.strict.add(`unknown field ${JSON.stringify(path)}`)
        delete value[key]
        continue
      }
      if (seen.has(key)) {
        this.strict.add(`duplicate field ${JSON.stringify(path)}`)
        continue
      }
      seen.add(key)
      const goPath = place.goPath === '' ? field.goPath : `${place.goPath}.${field.goPath}`
      const inner = this.decode(field.plan, value[key]!, { path, goPath, struct: plan.name }, numbers?.get(key))
      if (inner === undefined) delete value[key]
      else value[key] = inner
    }
    return value
  }

  #list(element: DecodePlan, value: Json[], place: Place): Json[] {
    const numbers = this.#notes?.numbers.get(value)
    for (let index = 0; index < value.length; index++) {
      const at = { ...place, path: `${place.path}[${index}]` }
      value[index] = this.decode(element, value[index]!, at, numbers?.get(index)) ?? zero(element)
    }
    return value
  }

  #map(element: DecodePlan, value: JsonObject, place: Place): JsonObject {
    const numbers = this.#notes?.numbers.get(value)
    const seen = new Set<string>()
    for (const key of this.#notes?.members.get(value) ?? Object.keys(value)) {
      const path = `${place.path}.${key}`
      if (seen.has(key)) {
        this.strict.add(`duplicate field ${JSON.stringify(path)}`)
        continue
      }
      seen.add(key)
      const inner = this.decode(element, value[key]!, { ...place, path }, numbers?.get(key)) ?? zero(element)
      if (inner !== value[key]) value[key] = inner
    }
    return value
  }

  #integer(type: string, value: Json, place: Place, spelling?: string, named = false): Json | undefined {
    if (typeof value !== 'number') return this.#wrong(value, type, place, named)
    if (spelling === undefined ? fits(value, type) : INTEGER.test(spelling) && fits(value, type)) return value
    this.#mismatched(`number ${spelling ?? value}`, type, place)
    return undefined
  }

  #bytes(value: string): Json | undefined {
    const checked = checkBase64(value)
    if ('canonical' in checked) return checked.canonical
    this.mismatch ??= new DecodeError(`illegal base64 data at input byte ${checked.badAt}`)
    return undefined
  }

  #time(kind: 'time' | 'micro-time', value: Json, place: Place): Json | undefined {
    if (typeof value !== 'string') return this.#wrong(value, 'string', place, true)
    const problem = timeError(value, kind)
    if (problem) throw new DecodeError(problem)
    return value
  }

  /** Parts of a CustomResourceDefinition's schema that are of one type or another. */
  #schema(kind: string, inner: StructPlan, value: Json, place: Place): Json | undefined {
    if (isObject(value)) return this.decode(inner, value, place)
    if (Array.isArray(value)) {
      if (kind === 'schema-or-list') return this.#list(inner, value, place)
      if (kind === 'schema-or-strings') return value
    }
    if (kind !== 'bool-or-schema') return undefined
    if (typeof value !== 'boolean') throw new DecodeError('boolean or JSON schema expected')
    return value
  }

  #wrong(value: Json, type: string, place: Place, aborts = false): undefined {
    this.#mismatched(typeName(value), type, place, aborts)
  }

  #mismatched(what: string, type: string, { struct, goPath }: Place, aborts = false): void {
    const target = struct === '' ? 'Go value' : `Go struct field ${struct}.${goPath}`
    const error = new DecodeError(`json: cannot unmarshal ${what} into ${target} of type ${type}`)
    // A type that decodes itself ends the decoding.
    if (aborts) throw error
    this.mismatch ??= error
  }
}

const INTEGER = /^-?\d+$/

function quantity(value: Json, spelling?: string): Json {
  try {
    if (typeof value !== 'string' && typeof value !== 'number') throw new QuantityError(WRONG_QUANTITY)
    if (typeof value === 'number' && spelling !== undefined) {
      parseQuantity(spelling)
      return spelling
    }
    parseQuantity(value)
    return value
  } catch (error) {
    if (error instanceof QuantityError) throw new DecodeError(error.message)
    throw error
  }
}

const WRONG_QUANTITY = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"

/** What a `null` among the elements of a list or the values of a map becomes. */
function zero(plan: DecodePlan): Json {
  switch (plan.kind) {
    case 'string':
    case 'bytes':
      return ''
    case 'boolean':
      return false
    case 'integer':
    case 'float':
    case 'int-or-string':
      return 0
    case 'quantity':
      return '0'
    case 'struct':
      return {}
    default:
      return null
  }
}

function fits(value: number, type: string): boolean {
  if (!Number.isInteger(value)) return false
  if (type === 'int32') return value >= -2_147_483_648 && value <= 2_147_483_647
  return value >= -9_223_372_036_854_775_808 && value < 9_223_372_036_854_775_808
}

function typeName(value: Json): string {
  if (Array.isArray(value)) return 'array'
  return typeof value === 'boolean' ? 'bool' : typeof value
}
