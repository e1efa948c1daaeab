import type { Json, JsonObject } from '../../apimachinery/object.ts'
import type { Schema } from '../../apimachinery/schema.ts'

/**
 * Drops what a structure does not know, in place.
 * @returns the paths that were dropped, in order: `spec.list[0].extra`.
 */
export function prune(object: JsonObject, schema: Schema): string[] {
  const dropped: string[] = []
  pruneValue(object, schema, '', dropped)
  return dropped.sort()
}

function pruneValue(value: Json, schema: Schema, path: string, dropped: string[]): void {
  // Metadata has rules of its own.
  if (schema.ref) return
  if (Array.isArray(value)) {
    if (schema.items)
      for (const [index, item] of value.entries()) pruneValue(item, schema.items, `${path}[${index}]`, dropped)
    return
  }
  if (typeof value !== 'object' || value === null) return
  for (const key of Object.keys(value)) {
    const inner = path === '' ? key : `${path}.${key}`
    const known = schema.properties?.[key] ?? schema.additional
    if (known) pruneValue(value[key]!, known, inner, dropped)
    else if (!schema.preserveUnknown && schema.type !== undefined) {
      delete value[key]
      dropped.push(inner)
    }
  }
}
