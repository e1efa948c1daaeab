import { isObject } from '#base'
import type { ProtobufMessages } from '../decode/protobuf.ts'
import type { Json } from '../object.ts'
import type { Definitions, Schema } from '../schema.ts'
import type { JsonPatchOperation } from './json-patch.ts'
import type { ParsedPatch } from './parse-patch.ts'

/** What is known of the structures that a text is written by. */
export interface TextStructure {
  schema: Schema
  definitions: Definitions
  /** Field numbers: structures are written in their order. */
  messages: ProtobufMessages
}

/** The parts of a document that a patch has opened; what is inside an absent one was left as it was. */
interface Opened {
  [key: string]: Opened
}

const NOTHING: Opened = Object.freeze({})

/**
 * The result of a JSON or merge patch as the server shows it in errors: what the patch has opened with its keys in order, the rest as the server
 * writes objects, field by field.
 */
export function patchedText(result: Json, patch: ParsedPatch, structure: TextStructure): string {
  const opened = patch.type === 'json' ? openedByOperations(patch.value) : openedByMerge(patch.value)
  return write(result, structure.schema, opened, structure)
}

function openedByMerge(value: Json): Opened {
  if (!isObject(value)) return NOTHING
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, openedByMerge(inner)]))
}

function openedByOperations(operations: Json): Opened {
  const root: Opened = {}
  for (const operation of (operations ?? []) as (JsonPatchOperation | null)[])
    for (const path of [operation?.path, operation?.from]) {
      let at = root
      for (const step of path?.split('/').slice(1, -1) ?? [])
        at = at[step.replaceAll('~1', '/').replaceAll('~0', '~')] ??= {}
    }
  return root
}

function write(value: Json, site: Schema | undefined, opened: Opened | undefined, structure: TextStructure): string {
  const schema = site?.ref ? structure.definitions[site.ref] : site
  if (Array.isArray(value))
    return `[${value.map((item, index) => write(item, schema?.items, opened?.[index], structure)).join(',')}]`
  if (!isObject(value)) return escaped(JSON.stringify(value))
  const order = opened ? undefined : fieldOrder(site?.ref, structure.messages)
  const keys = order ? inOrder(Object.keys(value), order) : Object.keys(value).sort()
  const members = keys.map((key) => {
    const inner = schema?.properties?.[key] ?? schema?.additional
    return `${escaped(JSON.stringify(key))}:${write(value[key]!, inner, opened?.[key], structure)}`
  })
  return `{${members.join(',')}}`
}

function fieldOrder(definition: string | undefined, messages: ProtobufMessages): string[] | undefined {
  const message = definition === undefined ? undefined : messages[definition]
  if (!message) return undefined
  const declared = message.order?.split(',') ?? Object.values(message)
  return declared.flatMap((name) => (name.startsWith('>') ? (fieldOrder(name.slice(1), messages) ?? []) : [name]))
}

function inOrder(keys: string[], order: readonly string[]): string[] {
  const place = (key: string) => {
    const index = order.indexOf(key)
    return index < 0 ? order.length : index
  }
  return keys.sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1))
}

/** Go's encoder keeps its texts harmless within HTML. */
const escaped = (json: string) =>
  json.replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
