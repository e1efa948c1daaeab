import { isObject } from '#base'
import { deepClone } from '../deep.ts'
import type { Json, JsonObject } from '../object.ts'

/**
 * The result of a JSON merge patch.
 * @param target changed in place where it is an object; it shares nothing with the patch afterwards.
 * @see https://www.rfc-editor.org/rfc/rfc7386
 */
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return deepClone(patch)
  const result: JsonObject = isObject(target) ? target : {}
  for (const [key, value] of Object.entries(patch)) {
    // No field has this name, and setting it would change what the object is.
    if (key === '__proto__') continue
    if (value === null) delete result[key]
    else result[key] = mergePatch(result[key], value)
  }
  return result
}
