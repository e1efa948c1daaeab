import type { Json } from './object.ts'

/**
 * The structure of a value, as everything in the API server sees it: pruning, strict decoding, patches, server-side
 * apply, defaulting and CEL all read this one form. Built-in kinds come from `resources/generated/definitions.json`,
 * custom resources from their CustomResourceDefinition.
 */
export interface Schema {
  type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean'
  format?: string
  /** A definition's name; `resolve` follows it. Other keywords beside it win over the definition's. */
  ref?: string
  properties?: Readonly<Record<string, Schema>>
  /** The structure of a map's values. */
  additional?: Schema
  items?: Schema
  required?: readonly string[]
  default?: Json
  /**
   * How a property's zero value (`false`, `0`, `''`, `[]`, `{}`) is written. Absent: like a missing one, not at all. `kept`: as it is.
   * `null`: as it is, and a missing one as `null`. Built-in kinds only.
   */
  zero?: 'kept' | 'null'
  enum?: readonly Json[]
  /** For `kubectl explain`; custom resources carry theirs, built-in ones get theirs when asked for. */
  description?: string
  nullable?: boolean
  /** Accepts an integer or a string (`IntOrString`), or a number or a string (`Quantity`). */
  oneOf?: 'int-or-string' | 'quantity'
  /** `x-kubernetes-preserve-unknown-fields`, and objects of no known structure. */
  preserveUnknown?: boolean
  embeddedResource?: boolean
  listType?: 'atomic' | 'set' | 'map'
  listMapKeys?: readonly string[]
  mapType?: 'atomic' | 'granular'
  patchStrategy?: readonly ('merge' | 'replace' | 'retainKeys')[]
  patchMergeKey?: string
  /** Keywords that only custom resources use: limits, patterns, combinations, CEL rules. */
  constraints?: SchemaConstraints
}

export interface SchemaConstraints {
  minimum?: number
  maximum?: number
  exclusiveMinimum?: boolean
  exclusiveMaximum?: boolean
  multipleOf?: number
  minLength?: number
  maxLength?: number
  pattern?: string
  minItems?: number
  maxItems?: number
  uniqueItems?: boolean
  minProperties?: number
  maxProperties?: number
  allOf?: readonly Schema[]
  anyOf?: readonly Schema[]
  oneOf?: readonly Schema[]
  not?: Schema
  /** `x-kubernetes-validations`. */
  rules?: readonly ValidationRule[]
}

/** One entry of `x-kubernetes-validations`. */
export interface ValidationRule {
  rule: string
  message?: string
  messageExpression?: string
  reason?: string
  fieldPath?: string
  optionalOldSelf?: boolean
}

/** Finds a definition by its name, or `undefined`. */
export type Definitions = Readonly<Record<string, Schema>>

/** Follows `ref`; keywords of the referring schema win over the definition's. */
export function resolve(schema: Schema, definitions: Definitions): Schema {
  if (!schema.ref) return schema
  const target = definitions[schema.ref]
  if (!target) throw new Error(`no definition ${schema.ref}`)
  let bySite = merged.get(target)
  if (!bySite) merged.set(target, (bySite = new WeakMap()))
  let result = bySite.get(schema)
  if (!result) {
    const { ref: _ref, ...own } = schema
    result = resolve({ ...target, ...own }, definitions)
    bySite.set(schema, result)
  }
  return result
}

// Each (definition, referring schema) pair is merged once; identity is stable, so that others can cache by schema.
const merged = new WeakMap<Schema, WeakMap<Schema, Schema>>()
