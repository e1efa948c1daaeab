import { declare } from '../functions.ts'
import {
  CelError,
  compare,
  Duration,
  equals,
  isMap,
  mapGet,
  Optional,
  Timestamp,
  Uint,
  type MapValue,
  type Value,
} from '../values.ts'

const MAX = 9_223_372_036_854_775_807n
const MIN = -9_223_372_036_854_775_808n

function int(value: bigint): bigint {
  if (value > MAX || value < MIN) throw new CelError('integer overflow')
  return value
}

function divide(a: bigint, b: bigint): bigint {
  if (b === 0n) throw new CelError('division by zero')
  return a / b
}

function modulo(a: bigint, b: bigint): bigint {
  if (b === 0n) throw new CelError('modulus by zero')
  return a % b
}

function concatBytes(a: Uint8Array, b: Uint8Array): Uint8Array {
  const result = new Uint8Array(a.length + b.length)
  result.set(a)
  result.set(b, a.length)
  return result
}

/** `a[b]` */
function index(container: Value, key: Value): Value {
  if (Array.isArray(container)) {
    const list = container as Value[]
    const at = typeof key === 'bigint' ? Number(key) : key instanceof Uint ? Number(key.value) : key
    if (typeof at !== 'number' || !Number.isInteger(at))
      throw new CelError(`unsupported index type '${typeof key}' in list`)
    if (at < 0 || at >= list.length) throw new CelError(`index out of bounds: ${at}`)
    return list[at]
  }
  if (isMap(container)) {
    const value = mapGet(container, key)
    if (value !== undefined) return value
  }
  throw new CelError(`no such key: ${String(key)}`)
}

/** `a[?b]`, `a.?b` */
export function optionalIndex(container: Value, key: Value): Optional {
  if (container instanceof Optional) return container.hasValue ? optionalIndex(container.value, key) : container
  if (isMap(container)) {
    const value = mapGet(container, key)
    return value === undefined ? Optional.NONE : new Optional(value)
  }
  if (!Array.isArray(container)) return Optional.NONE
  const at = Number(key)
  return at >= 0 && at < container.length ? new Optional(container[at]) : Optional.NONE
}

const ORDERED = ['bool', 'int', 'uint', 'double', 'string', 'bytes', 'timestamp', 'duration']
const NUMBERS = ['int', 'uint', 'double']

/** A relation on all types that have an order; numbers compare across theirs. */
function relation(operator: string, test: (order: number) => boolean): Record<string, (...args: never[]) => Value> {
  const implementation = (a: Value, b: Value) => test(compare(a, b))
  const pairs = [
    ...ORDERED.map((type) => [type, type]),
    ...NUMBERS.flatMap((a) => NUMBERS.filter((b) => b !== a).map((b) => [a, b])),
  ]
  return Object.fromEntries(pairs.map(([a, b]) => [`_${operator}_(${a}, ${b}): bool`, implementation]))
}

export const operators = declare({
  '!_(bool): bool': (a: boolean) => !a,
  '-_(int): int': (a: bigint) => int(-a),
  '-_(double): double': (a: number) => -a,
  '_==_(A, A): bool': equals,
  '_!=_(A, A): bool': (a: Value, b: Value) => !equals(a, b),
  ...relation('<', (order) => order < 0),
  ...relation('<=', (order) => order <= 0),
  ...relation('>', (order) => order > 0),
  ...relation('>=', (order) => order >= 0),
  '_+_(int, int): int': (a: bigint, b: bigint) => int(a + b),
  '_+_(uint, uint): uint': (a: Uint, b: Uint) => new Uint(a.value + b.value),
  '_+_(double, double): double': (a: number, b: number) => a + b,
  '_+_(string, string): string': (a: string, b: string) => a + b,
  '_+_(bytes, bytes): bytes': concatBytes,
  '_+_(list<A>, list<A>): list<A>': (a: Value[], b: Value[]) => [...a, ...b],
  '_+_(timestamp, duration): timestamp': (a: Timestamp, b: Duration) => new Timestamp(a.nanos + b.nanos),
  '_+_(duration, timestamp): timestamp': (a: Duration, b: Timestamp) => new Timestamp(a.nanos + b.nanos),
  '_+_(duration, duration): duration': (a: Duration, b: Duration) => new Duration(a.nanos + b.nanos),
  '_-_(int, int): int': (a: bigint, b: bigint) => int(a - b),
  '_-_(uint, uint): uint': (a: Uint, b: Uint) => new Uint(a.value - b.value),
  '_-_(double, double): double': (a: number, b: number) => a - b,
  '_-_(timestamp, timestamp): duration': (a: Timestamp, b: Timestamp) => new Duration(a.nanos - b.nanos),
  '_-_(timestamp, duration): timestamp': (a: Timestamp, b: Duration) => new Timestamp(a.nanos - b.nanos),
  '_-_(duration, duration): duration': (a: Duration, b: Duration) => new Duration(a.nanos - b.nanos),
  '_*_(int, int): int': (a: bigint, b: bigint) => int(a * b),
  '_*_(uint, uint): uint': (a: Uint, b: Uint) => new Uint(a.value * b.value),
  '_*_(double, double): double': (a: number, b: number) => a * b,
  '_/_(int, int): int': (a: bigint, b: bigint) => int(divide(a, b)),
  '_/_(uint, uint): uint': (a: Uint, b: Uint) => new Uint(divide(a.value, b.value)),
  '_/_(double, double): double': (a: number, b: number) => a / b,
  '_%_(int, int): int': modulo,
  '_%_(uint, uint): uint': (a: Uint, b: Uint) => new Uint(modulo(a.value, b.value)),
  '@in(A, list<A>): bool': (a: Value, b: Value[]) => b.some((item) => equals(a, item)),
  '@in(A, map<A, B>): bool': (a: Value, b: MapValue) => mapGet(b, a) !== undefined,
  '_[_](list<A>, int): A': index,
  '_[_](map<A, B>, A): B': index,
  '_[?_](list<A>, int): optional<A>': optionalIndex,
  '_[?_](map<A, B>, A): optional<B>': optionalIndex,
  '_[?_](optional<list<A>>, int): optional<A>': optionalIndex,
  '_[?_](optional<map<A, B>>, A): optional<B>': optionalIndex,
  '_[_](optional<list<A>>, int): optional<A>': optionalIndex,
  '_[_](optional<map<A, B>>, A): optional<B>': optionalIndex,
})
