import type { Functions, Overload } from './functions.ts'
import type { Issue } from './source.ts'
import type { Call, Comprehension, Expression, Has, ListLiteral, MapLiteral, Select } from './syntax.ts'
import {
  assignable,
  BOOL,
  BYTES,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  join,
  listOf,
  mapOf,
  NULL,
  optionalOf,
  STRING,
  substitute,
  TIMESTAMP,
  typeName,
  UINT,
  type Bindings,
  type CelType,
} from './types.ts'
import { literalProblem } from './literal-arguments.ts'

/** The names that an expression may use. */
export interface Scope {
  readonly variables: ReadonlyMap<string, CelType>
  readonly functions: Functions
}

/** What is known of an expression after it has been checked. */
export interface Checked {
  type: CelType
  types: ReadonlyMap<Expression, CelType>
  /** The overloads that a call may come to, by its arguments' types. */
  overloads: ReadonlyMap<Call, readonly Overload[]>
  /** Selections that are variables of their own (`authorizer.requestResource`), and their names. */
  dotted: ReadonlyMap<Select, string>
  issues: Issue[]
}

/** Finds the types of an expression and of its parts. */
export function check(expression: Expression, scope: Scope): Checked {
  const checker = new Checker(scope)
  const type = checker.check(expression)
  // Matters of style come up only when the types are right.
  const issues = checker.issues.length > 0 ? checker.issues : checker.validations
  return { type, types: checker.types, overloads: checker.overloads, dotted: checker.dotted, issues }
}

/** Names that stand for types. */
export const TYPE_NAMES: Readonly<Record<string, CelType>> = {
  bool: BOOL,
  int: INT,
  uint: UINT,
  double: DOUBLE,
  string: STRING,
  bytes: BYTES,
  list: listOf(DYN),
  map: mapOf(DYN, DYN),
  null_type: NULL,
  type: { kind: 'type', of: DYN },
  'google.protobuf.Timestamp': TIMESTAMP,
  'google.protobuf.Duration': DURATION,
  optional_type: optionalOf(DYN),
  'net.IP': { kind: 'opaque', name: 'net.IP' },
  'net.CIDR': { kind: 'opaque', name: 'net.CIDR' },
}

const LITERALS: Readonly<Record<string, CelType>> = {
  int: INT,
  uint: UINT,
  double: DOUBLE,
  string: STRING,
  bytes: BYTES,
  bool: BOOL,
  null: NULL,
}

class Checker {
  readonly types = new Map<Expression, CelType>()
  readonly overloads = new Map<Call, readonly Overload[]>()
  readonly dotted = new Map<Select, string>()
  readonly issues: Issue[] = []
  /** Mixed literals, and literal arguments that cannot work. */
  readonly validations: Issue[] = []
  /** How many calls of `format` are around: their lists may be mixed. */
  #formats = 0
  readonly #functions: Functions
  #variables: ReadonlyMap<string, CelType>

  constructor({ functions, variables }: Scope) {
    this.#functions = functions
    this.#variables = variables
  }

  check(expression: Expression): CelType {
    const type = this.#check(expression)
    this.types.set(expression, type)
    return type
  }

