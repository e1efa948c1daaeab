import { isObject } from '#base'
import { badRequest } from '../errors.ts'
import type { Json, JsonObject } from '../object.ts'
import { resolve, type Definitions, type Schema } from '../schema.ts'
import { goFormat, goKind } from './go-format.ts'
import { patchFailure, type MergeContext } from './strategic-context.ts'
import { mergeLists } from './strategic-lists.ts'

const DIRECTIVE = '$patch'
const RETAIN_KEYS = '$retainKeys'
const DELETE_FROM = '$deleteFromPrimitiveList/'
const ELEMENT_ORDER = '$setElementOrder/'

/**
 * The result of a strategic merge patch.
 * @param original changed in place.
 * @param schema its structure: what it says of lists and their keys decides how they merge.
 * @param kind what messages call a structure that has no name of its own.
 * @throws StatusError for patches that do not fit; without a reason (500), as the real server's
 * @see https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/
 */
export function strategicMerge(
  original: JsonObject,
  patch: JsonObject,
  schema: Schema,
  definitions: Definitions,
  kind = '',
): JsonObject {
  return mergeMaps(original, patch, { schema: resolve(schema, definitions), definitions, name: nameOf(schema) || kind })
}

const nameOf = ({ ref }: Schema) => ref?.split('.').at(-1) ?? ''

function mergeMaps(original: JsonObject, patch: JsonObject, context: MergeContext): JsonObject {
  if (DIRECTIVE in patch) return replaceOrDelete(patch)
  retainKeys(original, patch)
  const lists = new Set<string>()
  for (const [key, value] of Object.entries(patch)) {
    if (key === RETAIN_KEYS) continue
    if (key.startsWith(DELETE_FROM)) lists.add(key.slice(DELETE_FROM.length))
    else if (key.startsWith(ELEMENT_ORDER)) {
      const field = key.slice(ELEMENT_ORDER.length)
      requireField(context, field)
      lists.add(field)
    } else if (value === null) delete original[key]
    else if (Array.isArray(value) && Array.isArray(original[key])) lists.add(key)
    else mergeValue(original, key, value, context)
  }
  for (const key of lists) mergeList(original, patch, key, context)
  return original
}

function replaceOrDelete(patch: JsonObject): JsonObject {
  const { [DIRECTIVE]: directive, ...rest } = patch
  if (directive === 'replace') return rest
  if (directive === 'delete') return {}
  const shown = typeof directive === 'string' ? directive : `%!s(${goKind(directive!)}=${goFormat(directive!)})`
  throw patchFailure(`unknown patch type: ${shown} in map: ${goFormat(patch)}`)
}

function retainKeys(original: JsonObject, patch: JsonObject): void {
  const kept = patch[RETAIN_KEYS]
  if (kept === undefined) return
  const malformed = badRequest('invalid patch format of retainKeys')
  if (!Array.isArray(kept)) throw malformed
  const keeps = new Set(kept)
  for (const [key, value] of Object.entries(patch))
    if (!key.startsWith('$') && value !== null && !keeps.has(key)) throw malformed
  for (const key of Object.keys(original)) if (!keeps.has(key)) delete original[key]
}

function requireField({ schema, name }: MergeContext, field: string): void {
  if (schema?.properties && !schema.properties[field])
    throw patchFailure(`unable to find api field in struct ${name} for the json field ${JSON.stringify(field)}`)
  if (schema?.additional) throw patchFailure('merging an object in json but data type is not struct, instead is: map')
}

function mergeValue(original: JsonObject, key: string, value: Json, context: MergeContext): void {
  const current = original[key]
  const field = fieldOf(context, key)
  if (current === undefined) {
    const kept = withoutDirectives(value)
    if (kept !== undefined) original[key] = kept
  } else if (isObject(current) && isObject(value)) {
    const replaces = field.schema?.patchStrategy?.includes('replace')
    original[key] = replaces ? (withoutDirectives(value) ?? {}) : mergeMaps(current, value, field)
  } else original[key] = value
}

function mergeList(original: JsonObject, patch: JsonObject, key: string, context: MergeContext): void {
  const current = original[key]
  const changes = patch[key]
  if (changes !== undefined && !(Array.isArray(changes) && Array.isArray(current))) return
  const order = patch[ELEMENT_ORDER + key]
  const removed = patch[DELETE_FROM + key]
  if (order !== undefined && !Array.isArray(order))
    throw patchFailure(`expected a []interface {}, but received a ${goKind(order)}`)
  if (!Array.isArray(current)) return
  original[key] = mergeLists(
    current,
    { changes: changes ?? [], order, removed: Array.isArray(removed) ? removed : [] },
    fieldOf(context, key),
    changes !== undefined,
    mergeMaps,
  )
}

function fieldOf({ schema, definitions }: MergeContext, key: string): MergeContext {
  const field = schema?.properties?.[key] ?? schema?.additional
  return { schema: field && resolve(field, definitions), definitions, name: field ? nameOf(field) : '' }
}

/** What a value adds where nothing was: nulls and what carries `$patch` add nothing. */
function withoutDirectives(value: Json): Json | undefined {
  if (Array.isArray(value)) return value.map(withoutDirectives).filter((item) => item !== undefined)
  if (!isObject(value)) return value
  if (DIRECTIVE in value) return undefined
  const kept: JsonObject = {}
  for (const [key, inner] of Object.entries(value)) {
    const rest = inner === null ? undefined : withoutDirectives(inner)
    if (rest !== undefined) kept[key] = rest
  }
  return kept
}
