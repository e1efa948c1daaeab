import type { Comprehension } from './syntax.ts'
import { CelError, compare, isMap, mapEntries, noSuchOverload, Optional, runtimeType, type Value } from './values.ts'

/** What a macro works with. */
export interface Run {
  range: Value
  /** Whether keys and values are both bound. */
  two: boolean
  test(key: Value, value: Value): Value
  make(key: Value, value: Value): Value
}

/** The pairs to go through: index and element of lists, key and value of maps; with one variable it stands first. */
function pairsOf({ range, two }: Run): [Value, Value][] {
  if (Array.isArray(range))
    return range.map((item, index): [Value, Value] => (two ? [BigInt(index), item] : [item, item]))
  if (isMap(range)) return mapEntries(range)
  throw new CelError(`got 'types.${GO_TYPES[runtimeType(range)] ?? 'Opaque'}', expected iterable type`)
}

const GO_TYPES: Readonly<Record<string, string>> = {
  null_type: 'Null',
  string: 'String',
  int: 'Int',
  uint: 'Uint',
  double: 'Double',
  bool: 'Bool',
  bytes: 'Bytes',
  'google.protobuf.Timestamp': 'Timestamp',
  'google.protobuf.Duration': 'Duration',
}

/** `all` and `exists`: an element that decides makes up for the errors of others. */
function quantify(run: Run, decides: boolean): boolean {
  let failure: CelError | undefined
  for (const [key, value] of pairsOf(run)) {
    try {
      const result = run.test(key, value)
      if (typeof result !== 'boolean') throw noSuchOverload()
      if (result === decides) return decides
    } catch (error) {
      if (!(error instanceof CelError)) throw error
      failure ??= error
    }
  }
  if (failure) throw failure
  return !decides
}

function selected(run: Run): [Value, Value][] {
  return pairsOf(run).filter(([key, value]) => {
    const result = run.test(key, value)
    if (typeof result !== 'boolean') throw noSuchOverload()
    return result
  })
}

function transformEntries(run: Run): Map<Value, Value> {
  const map = new Map<Value, Value>()
  for (const [key, value] of selected(run)) {
    const made = run.make(key, value)
    if (!isMap(made)) throw noSuchOverload()
    for (const [name, item] of mapEntries(made)) {
      if (map.has(name)) throw new CelError(`insert failed: key '${String(name)}' already exists`)
      map.set(name, item)
    }
  }
  return map
}

function sortBy(run: Run): Value[] {
  return pairsOf(run)
    .map(([item]) => ({ item, key: run.make(item, item) }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ item }) => item)
}

function optionalMap(run: Run): Value {
  if (!(run.range instanceof Optional)) throw noSuchOverload()
  return run.range.hasValue ? new Optional(run.make(run.range.value, undefined)) : run.range
}

/** What each macro makes of its run. */
export const comprehensions: Readonly<Record<Comprehension['macro'], (run: Run) => Value>> = {
  all: (run) => quantify(run, false),
  exists: (run) => quantify(run, true),
  existsOne: (run) => selected(run).length === 1,
  filter: (run) => selected(run).map(([key]) => key),
  map: (run) => selected(run).map(([key, value]) => run.make(key, value)),
  transformList: (run) => selected(run).map(([key, value]) => run.make(key, value)),
  transformMap: (run) => new Map(selected(run).map(([key, value]) => [key, run.make(key, value)])),
  transformMapEntry: transformEntries,
  sortBy,
  optMap: optionalMap,
  optFlatMap: (run) => {
    const mapped = optionalMap(run) as Optional
    return mapped.hasValue ? mapped.value : mapped
  },
}
