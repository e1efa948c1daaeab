import { deepClone } from '../../apimachinery/deep.ts'
import type { Json } from '../../apimachinery/object.ts'
import type { Schema } from '../../apimachinery/schema.ts'

/** Fills in what a structure's defaults say, in place; a `null` where none is allowed counts as left out. */
export function applyDefaults(value: Json, schema: Schema): void {
  if (typeof value !== 'object' || value === null || schema.ref) return
  if (Array.isArray(value)) {
    if (schema.items) for (const item of value) applyDefaults(item, schema.items)
    return
  }
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (value[name] === null && !property.nullable) delete value[name]
    if (value[name] === undefined && property.default !== undefined && (property.default !== null || property.nullable))
      value[name] = deepClone(property.default)
    if (value[name] !== undefined) applyDefaults(value[name], property)
  }
  if (!schema.additional) return
  for (const key of Object.keys(value)) {
    if (schema.properties?.[key]) continue
    if (value[key] === null && !schema.additional.nullable && !schema.additional.preserveUnknown) delete value[key]
    else applyDefaults(value[key]!, schema.additional)
  }
}
