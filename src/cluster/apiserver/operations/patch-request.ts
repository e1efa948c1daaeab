import { setField } from '../../apimachinery/deep.ts'
import type { Json, JsonObject } from '../../apimachinery/object.ts'
import type { ParsedPatch } from '../../apimachinery/patch/parse-patch.ts'

/** A server-side apply. */
export interface ApplyRequest {
  type: 'apply'
  /** YAML, of which JSON is a part. */
  text: string
  /** Takes fields over from others. */
  force: boolean
}

/** A patch as a request carries it. */
export type PatchRequest = ParsedPatch | ApplyRequest

/** The patch that an in-process client hands over as a value. */
export function toPatchRequest(type: ParsedPatch['type'] | 'apply', value: Json, force: boolean): PatchRequest {
  if (type === 'apply') return { type, text: JSON.stringify(value), force }
  // A value has no fields twice, which is what reading a text with more care would find.
  return { type, value: asWritten(value), strict: [] }
}

/** A private copy of what would be read from the value's text: fields that are `undefined` are not written. */
function asWritten(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(asWritten)
  const copy: JsonObject = {}
  for (const key in value) if (value[key] !== undefined) setField(copy, key, asWritten(value[key]))
  return copy
}
