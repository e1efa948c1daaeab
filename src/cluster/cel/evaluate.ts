import { comprehensions } from './comprehensions.ts'
import { qualifiedName, TYPE_NAMES, type Checked } from './checker.ts'
import type { Evaluation } from './evaluation.ts'
import { optionalIndex } from './functions/operators.ts'
import type { Overload } from './functions.ts'
import type { Call, Comprehension, Expression, Has, ListLiteral, MapLiteral, Select } from './syntax.ts'
import { typeName } from './types.ts'
import {
  CelError,
  isMap,
  isOfType,
  mapGet,
  noSuchOverload,
  normalizeKey,
  Optional,
  TypeValue,
  Uint,
  type Value,
} from './values.ts'

/** A compiled expression. @throws CelError */
export type Evaluator = (evaluation: Evaluation) => Value

/** Compiles a checked expression. */
export function compile(expression: Expression, checked: Checked): Evaluator {
  return new Compiler(checked).compile(expression)
}

/** Operators that do not say their name when nothing fits. */
const NAMELESS: ReadonlySet<string> = new Set(['@in', '!_', '-_', '_<_', '_<=_', '_>_', '_>=_'])

function misfit(name: string, [, key]: readonly Value[]): CelError {
  if (name === '_[_]') return new CelError(`no such key: ${String(key)}`)
  return NAMELESS.has(name) ? noSuchOverload() : new CelError(`no such overload: ${name}`)
}

class Compiler {
  readonly #checked: Checked
  /** The variables of the macros around, by their places in `locals`. */
  #scope: readonly string[] = []

  constructor(checked: Checked) {
    this.#checked = checked
  }

  compile(expression: Expression): Evaluator {
    switch (expression.kind) {
      case 'literal': {
        const { value, type } = expression
        return type === 'uint' ? () => new Uint(value as bigint) : () => value
      }
      case 'identifier':
        return this.#identifier(expression.name)
      case 'select':
        return this.#select(expression)
      case 'has':
        return this.#has(expression)
      case 'list':
        return this.#list(expression)
      case 'map':
        return this.#map(expression)
      case 'call':
        return this.#call(expression)
      case 'comprehension':
        return this.#comprehension(expression)
      case 'struct':
        throw new Error('structures are refused by the checker')
    }
  }

