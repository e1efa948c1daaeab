import { DecodeError } from '../decode/decode-typed.ts'
import { StatusError } from '../errors.ts'
import type { JsonObject, KubeObject } from '../object.ts'
import { fromUnstructured } from '../patch/from-unstructured.ts'
import type { Definitions, Schema } from '../schema.ts'
import { describe } from './field-manager.ts'

/**
 * Brings what an apply has merged into the form of a built-in kind.
 * @param merged changed in place.
 * @throws StatusError 500, as the real server's, for values that the kind's types cannot hold
 */
export function convertApplied(merged: JsonObject, schema: Schema, definitions: Definitions): KubeObject {
  try {
    return fromUnstructured(merged, schema, definitions).value as unknown as KubeObject
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    const about = describe(merged)
    const type = about.slice(about.indexOf('; ') + 2)
    throw new StatusError(
      500,
      '',
      `failed to convert new object (${about}) to proper version: unable to convert unstructured object to ${type}: ${error.message}`,
    )
  }
}
