import { decodePatched } from '../decode/decode-body.ts'
import type { DecodeBodyOptions, DecodeTarget } from '../decode/decode-body.ts'
import { DecodeError } from '../decode/decode-typed.ts'
import { cloneObject, deepClone } from '../deep.ts'
import { badRequest, invalid, type StatusError } from '../errors.ts'
import { FieldErrors } from '../field-errors.ts'
import type { Json, JsonObject } from '../object.ts'
import { fromUnstructured } from './from-unstructured.ts'
import { goFormat } from './go-format.ts'
import { applyJsonPatch, type JsonPatchOperation } from './json-patch.ts'
import { mergePatch } from './merge-patch.ts'
import type { ParsedPatch } from './parse-patch.ts'
import { patchedText } from './patched-text.ts'
import { strategicMerge } from './strategic-merge.ts'

export interface Patched {
  /** A private copy, decoded; `apiVersion` and `kind` are the target's. */
  object: JsonObject
  /** Unknown and duplicate fields. */
  strict: string[]
  /** The error of fieldValidation Strict, where there is something to complain of. */
  strictError?: StatusError
}

/**
 * Carries out a patch of a built-in kind.
 * @param current unchanged.
 * @throws StatusError for patches that do not fit, or whose result is no object of the kind
 */
export function patchTyped(
  current: JsonObject,
  patch: ParsedPatch,
  target: DecodeTarget,
  options: DecodeBodyOptions,
): Patched {
  const result = patchJson(current, patch, target, options)
  const shown = () => {
    if (patch.type === 'strategic') return goFormat(patch.value)
    // Decoding has changed the first result.
    const { definitions, messages = {} } = options
    return patchedText(patchJson(current, patch, target, options), patch, { ...target, definitions, messages })
  }
  try {
    const { object, strict } =
      patch.type === 'strategic' ? convert(result, target, options) : decodePatched(result, target, options)
    const all = [...new Set([...patch.strict, ...strict])]
    if (all.length === 0) return { object, strict: all }
    return { object, strict: all, strictError: unfit(shown(), `strict decoding error: ${all.join(', ')}`) }
  } catch (error) {
    if (error instanceof DecodeError) throw unfit(shown(), error.message)
    throw error
  }
}

/**
 * The bare result of a patch, before it is decoded.
 * @param current unchanged.
 * @throws StatusError for patches that do not fit
 */
export function patchJson(
  current: JsonObject,
  patch: ParsedPatch,
  { schema, kind }: Pick<DecodeTarget, 'schema'> & Partial<Pick<DecodeTarget, 'kind'>>,
  { definitions }: Pick<DecodeBodyOptions, 'definitions'>,
): Json {
  const copy = patch.type === 'json' ? deepClone(current) : cloneObject(current)
  if (patch.type === 'json') return applyJsonPatch(copy, (patch.value ?? []) as (JsonPatchOperation | null)[])
  if (patch.type === 'strategic')
    return strategicMerge(copy, deepClone(patch.value ?? {}) as JsonObject, schema, definitions, kind)
  // The library takes null for a patch of another type than the document.
  if (patch.value === null) throw badRequest('Invalid JSON Patch')
  return mergePatch(copy, patch.value)
}

function convert(result: Json, target: DecodeTarget, { definitions }: DecodeBodyOptions) {
  const { value, strict } = fromUnstructured(result as JsonObject, target.schema, definitions)
  const object = value as JsonObject
  object.apiVersion = target.group === '' ? target.version : `${target.group}/${target.version}`
  object.kind = target.kind
  return { object, strict }
}

/** The error of a patch whose result is not what the kind allows. */
export function unfit(shown: string, detail: string): StatusError {
  const errors = new FieldErrors('patch')
  errors.invalid(shown, detail)
  // Verbatim: the server names neither kind nor object.
  return invalid({ group: '', kind: '' }, '', errors.list)
}
