import type { Json } from '../../apimachinery/object.ts'
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
  const text = JSON.stringify(value)
  if (type === 'apply') return { type, text, force }
  // A value has no fields twice, which is what reading a text with more care would find.
  return { type, value: JSON.parse(text) as Json, strict: [] }
}
