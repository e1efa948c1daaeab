import type { CelType } from './types.ts'

/**
 * CEL's values: `bigint` is int, `number` is double; texts, booleans, `null` and byte arrays are themselves; lists are arrays; maps are `Map`s, or plain
 * objects where they come from JSON. The rest are the classes here.
 */
export type Value = unknown

/** The failure of an evaluation; the message is cel-go's. */
export class CelError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'CelError'
  }
}

export class Uint {
  readonly value: bigint

  constructor(value: bigint) {
    if (value < 0n || value > 18_446_744_073_709_551_615n) throw new CelError('unsigned integer overflow')
    this.value = value
  }
}

export class Timestamp {
  /** Since the epoch. */
  readonly nanos: bigint

  constructor(nanos: bigint) {
    if (nanos < MIN_TIME || nanos > MAX_TIME) throw new CelError('timestamp overflow')
    this.nanos = nanos
  }

  /** @param shift minutes east of Greenwich. */
  date(shift = 0): Date {
    return new Date(Number(floorDivide(this.nanos, 1_000_000n)) + shift * 60_000)
  }

  toString(): string {
    const seconds = new Date(Number(floorDivide(this.nanos, 1_000_000_000n)) * 1000).toISOString().slice(0, 19)
    const fraction = ((this.nanos % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n
    const digits = fraction === 0n ? '' : `.${String(fraction).padStart(9, '0').replace(/0+$/, '')}`
    return `${seconds}${digits}Z`
  }
}

const MIN_TIME = -62_135_596_800_000_000_000n
const MAX_TIME = 253_402_300_799_999_999_999n

export class Duration {
  readonly nanos: bigint

  constructor(nanos: bigint) {
    if (nanos > 9_223_372_036_854_775_807n || nanos < -9_223_372_036_854_775_808n)
      throw new CelError('duration overflow')
    this.nanos = nanos
  }

  toString(): string {
    const seconds = Number(this.nanos) / 1e9
    return `${seconds}s`
  }
}

/** @see https://github.com/google/cel-spec/wiki/proposal-246 */
export class Optional {
  static readonly NONE: Optional = new Optional(undefined)
  readonly #value: Value

  constructor(value: Value) {
    this.#value = value
  }

  get hasValue(): boolean {
    return this.#value !== undefined
  }

  /** @throws CelError when there is none. */
  get value(): Value {
    if (this.#value === undefined) throw new CelError('optional.none() dereference')
    return this.#value
  }
}

/** A type as a value: `int`, `type(x)`. */
export class TypeValue {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/** A value of a type that only its own functions look into. */
export abstract class Opaque {
  abstract readonly type: CelType
  abstract equals(other: Opaque): boolean
}

export type MapValue = Map<Value, Value> | { readonly [key: string]: Value }

export function isMap(value: Value): value is MapValue {
  if (typeof value !== 'object' || value === null) return false
  if (value instanceof Map) return true
  const prototype = Object.getPrototypeOf(value) as unknown
  return prototype === Object.prototype || prototype === null
}

/** The value of a key, `undefined` when there is none. */
export function mapGet(map: MapValue, key: Value): Value {
  if (map instanceof Map) return map.get(normalizeKey(key))
  return typeof key === 'string' && Object.hasOwn(map, key) ? map[key] : undefined
}

export function mapEntries(map: MapValue): [Value, Value][] {
  return map instanceof Map ? [...map.entries()] : Object.entries(map)
}

export function mapSize(map: MapValue): number {
  return map instanceof Map ? map.size : Object.keys(map).length
}

/** Whole numbers of all types name the same key. */
export function normalizeKey(key: Value): Value {
  if (key instanceof Uint) return key.value
  return typeof key === 'number' && Number.isInteger(key) ? BigInt(key) : key
}

/** The type's name at run time. */
export function runtimeType(value: Value): string {
  switch (typeof value) {
    case 'bigint':
      return 'int'
    case 'number':
      return 'double'
    case 'string':
      return 'string'
    case 'boolean':
      return 'bool'
    default:
  }
  if (value === null || value === undefined) return 'null_type'
  if (Array.isArray(value)) return 'list'
  if (value instanceof Uint) return 'uint'
  if (value instanceof Uint8Array) return 'bytes'
  if (value instanceof Timestamp) return 'google.protobuf.Timestamp'
  if (value instanceof Duration) return 'google.protobuf.Duration'
  if (value instanceof Optional) return 'optional_type'
  if (value instanceof TypeValue) return 'type'
  if (value instanceof Opaque) return value.type.kind === 'opaque' ? value.type.name : value.type.kind
  return 'map'
}

/** Whether a value is of a type, as far as overloads are told apart. */
export function isOfType(value: Value, type: CelType): boolean {
  switch (type.kind) {
    case 'dyn':
    case 'parameter':
      return true
    case 'int':
      return typeof value === 'bigint'
    case 'double':
      return typeof value === 'number'
    case 'string':
      return typeof value === 'string'
    case 'bool':
      return typeof value === 'boolean'
    case 'null':
      return value === null
    case 'uint':
      return value instanceof Uint
    case 'bytes':
      return value instanceof Uint8Array
    case 'timestamp':
      return value instanceof Timestamp
    case 'duration':
      return value instanceof Duration
    case 'list':
      return Array.isArray(value) && (value.length === 0 || isOfType(value[0], type.element))
    case 'map':
      return isMap(value)
    case 'optional':
      return value instanceof Optional
    case 'type':
      return value instanceof TypeValue
    case 'object':
      return isMap(value)
    case 'opaque':
      return value instanceof Opaque && value.type.kind === 'opaque' && value.type.name === type.name
  }
}

/** The characters of a text, as CEL counts them. */
export function codePoints(text: string): string[] {
  return Array.from(text)
}

/** CEL's equality: numbers by value, lists and maps by their contents, values of other types never. */
export function equals(a: Value, b: Value): boolean {
  if (a === b) return true
  const left = numeric(a)
  if (left !== undefined) {
    const right = numeric(b)
    // oxlint-disable-next-line eqeqeq -- a bigint and a number of the same value
    return right !== undefined && left == right
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => equals(item, b[index]))
  if (a instanceof Timestamp) return b instanceof Timestamp && a.nanos === b.nanos
  if (a instanceof Duration) return b instanceof Duration && a.nanos === b.nanos
  if (a instanceof Uint8Array)
    return b instanceof Uint8Array && a.length === b.length && a.every((byte, index) => byte === b[index])
  if (a instanceof Optional)
    return b instanceof Optional && a.hasValue === b.hasValue && (!a.hasValue || equals(a.value, b.value))
  if (a instanceof TypeValue) return b instanceof TypeValue && a.name === b.name
  if (a instanceof Opaque) return b instanceof Opaque && runtimeType(a) === runtimeType(b) && a.equals(b)
  if (!isMap(a) || !isMap(b) || mapSize(a) !== mapSize(b)) return false
  return mapEntries(a).every(([key, value]) => {
    const other = mapGet(b, key)
    return other !== undefined && equals(value, other)
  })
}

function numeric(value: Value): bigint | number | undefined {
  if (typeof value === 'bigint' || typeof value === 'number') return value
  return value instanceof Uint ? value.value : undefined
}

/** The order of two values. @throws CelError when they have none. */
export function compare(a: Value, b: Value): number {
  const left = numeric(a)
  const right = numeric(b)
  if (left !== undefined && right !== undefined) return left < right ? -1 : left > right ? 1 : 0
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
  if (a instanceof Timestamp && b instanceof Timestamp) return compareBig(a.nanos, b.nanos)
  if (a instanceof Duration && b instanceof Duration) return compareBig(a.nanos, b.nanos)
  if (a instanceof Uint8Array && b instanceof Uint8Array) {
    for (let i = 0; i < a.length && i < b.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!
    return a.length - b.length
  }
  throw noSuchOverload()
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  // By code points, which is not the order of UTF-16 beyond the basic plane.
  const left = codePoints(a)
  const right = codePoints(b)
  for (let i = 0; i < left.length && i < right.length; i++)
    if (left[i] !== right[i]) return left[i]!.codePointAt(0)! - right[i]!.codePointAt(0)!
  return left.length - right.length
}

const compareBig = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0)

export const noSuchOverload = () => new CelError('no such overload')

export function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient
}

/** JSON as CEL sees it where no structure is known: whole numbers are ints. */
export function fromJson(value: unknown): Value {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value
  if (typeof value !== 'object' || value === null) return value ?? null
  if (Array.isArray(value)) return value.map(fromJson)
  const result: Record<string, Value> = {}
  for (const key in value) {
    const inner = (value as Record<string, unknown>)[key]
    if (inner !== undefined) result[key] = fromJson(inner)
  }
  return result
}
