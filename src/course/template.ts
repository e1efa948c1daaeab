import { AuthorError } from './author-error.ts'
import { compile, textOf, type Expression } from './cel.ts'

/** Fills a template with values. */
export type Fill<T = unknown> = (values: Readonly<Record<string, unknown>>) => T

/**
 * Compiles text with `${CEL}` in it for a request; text that is nothing but one `${CEL}` becomes that value itself.
 * Filling it throws when an expression finds nothing.
 * @throws AuthorError when an expression is wrong.
 */
export function compileTemplate(text: string, variables: readonly string[]): Fill {
  const parts = compileParts(text, variables)
  const [only] = parts
  if (parts.length === 1 && typeof only === 'object') return (values) => fromCel(only.evaluate(values))
  return (values) =>
    parts.map((part) => (typeof part === 'string' ? part : String(fromCel(part.evaluate(values))))).join('')
}

/**
 * Compiles text with `${CEL}` in it for a reader; what an expression does not find reads as "nothing".
 * @throws AuthorError when an expression is wrong.
 */
export function compileText(text: string, variables: readonly string[]): Fill<string> {
  const parts = compileParts(text, variables)
  return (values) => parts.map((part) => (typeof part === 'string' ? part : textOf(part, values))).join('')
}

function compileParts(text: string, variables: readonly string[]): (string | Expression)[] {
  const parts = text.split(/\$\{([^}]*)\}/)
  if (parts.some((part, index) => index % 2 === 0 && part.includes('${')))
    throw new AuthorError(`"${text}" opens \${ and does not close it`)
  return parts.map((part, index) => (index % 2 === 1 ? compile(part, variables) : part)).filter((part) => part !== '')
}

const fromCel = (value: unknown): unknown => {
  if (typeof value === 'bigint') return Number(value)
  return Array.isArray(value) ? value.map(fromCel) : value
}
