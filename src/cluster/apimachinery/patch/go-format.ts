import type { Json } from '../object.ts'

/** A value as Go's `%v` prints it: `map[a:[1 2] b:<nil>]`. Some messages of the server show patches so. */
export function goFormat(value: Json): string {
  if (value === null) return '<nil>'
  if (Array.isArray(value)) return `[${value.map(goFormat).join(' ')}]`
  if (typeof value === 'object') {
    const parts = Object.keys(value)
      .sort()
      .map((key) => `${key}:${goFormat(value[key]!)}`)
    return `map[${parts.join(' ')}]`
  }
  return String(value)
}

/** Go's name of a value's type, once JSON has been read into plain maps and lists. */
export function goKind(value: Json): string {
  if (value === null) return 'invalid'
  if (Array.isArray(value)) return 'slice'
  if (typeof value === 'object') return 'map'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'string') return 'string'
  return Number.isInteger(value) ? 'int64' : 'float64'
}

/** The type of a value as Go prints it. */
export function goTypeName(value: Json): string {
  if (value === null) return '<nil>'
  if (Array.isArray(value)) return '[]interface {}'
  if (typeof value === 'object') return 'map[string]interface {}'
  return goKind(value)
}
