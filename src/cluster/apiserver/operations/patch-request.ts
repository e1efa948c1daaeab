import { parsePatch, type ParsedPatch } from '../../apimachinery/patch/parse-patch.ts'

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
export function toPatchRequest(type: ParsedPatch['type'] | 'apply', value: unknown, force: boolean): PatchRequest {
  const text = JSON.stringify(value)
  return type === 'apply' ? { type, text, force } : parsePatch(type, text)
}
