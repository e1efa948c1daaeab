import { isObject } from '#base'
import { duplicateFields } from '../decode/duplicates.ts'
import { parseJson, JsonSyntaxError, type JsonNotes } from '../decode/json-text.ts'
import { badRequest, tooLarge } from '../errors.ts'
import type { Json, JsonObject } from '../object.ts'

/** A patch of one of the three types that a document is enough for; server-side apply has its own. */
export interface ParsedPatch {
  type: 'json' | 'merge' | 'strategic'
  value: Json
  /** Duplicate and unknown fields of the patch itself: `duplicate field "data.a"`. */
  strict: string[]
}

const MAX_OPERATIONS = 10_000

/**
 * Reads the body of a patch.
 * @throws StatusError BadRequest, RequestEntityTooLarge
 */
export function parsePatch(type: ParsedPatch['type'], body: string): ParsedPatch {
  // Verbatim: the other two types say what failed to be decoded.
  const refuse = (detail: string) => badRequest(type === 'strategic' ? detail : `error decoding patch: ${detail}`)
  try {
    const { value, notes } = parseJson(body)
    const problem = type === 'json' ? operationsProblem(value) : objectProblem(value)
    if (problem) throw refuse(problem)
    return { type, value, strict: type === 'json' ? strictOperations(value, notes) : duplicateFields(value, notes) }
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw refuse(error.message)
    throw error
  }
}

function objectProblem(value: Json): string | undefined {
  if (value === null || isObject(value)) return undefined
  return `json: cannot unmarshal ${typeName(value)} into Go value of type map[string]interface {}`
}

function operationsProblem(value: Json): string | undefined {
  if (value === null) return undefined
  if (!Array.isArray(value))
    return `json: cannot unmarshal ${typeName(value)} into Go value of type []handlers.jsonPatchOp`
  if (value.length > MAX_OPERATIONS)
    throw tooLarge(
      `Request entity too large: The allowed maximum operations in a JSON patch is ${MAX_OPERATIONS}, got ${value.length}`,
    )
  for (const operation of value) {
    if (operation === null) continue
    if (!isObject(operation))
      return `json: cannot unmarshal ${typeName(operation)} into Go value of type handlers.jsonPatchOp`
    for (const field of ['op', 'path', 'from']) {
      const part = operation[field]
      if (part !== undefined && part !== null && typeof part !== 'string')
        return `json: cannot unmarshal ${typeName(part)} into Go struct field jsonPatchOp.${field} of type string`
    }
  }
  return undefined
}

const OPERATION_FIELDS: ReadonlySet<string> = new Set(['op', 'path', 'from', 'value'])

function strictOperations(value: Json, notes: JsonNotes | undefined): string[] {
  const found = new Set<string>()
  ;((value ?? []) as (JsonObject | null)[]).forEach((operation, index) => {
    if (!operation) return
    const seen = new Set<string>()
    for (const key of notes?.members.get(operation) ?? Object.keys(operation)) {
      const place = JSON.stringify(`[${index}].${key}`)
      if (!OPERATION_FIELDS.has(key)) found.add(`json patch unknown field ${place}`)
      else if (seen.has(key)) found.add(`json patch duplicate field ${place}`)
      seen.add(key)
    }
  })
  return [...found]
}

function typeName(value: Json): string {
  if (Array.isArray(value)) return 'array'
  return typeof value === 'boolean' ? 'bool' : typeof value
}
