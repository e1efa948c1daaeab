import { decodeTyped, DecodeError } from '../../apimachinery/decode/decode-typed.ts'
import type { Json, JsonObject } from '../../apimachinery/object.ts'
import type { Definitions, Schema } from '../../apimachinery/schema.ts'
import { toWireForm } from '../../resources/schema/wire-form.ts'
import { applyDefaults } from './defaulting.ts'
import { prune } from './prune.ts'

const META: Schema = { ref: 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' }

/**
 * Brings an object of a custom resource into the form in which it is kept, in place: what its structure does not know is dropped, metadata
 * is of its types, defaults are filled in.
 * @returns the fields that were dropped: `unknown field "spec.foo"`.
 * @throws DecodeError for metadata that is none
 */
export function completeCustom(object: JsonObject, schema: Schema, definitions: Definitions): string[] {
  const strict = prune(object, schema).map((path) => `unknown field ${JSON.stringify(path)}`)
  strict.push(...coerceMetadata(object, '', definitions))
  coerceEmbedded(object, schema, '', definitions, strict)
  applyDefaults(object, schema)
  return strict
}

/** Makes `metadata` what it must be. @returns fields that it does not know. */
function coerceMetadata(holder: JsonObject, path: string, definitions: Definitions): string[] {
  if (holder.metadata === undefined || holder.metadata === null) {
    if (path === '') holder.metadata = {}
    else delete holder.metadata
    return []
  }
  const place = path === '' ? 'metadata' : `${path}.metadata`
  const { value, strict } = decodeMetadata(holder.metadata, path === '' ? '' : place, definitions)
  toWireForm(value as JsonObject, definitions[META.ref!]!, definitions)
  holder.metadata = value
  return strict.map((text) => text.replace(/"/, `"${place}.`))
}

function decodeMetadata(metadata: Json, path: string, definitions: Definitions) {
  const shown = path === '' ? '' : `${path}: Invalid value: ${JSON.stringify(metadata)}: `
  try {
    return decodeTyped({ value: metadata }, META, definitions)
  } catch (error) {
    if (error instanceof DecodeError) throw new DecodeError(shown + error.message)
    throw error
  }
}

/** Objects within have metadata, too. */
function coerceEmbedded(value: Json, schema: Schema, path: string, definitions: Definitions, strict: string[]): void {
  if (typeof value !== 'object' || value === null || schema.ref) return
  if (Array.isArray(value)) {
    const { items } = schema
    if (items) value.forEach((item, index) => coerceEmbedded(item, items, `${path}[${index}]`, definitions, strict))
    return
  }
  if (schema.embeddedResource) strict.push(...coerceMetadata(value, path, definitions))
  for (const key of Object.keys(value)) {
    const inner = schema.properties?.[key] ?? schema.additional
    if (inner) coerceEmbedded(value[key]!, inner, path === '' ? key : `${path}.${key}`, definitions, strict)
  }
}
