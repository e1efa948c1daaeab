/** An expression's syntax. `at` is the offset that errors point to. */
export type Expression =
  Literal | Identifier | Select | Call | ListLiteral | MapLiteral | Has | Comprehension | StructLiteral

export interface Literal {
  kind: 'literal'
  at: number
  type: 'int' | 'uint' | 'double' | 'string' | 'bytes' | 'bool' | 'null'
  value: unknown
}

export interface Identifier {
  kind: 'identifier'
  at: number
  name: string
}

export interface Select {
  kind: 'select'
  at: number
  operand: Expression
  field: string
  /** `a.?b` */
  optional: boolean
}

/** A function, a member function (`target`) or an operator (`_+_`, `_&&_`, `_[_]`). */
export interface Call {
  kind: 'call'
  at: number
  name: string
  target: Expression | undefined
  args: Expression[]
}

export interface ListLiteral {
  kind: 'list'
  at: number
  items: { value: Expression; optional: boolean }[]
}

export interface MapLiteral {
  kind: 'map'
  at: number
  entries: { key: Expression; value: Expression; optional: boolean }[]
}

/** `Type{field: value}`; no such type can be made, so it only stands for its error. */
export interface StructLiteral {
  kind: 'struct'
  at: number
  name: string
}

/** `has(a.b)` */
export interface Has {
  kind: 'has'
  at: number
  operand: Expression
  field: string
}

export type MacroName =
  | 'all'
  | 'exists'
  | 'existsOne'
  | 'map'
  | 'filter'
  | 'transformList'
  | 'transformMap'
  | 'transformMapEntry'
  | 'sortBy'
  | 'optMap'
  | 'optFlatMap'

/** A macro that binds variables: `list.all(x, condition)`. */
export interface Comprehension {
  kind: 'comprehension'
  at: number
  macro: MacroName
  range: Expression
  /** One, or two: index and value of lists, key and value of maps. */
  variables: string[]
  /** Which elements count: `all`, `exists`, `filter`, and the filters of transformations. */
  condition: Expression | undefined
  /** What they become. */
  transform: Expression | undefined
}
