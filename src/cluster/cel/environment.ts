import { check, type Checked } from './checker.ts'
import { compile, type Evaluator } from './evaluate.ts'
import { Evaluation } from './evaluation.ts'
import { Functions, type Overload } from './functions.ts'
import { addresses } from './functions/addresses.ts'
import { formats } from './functions/formats.ts'
import { lists } from './functions/lists.ts'
import { operators } from './functions/operators.ts'
import { quantities } from './functions/quantities.ts'
import { regex } from './functions/regex.ts'
import { semvers } from './functions/semvers.ts'
import { optionals, sets } from './functions/sets.ts'
import { standard } from './functions/standard.ts'
import { strings } from './functions/strings.ts'
import { urls } from './functions/urls.ts'
import { parse } from './parser.ts'
import { formatIssues } from './source.ts'
import type { Expression } from './syntax.ts'
import type { CelType } from './types.ts'
import type { Value } from './values.ts'

/** The most that one evaluation may cost. */
export const PER_CALL_LIMIT = 1_000_000

const LIBRARY: readonly (readonly Overload[])[] = [
  operators,
  standard,
  strings,
  lists,
  sets,
  optionals,
  regex,
  urls,
  quantities,
  addresses,
  formats,
  semvers,
]
const kubernetes = new Functions(...LIBRARY)

/** A compiled expression, or what is wrong with it. */
export type Compiled = { program: Program; error?: undefined } | { program?: undefined; error: string }

/** An expression that can be evaluated any number of times. */
export class Program {
  readonly source: string
  readonly type: CelType
  readonly expression: Expression
  readonly checked: Checked
  readonly #evaluator: Evaluator

  constructor(source: string, expression: Expression, checked: Checked) {
    this.source = source
    this.type = checked.type
    this.expression = expression
    this.checked = checked
    this.#evaluator = compile(expression, checked)
  }

  /** @throws CelError with cel-go's words */
  evaluate(variables: Readonly<Record<string, Value>>, budget = PER_CALL_LIMIT): Value {
    return this.#evaluator(new Evaluation(variables, budget))
  }
}

/**
 * Names and functions that expressions may use: CEL's own, and those that Kubernetes adds.
 *
 * Not built on a CEL library of JavaScript: the server's answers show where an expression is wrong, of which types its parts are, and what it may cost,
 * which none of them tells.
 * @see https://kubernetes.io/docs/reference/using-api/cel/
 */
export class Environment {
  readonly #variables: ReadonlyMap<string, CelType>
  readonly #functions: Functions
  readonly #compiled = new Map<string, Compiled>()

  /** @param extra functions beyond those of every environment. */
  constructor(variables: Readonly<Record<string, CelType>>, extra: readonly Overload[] = []) {
    this.#variables = new Map(Object.entries(variables))
    this.#functions = extra.length === 0 ? kubernetes : new Functions(...LIBRARY, extra)
  }

  /** Compiles an expression, once. */
  compile(source: string): Compiled {
    let compiled = this.#compiled.get(source)
    if (!compiled) {
      compiled = this.#compile(source)
      if (this.#compiled.size >= MAX_COMPILED) this.#compiled.clear()
      this.#compiled.set(source, compiled)
    }
    return compiled
  }

  #compile(source: string): Compiled {
    const { expression, issues } = parse(source)
    if (!expression) return { error: formatIssues(source, issues) }
    const checked = check(expression, { variables: this.#variables, functions: this.#functions })
    if (checked.issues.length > 0) return { error: formatIssues(source, checked.issues) }
    return { program: new Program(source, expression, checked) }
  }
}

// One environment serves one structure or policy; the bound only guards against endless changes of one.
const MAX_COMPILED = 1000
