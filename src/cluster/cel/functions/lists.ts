import { declare } from '../functions.ts'
import { CelError, compare, Duration, equals, Optional, Uint, type Value } from '../values.ts'

const ORDERED = ['int', 'uint', 'double', 'bool', 'duration', 'timestamp', 'string', 'bytes']

function isSorted(list: Value[]): boolean {
  return list.every((item, index) => index === 0 || compare(list[index - 1], item) <= 0)
}

const extreme = (name: string, sign: number) => (list: Value[]) => {
  if (list.length === 0) throw new CelError(`${name} called on empty list`)
  return list.reduce((best, item) => (compare(item, best) * sign > 0 ? item : best))
}

const overOrdered = (name: string, result: string, implementation: (list: Value[]) => Value) =>
  Object.fromEntries(
    ORDERED.map((type) => [`list<${type}>.${name}(): ${result === '' ? type : result}`, implementation]),
  )

const find = (list: Value[], item: Value) => BigInt(list.findIndex((candidate) => equals(candidate, item)))
const findLast = (list: Value[], item: Value) => BigInt(list.findLastIndex((candidate) => equals(candidate, item)))

function slice(list: Value[], start: bigint, end: bigint): Value[] {
  if (start < 0n || end < 0n) throw new CelError(`cannot slice(${start}, ${end}), negative indexes not supported`)
  if (start > end)
    throw new CelError(`cannot slice(${start}, ${end}), start index must be less than or equal to end index`)
  if (end > BigInt(list.length)) throw new CelError(`cannot slice(${start}, ${end}), list is length ${list.length}`)
  return list.slice(Number(start), Number(end))
}

function flatten(list: Value[], depth = 1n): Value[] {
  if (depth < 0n) throw new CelError('level must be non-negative')
  return list.flat(Number(depth))
}

function distinct(list: Value[]): Value[] {
  return list.filter((item, index) => list.findIndex((other) => equals(other, item)) === index)
}

const sort = (list: Value[]) => list.toSorted(compare)
const optionalOf = (value: Value) => (value === undefined ? Optional.NONE : new Optional(value))
const MAX_RANGE = 1_000_000n

function range(count: bigint): bigint[] {
  if (count > MAX_RANGE) throw new CelError('lists.range: too many elements')
  return Array.from({ length: Math.max(0, Number(count)) }, (_, index) => BigInt(index))
}

/** @see https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-list-library */
export const lists = declare({
  ...overOrdered('isSorted', 'bool', isSorted),
  ...overOrdered('min', '', extreme('min', -1)),
  ...overOrdered('max', '', extreme('max', 1)),
  ...Object.fromEntries(ORDERED.map((type) => [`list<${type}>.sort(): list<${type}>`, sort])),
  'list<int>.sum(): int': (list: bigint[]) => list.reduce((sum, item) => sum + item, 0n),
  'list<uint>.sum(): uint': (list: Uint[]) =>
    list.reduce((sum, item) => new Uint(sum.value + item.value), new Uint(0n)),
  'list<double>.sum(): double': (list: number[]) => list.reduce((sum, item) => sum + item, 0),
  'list<duration>.sum(): duration': (list: Duration[]) =>
    list.reduce((sum, item) => new Duration(sum.nanos + item.nanos), new Duration(0n)),
  'list<A>.indexOf(A): int': find,
  'list<A>.lastIndexOf(A): int': findLast,
  'list<A>.slice(int, int): list<A>': slice,
  'list<list<A>>.flatten(): list<A>': flatten,
  'list<dyn>.flatten(int): list<dyn>': flatten,
  'list<A>.distinct(): list<A>': distinct,
  'list<A>.reverse(): list<A>': (list: Value[]) => list.toReversed(),
  'list<A>.first(): optional<A>': (list: Value[]) => optionalOf(list[0]),
  'list<A>.last(): optional<A>': (list: Value[]) => optionalOf(list.at(-1)),
  'lists.range(int): list<int>': range,
})
