import type { Definitions, Schema } from '../schema.ts'
import goTypes from './go-types.json' with { type: 'json' }

/**
 * How Go calls the parts of built-in kinds: decoding errors show it (`Go struct field PodSpec.spec.restartPolicy of type
 * v1.RestartPolicy`), and the OpenAPI documents do not tell. `go-types.json` holds what does not follow from the structure, as a
 * program prints it that decodes wrong values with the published client library: `types` of fields (of the field and of its
 * elements, where both differ), and `embedded` structs, whose names stand in paths.
 */
const { types, embedded } = goTypes as {
  types: Record<string, Record<string, string | string[]>>
  embedded: Record<string, Record<string, string[]>>
}

/** The type of a field of a definition. */
export function fieldType(definition: string, field: string, schema: Schema): string {
  const known = types[definition]?.[field]
  if (known !== undefined) return typeof known === 'string' ? known : known[0]!
  return typeName(schema)
}

/** The type of the elements or values of a field. */
export function elementType(definition: string, field: string, schema: Schema): string {
  const known = types[definition]?.[field]
  if (Array.isArray(known)) return known[1]!
  return typeName(schema.items ?? schema.additional ?? {})
}

/** The structs between a definition and its field, each with a dot behind it. */
export function embedding(definition: string, field: string): string {
  for (const [name, fields] of Object.entries(embedded[definition] ?? {})) if (fields.includes(field)) return `${name}.`
  return ''
}

function typeName(schema: Schema): string {
  if (schema.ref) return schema.ref.split('.').slice(-2).join('.')
  if (schema.items) return `[]${typeName(schema.items)}`
  if (schema.additional) return `map[string]${typeName(schema.additional)}`
  if (schema.type === 'string') return schema.format === 'byte' ? '[]uint8' : 'string'
  if (schema.type === 'boolean') return 'bool'
  if (schema.type === 'integer') return schema.format ?? 'int64'
  return schema.type === 'number' ? 'float64' : 'interface {}'
}

/** The name under which `definitions` holds a structure, or `''`. */
export function definitionName(schema: Schema, definitions: Definitions): string {
  if (schema.ref) return schema.ref
  let names = namesOf.get(definitions)
  if (!names) {
    names = new Map(Object.entries(definitions).map(([name, definition]) => [definition, name]))
    namesOf.set(definitions, names)
  }
  return names.get(schema) ?? ''
}

const namesOf = new WeakMap<Definitions, Map<Schema, string>>()
