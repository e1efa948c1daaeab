import { isObject } from '#base'
import type { Decoded } from '../decode/decode-typed.ts'
import { DecodeError } from '../decode/decode-typed.ts'
import { checkBase64 } from '../decode/base64.ts'
import { decodePlan, type DecodePlan, type StructPlan } from '../decode/decode-plan.ts'
import { timeError } from '../decode/time-text.ts'
import type { Json, JsonObject } from '../object.ts'
import { parseQuantity, QuantityError } from '../quantity.ts'
import type { Definitions, Schema } from '../schema.ts'
import { goKind } from './go-format.ts'

/**
 * Brings plain maps and lists into a structure, as the server does with the result of a strategic merge patch. Does what
 * `decodeTyped` does, with other words and with the wraps of Go's conversions. The value is changed in place.
 * @throws DecodeError
 */
export function fromUnstructured(value: JsonObject, schema: Schema, definitions: Definitions): Decoded {
  const converter = new Converter()
  return { value: converter.convert(decodePlan(schema, definitions), value, '') ?? {}, strict: converter.strict }
}

class Converter {
  readonly strict: string[] = []

  /** @returns the value to keep; `undefined` for the type's zero value. */
  convert(plan: DecodePlan, value: Json, path: string): Json | undefined {
    if (value === null) return undefined
    switch (plan.kind) {
      case 'struct':
        if (!isObject(value)) throw new DecodeError(`cannot restore struct from: ${goKind(value)}`)
        return this.#struct(plan, value, path)
      case 'list':
        if (!Array.isArray(value)) throw new DecodeError(`cannot restore slice from ${goKind(value)}`)
        return value.map((item, index) => this.convert(plan.element, item, `${path}[${index}]`) ?? zero(plan.element))
      case 'map':
        if (!isObject(value)) throw new DecodeError(`cannot restore map from ${goKind(value)}`)
        for (const [key, item] of Object.entries(value))
          value[key] = this.convert(plan.element, item, `${path}.${key}`) ?? zero(plan.element)
        return value
      default:
        return convertScalar(plan, value)
    }
  }

  #struct(plan: StructPlan, value: JsonObject, path: string): JsonObject {
    for (const key of Object.keys(value)) {
      const inner = path === '' ? key : `${path}.${key}`
      const field = plan.fields.get(key)
      const kept = field && this.convert(field.plan, value[key]!, inner)
      if (!field && !plan.loose) this.strict.push(`unknown field ${JSON.stringify(inner)}`)
      if (kept === undefined) delete value[key]
      else value[key] = kept
    }
    return value
  }
}

function convertScalar(plan: DecodePlan, value: Json): Json {
  switch (plan.kind) {
    case 'string':
      if (typeof value === 'string') return value
      throw new DecodeError(isInteger(value) ? 'cannot convert int64 to string' : 'unrecognized type: string')
    case 'boolean':
      if (typeof value === 'boolean') return value
      throw new DecodeError('unrecognized type: bool')
    case 'integer':
      return integer(value, plan.type)
    case 'float':
      if (typeof value === 'number') return value
      throw new DecodeError('unrecognized type: float64')
    case 'int-or-string':
      if (typeof value === 'string' || isInteger(value)) return value
      throw new DecodeError(`json: cannot unmarshal ${jsonType(value)} into Go value of type int32`)
    case 'bytes':
      return bytes(value)
    case 'quantity':
      return quantity(value)
    case 'time':
    case 'micro-time':
      return time(value, plan.kind)
    default:
      return value
  }
}

function integer(value: Json, type: string): Json {
  if (typeof value !== 'number') throw new DecodeError(`unrecognized type: ${type}`)
  if (!Number.isInteger(value)) throw new DecodeError(`cannot convert float64 to ${type}`)
  // Verbatim: a conversion between Go's integers drops the upper bits.
  return type === 'int32' ? value | 0 : value
}

function bytes(value: Json): Json {
  if (typeof value === 'string') {
    const checked = checkBase64(value)
    if ('canonical' in checked) return checked.canonical
    throw new DecodeError(`error decoding from json: illegal base64 data at input byte ${checked.badAt}`)
  }
  if (!Array.isArray(value)) throw new DecodeError(`cannot restore slice from ${goKind(value)}`)
  return btoa(String.fromCharCode(...value.map((item) => Number(integer(item, 'uint8')) & 255)))
}

function quantity(value: Json): Json {
  try {
    parseQuantity(typeof value === 'string' || typeof value === 'number' ? value : '')
    return value
  } catch (error) {
    if (error instanceof QuantityError) throw new DecodeError(error.message)
    throw error
  }
}

function time(value: Json, kind: 'time' | 'micro-time'): Json {
  if (typeof value !== 'string')
    throw new DecodeError(`json: cannot unmarshal ${jsonType(value)} into Go value of type string`)
  const problem = timeError(value, kind)
  if (problem) throw new DecodeError(problem)
  return value
}

function zero(plan: DecodePlan): Json {
  if (plan.kind === 'string' || plan.kind === 'bytes') return ''
  if (plan.kind === 'boolean') return false
  if (plan.kind === 'struct') return {}
  return plan.kind === 'quantity' ? '0' : plan.kind === 'integer' || plan.kind === 'float' ? 0 : null
}

const isInteger = (value: Json) => typeof value === 'number' && Number.isInteger(value)

function jsonType(value: Json): string {
  if (Array.isArray(value)) return 'array'
  return typeof value === 'boolean' ? 'bool' : value === null ? 'null' : typeof value
}
