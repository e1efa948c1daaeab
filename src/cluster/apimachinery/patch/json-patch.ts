import { deepClone, deepEqual } from '../deep.ts'
import { StatusError } from '../errors.ts'
import type { Json, JsonObject } from '../object.ts'

/** One step of a JSON patch, as sent: what is missing shows when it is carried out. */
export interface JsonPatchOperation {
  op?: string
  path?: string
  from?: string
  value?: Json
}

/**
 * The result of a JSON patch, with the leniency of the library that the server uses: `replace` of a missing key adds it, negative
 * indices count from the end.
 * @param document changed in place, also when the patch fails.
 * @throws StatusError Invalid, without a reason, for a patch that does not fit or a test that fails
 * @see https://www.rfc-editor.org/rfc/rfc6902
 */
export function applyJsonPatch(document: Json, operations: readonly (JsonPatchOperation | null)[]): Json {
  let result = document
  for (const operation of operations) result = carryOut(result, operation ?? {})
  return result
}

// The server does not say what is wrong.
const fails = () =>
  new StatusError(422, 'Invalid', 'the server rejected our request due to an error in our request', {})

function carryOut(document: Json, { op, path, from, value = null }: JsonPatchOperation): Json {
  if (path === undefined) throw fails()
  // Verbatim: only an object may take the place of the whole document, and nothing else can be done to it.
  if (path === '' && op === 'replace' && isHolder(value)) return deepClone(value)
  switch (op) {
    case 'add':
      add(find(document, path), deepClone(value))
      break
    case 'remove':
      remove(find(document, path))
      break
    case 'replace':
      replace(find(document, path), deepClone(value))
      break
    case 'move': {
      const source = find(document, from)
      const moved = get(source)
      if (moved === undefined) throw fails()
      remove(source)
      add(find(document, path), moved)
      break
    }
    case 'copy':
      add(find(document, path), deepClone(get(find(document, from)) ?? null))
      break
    case 'test':
      if (!deepEqual(get(find(document, path)) ?? null, value)) throw fails()
      break
    default:
      throw fails()
  }
  return document
}

/** A place in a document: a member of an object or an element of a list. */
interface Place {
  holder: JsonObject | Json[]
  key: string
}

function find(document: Json, path: string | undefined): Place {
  if (path === undefined) throw fails()
  // Verbatim: whatever stands before the first slash is not looked at.
  const [, ...steps] = path.split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  const key = steps.pop()
  if (key === undefined) throw fails()
  let holder: Json | undefined = document
  for (const step of steps) {
    if (!isHolder(holder)) throw fails()
    holder = get({ holder, key: step })
  }
  if (!isHolder(holder)) throw fails()
  return { holder, key }
}

function isHolder(value: Json | undefined): value is JsonObject | Json[] {
  return typeof value === 'object' && value !== null
}

function get({ holder, key }: Place): Json | undefined {
  if (Array.isArray(holder)) return holder[indexIn(holder, key)]
  return Object.hasOwn(holder, key) ? holder[key] : undefined
}

function add({ holder, key }: Place, value: Json): void {
  if (!Array.isArray(holder)) {
    define(holder, key, value)
    return
  }
  if (key === '-') {
    holder.push(value)
    return
  }
  let index = parseIndex(key)
  if (index < 0) index += holder.length + 1
  if (index < 0 || index > holder.length) throw fails()
  holder.splice(index, 0, value)
}

function remove({ holder, key }: Place): void {
  if (Array.isArray(holder)) holder.splice(indexIn(holder, key), 1)
  else if (Object.hasOwn(holder, key)) delete holder[key]
  else throw fails()
}

function replace({ holder, key }: Place, value: Json): void {
  if (Array.isArray(holder)) holder[indexIn(holder, key)] = value
  else define(holder, key, value)
}

function indexIn(list: Json[], key: string): number {
  let index = parseIndex(key)
  if (index < 0) index += list.length
  if (index < 0 || index >= list.length) throw fails()
  return index
}

function parseIndex(key: string): number {
  if (!/^[-+]?\d+$/.test(key)) throw fails()
  return Number(key)
}

function define(object: JsonObject, key: string, value: Json): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true })
  else object[key] = value
}