  #check(expression: Expression): CelType {
    switch (expression.kind) {
      case 'literal':
        return LITERALS[expression.type]!
      case 'identifier':
        return this.#identifier(expression.name, expression.at)
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
        return this.#undeclared(expression.name, expression.at)
    }
  }

  #report(at: number, message: string): CelType {
    this.issues.push({ at, message })
    return DYN
  }

  #undeclared(name: string, at: number): CelType {
    return this.#report(at, `undeclared reference to '${name}' (in container '')`)
  }

  #identifier(name: string, at: number): CelType {
    const variable = this.#variables.get(name)
    if (variable) return variable
    if (Object.hasOwn(TYPE_NAMES, name)) return { kind: 'type', of: TYPE_NAMES[name]! }
    return this.#undeclared(name, at)
  }

  #select(select: Select): CelType {
    const qualified = qualifiedName(select)
    if (qualified && Object.hasOwn(TYPE_NAMES, qualified)) return { kind: 'type', of: TYPE_NAMES[qualified]! }
    const variable = qualified && this.#variables.get(qualified)
    if (variable) {
      this.dotted.set(select, qualified)
      return variable
    }
    const operand = this.check(select.operand)
    const inner = operand.kind === 'optional' ? operand.value : operand
    const field = this.#field(inner, select.field, select.at)
    return select.optional || operand.kind === 'optional' ? optionalOf(field) : field
  }

  #has({ operand, field, at }: Has): CelType {
    const type = this.check(operand)
    this.#field(type.kind === 'optional' ? type.value : type, field, at)
    return BOOL
  }

  #field(type: CelType, field: string, at: number): CelType {
    if (type.kind === 'dyn') return DYN
    if (type.kind === 'map') {
      if (type.key.kind === 'string' || type.key.kind === 'dyn') return type.value
    } else if (type.kind === 'object') {
      return type.field(field) ?? this.#report(at, `undefined field '${field}'`)
    }
    if (type.kind === 'opaque') return this.#report(at, `unexpected failed resolution of '${type.name}'`)
    return this.#report(at, `type '${typeName(type)}' does not support field selection`)
  }

  #list({ items }: ListLiteral): CelType {
    const types = items.map(({ value, optional }) => this.#element(value, optional))
    const element = this.#agree(
      types,
      items.map(({ value }) => value.at),
    )
    return listOf(element ?? { kind: 'parameter', name: 'element' })
  }

  #map({ entries }: MapLiteral): CelType {
    const keys = entries.map(({ key }) => this.check(key))
    const values = entries.map(({ value, optional }) => this.#element(value, optional))
    const key = this.#agree(
      keys,
      entries.map((entry) => entry.key.at),
    )
    const value = this.#agree(
      values,
      entries.map((entry) => entry.value.at),
    )
    return mapOf(key ?? { kind: 'parameter', name: 'key' }, value ?? { kind: 'parameter', name: 'value' })
  }

  #element(value: Expression, optional: boolean): CelType {
    const type = this.check(value)
    return optional && type.kind === 'optional' ? type.value : type
  }

  /** The type of a literal's elements; they are all to be of one. */
  #agree(types: readonly CelType[], places: readonly number[]): CelType | undefined {
    const [first] = types
    if (!first) return undefined
    const other = types.findIndex(
      (type) => (first.kind === 'dyn') !== (type.kind === 'dyn') || !assignable(first, type, new Map()),
    )
    if (other >= 0 && this.#formats === 0) {
      const message = `expected type '${typeName(first)}' but found '${typeName(types[other]!)}'`
      this.validations.push({ at: places[other]!, message })
    }
    return types.reduce(join)
  }

  #call(call: Call): CelType {
    if (call.name === '_&&_' || call.name === '_||_') return this.#logical(call)
    if (call.name === '_?_:_') return this.#conditional(call)
    const namespaced = this.#namespaced(call)
    const name = namespaced ?? call.name
    const args = [...(call.target && !namespaced ? [call.target] : []), ...call.args]
    const overloads = this.#functions.overloads(name)
    if (overloads.length === 0) {
      for (const arg of args) this.check(arg)
      return this.#undeclared(name, call.at)
    }
    if (name === 'format') this.#formats++
    const types = args.map((arg) => this.check(arg))
    if (name === 'format') this.#formats--
    const member = call.target !== undefined && !namespaced
    const matching = overloads.filter((overload) => overload.member === member && fits(overload, types))
    if (matching.length === 0) return this.#noOverload(call.at, name, types, member)
    this.overloads.set(call, matching)
    this.validations.push(...literalProblem(name, args))
    const results = matching.map((overload) => resultOf(overload, types))
    return results.reduce((a, b) => (typeName(a) === typeName(b) ? a : DYN))
  }

  #noOverload(at: number, name: string, types: CelType[], member: boolean): CelType {
    // What was wrong within an argument has been said.
    const names = types.map(typeName)
    const applied = member ? `${names[0]}.(${names.slice(1).join(', ')})` : `(${names.join(', ')})`
    return this.#report(at, `found no matching overload for '${name}' applied to '${applied}'`)
  }

  /** `sets.contains(…)`: a function whose name has a dot, unless a variable is called so. */
  #namespaced({ name, target }: Call): string | undefined {
    if (target?.kind !== 'identifier' || this.#variables.has(target.name)) return undefined
    const qualified = `${target.name}.${name}`
    return this.#functions.overloads(qualified).length > 0 ? qualified : undefined
  }

  #logical({ args }: Call): CelType {
    for (const arg of args) {
      const type = this.check(arg)
      if (!assignable(BOOL, type, new Map())) this.#report(arg.at, `expected type 'bool' but found '${typeName(type)}'`)
    }
    return BOOL
  }

  #conditional({ at, args }: Call): CelType {
    const [condition, yes, no] = args.map((arg) => this.check(arg)) as [CelType, CelType, CelType]
    const fitting = assignable(BOOL, condition, new Map()) && assignable(yes, no, new Map())
    return fitting ? join(yes, no) : this.#noOverload(at, '_?_:_', [condition, yes, no], false)
  }

  #comprehension(comprehension: Comprehension): CelType {
    const { macro, range, variables, condition, transform } = comprehension
    const type = this.check(range)
    const elements = this.#elements(comprehension, type)
    if (!elements) {
      const message = `expression of type '${typeName(type)}' cannot be range of a comprehension (must be list, map, or dynamic)`
      return this.#report(range.at, message)
    }
    const outer = this.#variables
    this.#variables = new Map([...outer, ...variables.map((name, index) => [name, elements[index]!] as const)])
    if (condition) {
      const found = this.check(condition)
      if (!assignable(BOOL, found, new Map()))
        this.#report(condition.at, `expected type 'bool' but found '${typeName(found)}'`)
    }
    const result = transform ? this.check(transform) : DYN
    this.#variables = outer
    switch (macro) {
      case 'all':
      case 'exists':
      case 'existsOne':
        return BOOL
      case 'filter':
      case 'sortBy':
        return type.kind === 'list' ? type : listOf(elements[0])
      case 'map':
      case 'transformList':
        return listOf(result)
      case 'transformMap':
        return mapOf(elements[0], result)
      case 'transformMapEntry':
        return result.kind === 'map' ? result : mapOf(DYN, DYN)
      case 'optMap':
        return optionalOf(result)
      case 'optFlatMap':
        return result.kind === 'optional' ? result : optionalOf(DYN)
    }
  }

  /** The types of the variables that a macro binds. */
  #elements({ macro, variables }: Comprehension, type: CelType): [CelType, CelType] | undefined {
    if (macro === 'optMap' || macro === 'optFlatMap')
      return type.kind === 'optional' ? [type.value, DYN] : type.kind === 'dyn' ? [DYN, DYN] : undefined
    const two = variables.length === 2
    if (type.kind === 'dyn') return [DYN, DYN]
    if (type.kind === 'list') return two ? [INT, type.element] : [type.element, DYN]
    if (type.kind === 'map' && macro !== 'sortBy') return [type.key, type.value]
    return undefined
  }
}

function fits({ params }: Overload, types: readonly CelType[]): boolean {
  if (params.length !== types.length) return false
  const bindings: Bindings = new Map()
  return params.every((param, index) => assignable(param, types[index]!, bindings))
}

function resultOf({ params, result }: Overload, types: readonly CelType[]): CelType {
  const bindings: Bindings = new Map()
  params.forEach((param, index) => assignable(param, types[index]!, bindings))
  return substitute(result, bindings)
}

/** `a.b.c`, if an expression is that. */
export function qualifiedName(expression: Expression): string | undefined {
  if (expression.kind === 'identifier') return expression.name
  if (expression.kind !== 'select' || expression.optional) return undefined
  const operand = qualifiedName(expression.operand)
  return operand && `${operand}.${expression.field}`
}
