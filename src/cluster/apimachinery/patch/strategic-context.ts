import { StatusError } from '../errors.ts'
import type { JsonObject } from '../object.ts'
import type { Definitions, Schema } from '../schema.ts'

/** The structure of the value that a strategic merge is at. */
export interface MergeContext {
  /** Absent below fields that the structure does not know. */
  schema: Schema | undefined
  definitions: Definitions
  /** The definition's name, for messages. */
  name: string
}

/** Merges a patch into an object of the same place. */
export type MergeMaps = (original: JsonObject, patch: JsonObject, context: MergeContext) => JsonObject

/** A malformed patch; the real server reports most of them as its own failure. */
export function patchFailure(message: string): StatusError {
  return new StatusError(500, '', message)
}
