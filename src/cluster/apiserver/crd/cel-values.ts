import type { Json, JsonObject } from '../../apimachinery/object.ts'
import type { Schema } from '../../apimachinery/schema.ts'
import { parseDuration, parseTimestamp } from '../../cel/functions/conversions.ts'
import {
  BOOL,
  DOUBLE,
  DYN,
  INT,
  listOf,
  mapOf,
  STRING,
  textType,
  type CelType,
  type ObjectType,
} from '../../cel/types.ts'
import { CelError, fromJson, type Value } from '../../cel/values.ts'

const RESERVED: ReadonlySet<string> = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
)

/** The name by which expressions call a property; `undefined` if there is none. */
export function escapeName(name: string): string | undefined {
  if (RESERVED.has(name)) return `__${name}__`
  const escaped = name.replace(/__|[./-]/g, (part) => ESCAPES[part]!)
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(escaped) ? escaped : undefined
}

const ESCAPES: Readonly<Record<string, string>> = {
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
  __: '__underscores__',
}

const METADATA: Schema = {
  type: 'object',
  properties: { name: { type: 'string' }, generateName: { type: 'string' } },
}

const typeOf = new WeakMap<Schema, CelType>()

/** The type of a structure's values; `undefined` where expressions cannot look into them. */
export function celType(schema: Schema): CelType {
  let type = typeOf.get(schema)
  if (!type) typeOf.set(schema, (type = makeType(schema)))
  return type
}

function makeType(schema: Schema): CelType {
  if (schema.ref) return celType(METADATA)
  if (schema.oneOf) return DYN
  switch (schema.type) {
    case 'string':
      return textType(schema.format)
    case 'integer':
      return INT
    case 'number':
      return DOUBLE
    case 'boolean':
      return BOOL
    case 'array':
      return schema.items ? listOf(celType(schema.items)) : DYN
    case 'object':
      if (schema.additional) return mapOf(STRING, celType(schema.additional))
      return structType(schema)
    default:
      return DYN
  }
}

function structType(schema: Schema): ObjectType {
  const fields = new Map<string, Schema>()
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const escaped = escapeName(name)
    // What has no type of its own cannot be looked at.
    if (escaped && isVisible(property)) fields.set(escaped, property)
  }
  return {
    kind: 'object',
    name: 'object',
    field(name) {
      const property = fields.get(name)
      return property && celType(property)
    },
  }
}

function isVisible(schema: Schema): boolean {
  return schema.ref !== undefined || schema.type !== undefined || schema.oneOf !== undefined
}

/** A value as expressions see it. */
export function celValue(value: Json, schema: Schema): Value {
  if (value === null) return null
  if (schema.ref) return celValue(value, METADATA)
  if (typeof value === 'string') return textValue(value, schema)
  if (typeof value === 'number') return schema.type === 'number' ? value : fromJson(value)
  if (typeof value === 'boolean') return value
  if (Array.isArray(value)) {
    const { items } = schema
    return items ? value.map((item) => celValue(item, items)) : fromJson(value)
  }
  return objectValue(value, schema)
}

function textValue(value: string, { type, format }: Schema): Value {
  if (type !== 'string' || format === undefined) return value
  try {
    switch (format) {
      case 'byte':
        return Uint8Array.from(atob(value), (char) => char.charCodeAt(0))
      case 'duration':
        return parseDuration(value)
      case 'date':
        return parseTimestamp(`${value}T00:00:00Z`)
      case 'date-time':
        return parseTimestamp(value)
      default:
        return value
    }
  } catch (error) {
    // The structure's own rules report texts of another format.
    if (error instanceof CelError || error instanceof DOMException) return value
    throw error
  }
}

function objectValue(value: JsonObject, schema: Schema): Value {
  const result: Record<string, Value> = {}
  for (const key of Object.keys(value)) {
    const property = schema.properties?.[key]
    if (property) {
      const name = escapeName(key)
      if (name) result[name] = celValue(value[key]!, property)
    } else result[key] = schema.additional ? celValue(value[key]!, schema.additional) : fromJson(value[key])
  }
  return result
}
