/** A CEL type. Equal types need not be identical, but for the constants here. */
export type CelType =
  | {
      readonly kind: 'bool' | 'int' | 'uint' | 'double' | 'string' | 'bytes' | 'null' | 'timestamp' | 'duration' | 'dyn'
    }
  | { readonly kind: 'list'; readonly element: CelType }
  | { readonly kind: 'map'; readonly key: CelType; readonly value: CelType }
  | { readonly kind: 'optional'; readonly value: CelType }
  | { readonly kind: 'type'; readonly of: CelType }
  | { readonly kind: 'opaque'; readonly name: string }
  | ObjectType
  /** Stands for any one type within a function's signature. */
  | { readonly kind: 'parameter'; readonly name: string }

/** A structure with known fields. */
export interface ObjectType {
  readonly kind: 'object'
  readonly name: string
  field(name: string): CelType | undefined
}

const plain = <K extends string>(kind: K) => Object.freeze({ kind })

export const BOOL: CelType = plain('bool')
export const INT: CelType = plain('int')
export const UINT: CelType = plain('uint')
export const DOUBLE: CelType = plain('double')
export const STRING: CelType = plain('string')
export const BYTES: CelType = plain('bytes')
export const NULL: CelType = plain('null')
export const TIMESTAMP: CelType = plain('timestamp')
export const DURATION: CelType = plain('duration')
export const DYN: CelType = plain('dyn')

export const listOf = (element: CelType): CelType => ({ kind: 'list', element })
export const mapOf = (key: CelType, value: CelType): CelType => ({ kind: 'map', key, value })
export const optionalOf = (value: CelType): CelType => ({ kind: 'optional', value })
export const opaque = (name: string): CelType => ({ kind: 'opaque', name })

/** An object type of fixed fields. */
export function objectOf(name: string, fields: Readonly<Record<string, CelType>>): ObjectType {
  return { kind: 'object', name, field: (field) => (Object.hasOwn(fields, field) ? fields[field] : undefined) }
}

/** As messages show it. */
export function typeName(type: CelType): string {
  switch (type.kind) {
    case 'list':
      return `list(${typeName(type.element)})`
    case 'map':
      return `map(${typeName(type.key)}, ${typeName(type.value)})`
    case 'optional':
      return `optional_type(${typeName(type.value)})`
    case 'type':
      return `type(${typeName(type.of)})`
    case 'opaque':
    case 'object':
    case 'parameter':
      return type.name
    default:
      return type.kind
  }
}

const DECLARED: Readonly<Record<string, string>> = {
  timestamp: 'google.protobuf.Timestamp',
  duration: 'google.protobuf.Duration',
  null: 'null_type',
}

/** As a type that somebody else expects is shown. */
export function declaredName(type: CelType): string {
  if (type.kind === 'list') return `list(${declaredName(type.element)})`
  if (type.kind === 'map') return `map(${declaredName(type.key)}, ${declaredName(type.value)})`
  return DECLARED[type.kind] ?? typeName(type)
}

/** What the parameters of a signature stand for. */
export type Bindings = Map<string, CelType>

/**
 * Whether a value of one type may stand where another is wanted. `dyn` goes everywhere; parameters are bound as they are met.
 */
export function assignable(wanted: CelType, given: CelType, bindings: Bindings): boolean {
  if (wanted.kind === 'parameter') return bind(wanted.name, given, bindings)
  if (given.kind === 'parameter') return bind(given.name, wanted, bindings)
  if (wanted.kind === 'dyn' || given.kind === 'dyn') return true
  if (given.kind === 'null' && NULLABLE.has(wanted.kind)) return true
  switch (wanted.kind) {
    case 'list':
      return given.kind === 'list' && assignable(wanted.element, given.element, bindings)
    case 'map':
      return (
        given.kind === 'map' &&
        assignable(wanted.key, given.key, bindings) &&
        assignable(wanted.value, given.value, bindings)
      )
    case 'optional':
      return given.kind === 'optional' && assignable(wanted.value, given.value, bindings)
    case 'type':
      return given.kind === 'type'
    case 'opaque':
    case 'object':
      return (given.kind === 'opaque' || given.kind === 'object') && given.name === wanted.name
    default:
      return given.kind === wanted.kind
  }
}

// Types whose values may be missing.
const NULLABLE: ReadonlySet<string> = new Set(['object', 'timestamp', 'duration', 'opaque'])

function bind(name: string, given: CelType, bindings: Bindings): boolean {
  const known = bindings.get(name)
  if (!known) {
    bindings.set(name, given)
    return true
  }
  if (known.kind === 'parameter' && known.name === name) return true
  const trial: Bindings = new Map(bindings)
  if (!assignable(known, given, trial)) return false
  // What was known as dyn, or was null, is what is given now.
  if (known.kind === 'null' && given.kind !== 'null') bindings.set(name, given)
  return true
}

/** The type of texts of a format of OpenAPI. */
export function textType(format: string | undefined): CelType {
  if (format === 'byte') return BYTES
  if (format === 'duration') return DURATION
  return format === 'date' || format === 'date-time' ? TIMESTAMP : STRING
}

/** A type with its parameters replaced; unbound ones are anything. */
export function substitute(type: CelType, bindings: Bindings): CelType {
  switch (type.kind) {
    case 'parameter':
      return bindings.get(type.name) ?? DYN
    case 'list':
      return listOf(substitute(type.element, bindings))
    case 'map':
      return mapOf(substitute(type.key, bindings), substitute(type.value, bindings))
    case 'optional':
      return optionalOf(substitute(type.value, bindings))
    case 'type':
      return { kind: 'type', of: substitute(type.of, bindings) }
    default:
      return type
  }
}

/** A type that both fit in: the first where they agree, else `dyn`. */
export function join(a: CelType, b: CelType): CelType {
  if (!assignable(a, b, new Map())) return DYN
  if (a.kind === 'dyn' || b.kind === 'dyn') return DYN
  return a.kind === 'null' ? b : a
}
