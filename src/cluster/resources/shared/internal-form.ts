import type { Json, JsonObject } from '../../apimachinery/object.ts'

/**
 * The fields of a Go structure, in order: the name in Go, the name in JSON, what an absent one is printed as, and the
 * structure of what is inside. Some messages show values in this form, which the wire otherwise never carries.
 */
export type Shape = readonly (readonly [go: string, json: string, absent: Json, inner?: Shape])[]

/** A value as the real server prints its internal structure: `{"Type":"Odd","RollingUpdate":null}`. */
export function internalForm(value: object, shape: Shape): JsonObject {
  const result: JsonObject = {}
  for (const [go, json, absent, inner] of shape) {
    const field = (value as JsonObject)[json]
    if (field === undefined || field === null) result[go] = absent
    else result[go] = inner ? nested(field, inner) : field
  }
  return result
}

function nested(value: Json, shape: Shape): Json {
  if (Array.isArray(value)) return value.map((item) => nested(item, shape))
  return typeof value === 'object' && value !== null ? internalForm(value, shape) : value
}

/** A map as the real server prints it: keys in order; `null` where there is none. */
export function printedMap<T>(map: Readonly<Record<string, T>> | undefined): Record<string, T> | undefined {
  return map && Object.fromEntries(Object.entries(map).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}