  #identifier(name: string): Evaluator {
    const slot = this.#scope.lastIndexOf(name)
    if (slot >= 0)
      return (evaluation) => {
        evaluation.spend(1)
        return evaluation.locals[slot]
      }
    const named = Object.hasOwn(TYPE_NAMES, name) ? new TypeValue(name) : undefined
    return (evaluation) => {
      evaluation.spend(1)
      if (Object.hasOwn(evaluation.variables, name)) return evaluation.variables[name]
      if (named) return named
      throw new CelError(`no such attribute(s): ${name}`)
    }
  }

  #select(select: Select): Evaluator {
    const qualified = qualifiedName(select)
    if (qualified && Object.hasOwn(TYPE_NAMES, qualified)) {
      const type = new TypeValue(qualified)
      return () => type
    }
    const dotted = this.#checked.dotted.get(select)
    if (dotted) return this.#identifier(dotted)
    const operand = this.compile(select.operand)
    const { field } = select
    if (select.optional) return (evaluation) => optionalIndex(operand(evaluation), field)
    return (evaluation) => {
      evaluation.spend(1)
      return selectField(operand(evaluation), field)
    }
  }

  #has({ operand, field }: Has): Evaluator {
    const inner = this.compile(operand)
    return (evaluation) => {
      evaluation.spend(1)
      let value = inner(evaluation)
      if (value instanceof Optional) {
        if (!value.hasValue) return false
        value = value.value
      }
      return isMap(value) && mapGet(value, field) !== undefined
    }
  }

  #list({ items }: ListLiteral): Evaluator {
    const compiled = items.map(({ value, optional }) => ({ value: this.compile(value), optional }))
    return (evaluation) => {
      evaluation.spend(10)
      const list: Value[] = []
      for (const { value, optional } of compiled) {
        const item = value(evaluation)
        if (!optional) list.push(item)
        else if (item instanceof Optional && item.hasValue) list.push(item.value)
      }
      return list
    }
  }

  #map({ entries }: MapLiteral): Evaluator {
    const compiled = entries.map(({ key, value, optional }) => ({
      key: this.compile(key),
      value: this.compile(value),
      optional,
    }))
    return (evaluation) => {
      evaluation.spend(30)
      const map = new Map<Value, Value>()
      for (const { key, value, optional } of compiled) {
        const name = normalizeKey(key(evaluation))
        const item = value(evaluation)
        if (!optional) addEntry(map, name, item)
        else if (item instanceof Optional && item.hasValue) addEntry(map, name, item.value)
      }
      return map
    }
  }

  #call(call: Call): Evaluator {
    const { name } = call
    if (name === '_&&_' || name === '_||_') return this.#logical(call, name === '_||_')
    if (name === '_?_:_') return this.#conditional(call)
    const overloads = this.#checked.overloads.get(call)
    if (!overloads) throw new Error(`${name} has not been checked`)
    const parts = overloads[0]!.member ? [call.target!, ...call.args] : call.args
    const args = parts.map((arg) => this.compile(arg))
    const types = parts.map((arg) => this.#checked.types.get(arg)!)
    // With all types known there is nothing left to choose.
    const direct = overloads.length === 1 && types.every((type) => !typeName(type).includes('dyn'))
    if (direct) return directCall(overloads[0]!, args)
    return (evaluation) => {
      const values = args.map((arg) => arg(evaluation))
      const chosen = overloads.find((overload) => accepts(overload, values))
      if (!chosen) throw misfit(name, values)
      evaluation.spend(callCost(values) + (chosen.cost ?? 0))
      return (chosen.call as (...values: Value[]) => Value)(...values)
    }
  }

  /** An operand that decides makes up for an error of the other. */
  #logical({ args }: Call, decides: boolean): Evaluator {
    const [left, right] = args.map((arg) => this.compile(arg)) as [Evaluator, Evaluator]
    return (evaluation) => {
      const first = attempt(left, evaluation)
      if (first === decides) return decides
      const second = attempt(right, evaluation)
      if (second === decides) return decides
      if (first instanceof CelError) throw first
      if (second instanceof CelError) throw second
      if (typeof first !== 'boolean' || typeof second !== 'boolean') throw noSuchOverload()
      return !decides
    }
  }

  #conditional({ args }: Call): Evaluator {
    const [condition, yes, no] = args.map((arg) => this.compile(arg)) as [Evaluator, Evaluator, Evaluator]
    return (evaluation) => {
      const chosen = condition(evaluation)
      if (typeof chosen !== 'boolean') throw noSuchOverload()
      return chosen ? yes(evaluation) : no(evaluation)
    }
  }

  #comprehension(comprehension: Comprehension): Evaluator {
    const range = this.compile(comprehension.range)
    const outer = this.#scope
    this.#scope = [...outer, ...comprehension.variables]
    const condition = comprehension.condition && this.compile(comprehension.condition)
    const transform = comprehension.transform && this.compile(comprehension.transform)
    this.#scope = outer
    const depth = outer.length
    const two = comprehension.variables.length === 2
    const bind = (evaluation: Evaluation, key: Value, value: Value) => {
      evaluation.spend(2)
      evaluation.locals[depth] = key
      if (two) evaluation.locals[depth + 1] = value
    }
    const run = comprehensions[comprehension.macro]
    return (evaluation) =>
      run({
        range: range(evaluation),
        two,
        test: (key, value) => {
          bind(evaluation, key, value)
          return condition ? condition(evaluation) : true
        },
        make: (key, value) => {
          bind(evaluation, key, value)
          return transform!(evaluation)
        },
      })
  }
}

function directCall(overload: Overload, args: readonly Evaluator[]): Evaluator {
  const call = overload.call as (...values: Value[]) => Value
  const { cost = 0 } = overload
  const [first, second] = args
  if (args.length === 1)
    return (evaluation) => {
      const value = first!(evaluation)
      evaluation.spend(callCost([value]) + cost)
      return call(value)
    }
  if (args.length === 2)
    return (evaluation) => {
      const a = first!(evaluation)
      const b = second!(evaluation)
      evaluation.spend(callCost([a, b]) + cost)
      return call(a, b)
    }
  return (evaluation) => {
    const values = args.map((arg) => arg(evaluation))
    evaluation.spend(callCost(values) + cost)
    return call(...values)
  }
}

/** A step, and one for every ten characters or elements that the function may go through. */
function callCost(values: readonly Value[]): number {
  let cost = 1
  for (const value of values) if (typeof value === 'string' || Array.isArray(value)) cost += value.length / 10
  return cost
}

function accepts({ params }: Overload, values: readonly Value[]): boolean {
  return params.length === values.length && params.every((param, index) => isOfType(values[index], param))
}

function attempt(evaluator: Evaluator, evaluation: Evaluation): Value {
  try {
    return evaluator(evaluation)
  } catch (error) {
    if (error instanceof CelError) return error
    throw error
  }
}

function selectField(value: Value, field: string): Value {
  if (isMap(value)) {
    const inner = mapGet(value, field)
    if (inner !== undefined) return inner
  } else if (value instanceof Optional) return optionalIndex(value, field)
  // What has no fields at all has none of this name, either.
  throw new CelError(`no such key: ${field}`)
}

function addEntry(map: Map<Value, Value>, key: Value, value: Value): void {
  if (map.has(key)) throw new CelError(`Failed with repeated key: ${String(key)}`)
  map.set(key, value)
}
