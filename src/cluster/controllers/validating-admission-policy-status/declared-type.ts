import { resolve, type Definitions, type Schema } from '../../apimachinery/schema.ts'
import { BOOL, DOUBLE, DYN, INT, listOf, mapOf, STRING, textType, type CelType } from '../../cel/types.ts'

/** The type of a built-in kind's objects. @param name what messages call it. */
export function declaredType(schema: Schema, definitions: Definitions, name = 'Object'): CelType {
  return typeOf(schema, definitions, name) ?? DYN
}

/** `undefined` for what expressions cannot look into: such fields are unknown. */
function typeOf(given: Schema, definitions: Definitions, name: string): CelType | undefined {
  const schema = resolve(given, definitions)
  if (schema.oneOf === 'quantity') return undefined
  if (schema.oneOf) return DYN
  switch (schema.type) {
    case 'integer':
      return INT
    case 'number':
      return DOUBLE
    case 'boolean':
      return BOOL
    case 'string':
      return textType(schema.format)
    case 'array': {
      const element = schema.items && typeOf(schema.items, definitions, `${name}.@idx`)
      return element && listOf(element)
    }
    case 'object':
      return objectType(schema, definitions, name)
    default:
      return undefined
  }
}

function objectType(schema: Schema, definitions: Definitions, name: string): CelType | undefined {
  if (schema.additional) {
    const value = typeOf(schema.additional, definitions, `${name}.@elem`)
    return value && mapOf(STRING, value)
  }
  const { properties } = schema
  if (!properties) return DYN
  const known = new Map<string, CelType | undefined>()
  return {
    kind: 'object',
    name,
    // Structures may be within themselves, so fields are looked at when they are asked for.
    field(field) {
      if (!known.has(field)) {
        const property = Object.hasOwn(properties, field) ? properties[field] : undefined
        known.set(field, property && typeOf(property, definitions, `${name}.${field}`))
      }
      return known.get(field)
    },
  }
}
