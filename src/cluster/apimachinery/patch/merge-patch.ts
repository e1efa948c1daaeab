import type { Json, JsonObject } from '../object.ts'

/**
 * The result of a JSON merge patch.
 * @param target changed in place where it is an object.
 * @see https://www.rfc-editor.org/rfc/rfc7386
 */
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch
  const result: JsonObject = isObject(target) ? target : {}
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key]
    else result[key] = mergePatch(result[key], value)
  }
  return result
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
