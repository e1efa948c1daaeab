import { parseDuration, parseTimestamp } from './functions/conversions.ts'
import { compileRegex } from './functions/regex.ts'
import type { Issue } from './source.ts'
import type { Expression } from './syntax.ts'

// Functions whose literal arguments are tried when an expression is compiled, and which of them.
const TRIED: Readonly<Record<string, { argument: number; attempt: (text: string) => unknown }>> = {
  matches: { argument: 1, attempt: compileRegex },
  find: { argument: 1, attempt: compileRegex },
  findAll: { argument: 1, attempt: compileRegex },
  timestamp: { argument: 0, attempt: parseTimestamp },
  duration: { argument: 0, attempt: parseDuration },
}

/** What is wrong with the literals that a function is called with. */
export function literalProblem(name: string, args: readonly Expression[]): Issue[] {
  const tried = Object.hasOwn(TRIED, name) ? TRIED[name] : undefined
  const literal = tried && args[tried.argument]
  if (literal?.kind !== 'literal' || typeof literal.value !== 'string') return []
  try {
    tried!.attempt(literal.value)
    return []
  } catch {
    // The real compiler says no more than this.
    return [{ at: literal.at, message: `invalid ${name} argument` }]
  }
}
