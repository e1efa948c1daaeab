import { declare } from '../functions.ts'
import { equals, isMap, mapSize, Optional, Timestamp, Duration, Uint, type Value } from '../values.ts'

const has = (list: Value[], item: Value) => list.some((candidate) => equals(candidate, item))
const contains = (list: Value[], items: Value[]) => items.every((item) => has(list, item))

/** @see https://pkg.go.dev/github.com/google/cel-go/ext#Sets */
export const sets = declare({
  'sets.contains(list<A>, list<A>): bool': contains,
  'sets.equivalent(list<A>, list<A>): bool': (a: Value[], b: Value[]) => contains(a, b) && contains(b, a),
  'sets.intersects(list<A>, list<A>): bool': (a: Value[], b: Value[]) => a.some((item) => has(b, item)),
})

function isZero(value: Value): boolean {
  if (value === null || value === undefined || value === '' || value === false || value === 0 || value === 0n)
    return true
  if (value instanceof Uint) return value.value === 0n
  if (value instanceof Timestamp || value instanceof Duration) return value.nanos === 0n
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length === 0
  return isMap(value) && mapSize(value) === 0
}

const unwrap = (list: Optional[]) => list.filter((item) => item.hasValue).map((item) => item.value)

/** @see https://pkg.go.dev/github.com/google/cel-go/cel#OptionalTypes */
export const optionals = declare({
  'optional.of(A): optional<A>': (value: Value) => new Optional(value),
  'optional.ofNonZeroValue(A): optional<A>': (value: Value) => (isZero(value) ? Optional.NONE : new Optional(value)),
  'optional.none(): optional<A>': () => Optional.NONE,
  'optional.unwrap(list<optional<A>>): list<A>': unwrap,
  'list<optional<A>>.unwrapOpt(): list<A>': unwrap,
  'optional<A>.hasValue(): bool': (optional: Optional) => optional.hasValue,
  'optional<A>.value(): A': (optional: Optional) => optional.value,
  'optional<A>.or(optional<A>): optional<A>': (one: Optional, other: Optional) => (one.hasValue ? one : other),
  'optional<A>.orValue(A): A': (optional: Optional, other: Value) => (optional.hasValue ? optional.value : other),
})
