import { Environment, type ParseResult } from '@marcbachmann/cel-js'
import { functions } from './cel-functions.ts'
import { AuthorError } from './author-error.ts'

/** A compiled CEL expression of a course file. */
export interface Expression {
  readonly source: string
  /** @throws when the values have another shape than the expression expects (a missing field, an index beyond the end). */
  evaluate(values: Readonly<Record<string, unknown>>): unknown
}

/**
 * Compiles an expression whose names are `variables`.
 * @throws AuthorError when it is no CEL, uses an unknown name, or cannot yield `result`.
 */
export function compile(source: string, variables: readonly string[], result: 'bool' | 'any' = 'any'): Expression {
  const environment = environmentFor(variables)
  let program: ParseResult
  try {
    program = environment.parse(source)
  } catch (error) {
    throw new AuthorError(`\`${source}\` is not CEL: ${summary(error)}`)
  }
  const types = program.check()
  if (!types.valid)
    throw new AuthorError(`\`${source}\`: ${summary(types.error)}; known names: ${variables.join(', ') || 'none'}`)
  if (result === 'bool' && types.type !== 'bool' && types.type !== 'dyn')
    throw new AuthorError(`\`${source}\` yields ${types.type}; a condition yields true or false`)
  return {
    source,
    evaluate: (values) => program(Object.fromEntries(variables.map((name) => [name, toCel(values[name])]))) as unknown,
  }
}

/** Whether the expression is true; a value of another shape than it expects counts as "no". */
export function holds(condition: Expression, values: Readonly<Record<string, unknown>>): boolean {
  try {
    return condition.evaluate(values) === true
  } catch {
    // A field that is not there (yet) is the ordinary case while a learner works: the state is not the wanted one.
    return false
  }
}

/** The text of an expression's value; what the expression could not find reads as "nothing". */
export function textOf(expression: Expression, values: Readonly<Record<string, unknown>>): string {
  try {
    return toText(expression.evaluate(values))
  } catch {
    // See `holds`.
    return 'nothing'
  }
}

const environments = new Map<string, Environment>()

function environmentFor(variables: readonly string[]): Environment {
  const key = variables.join()
  let environment = environments.get(key)
  if (!environment) {
    environment = new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false })
    for (const name of variables) registerName(environment, name)
    for (const [signature, handler] of Object.entries(functions)) environment.registerFunction(signature, handler)
    environments.set(key, environment)
  }
  return environment
}

function registerName(environment: Environment, name: string): void {
  try {
    environment.registerVariable(name, 'dyn')
  } catch (error) {
    throw new AuthorError(`\`${name}\` cannot be a name: ${summary(error)}`)
  }
}

const summary = (error: unknown) => (error as { summary?: string }).summary ?? String(error)

/** JSON as CEL sees it: whole numbers are `int`. */
function toCel(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value
  if (Array.isArray(value)) return value.map(toCel)
  if (value && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toCel(item)]))
  return value
}

function toText(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(toText).join(', ')
  if (typeof value === 'object')
    return JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? Number(item) : item))
  return `${value as string | number | bigint | boolean}`
}
