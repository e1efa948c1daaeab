import type { Schema } from '../apimachinery/schema.ts'

/** A kind and its structure. */
export interface BodySchema {
  group: string
  version: string
  kind: string
  schema: Schema
  /** Other versions that say the same and are read as this one. */
  alsoRead?: readonly string[]
}
