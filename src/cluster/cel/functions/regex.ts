import { declare } from '../functions.ts'
import { CelError } from '../values.ts'

const compiled = new Map<string, RegExp>()
// Patterns come from policies and structures; the bound only guards against those made while evaluating.
const MAX_COMPILED = 1000

/** A pattern of Go's regular expressions. @throws CelError for what is none. */
export function compileRegex(pattern: string): RegExp {
  let regex = compiled.get(pattern)
  if (!regex) {
    try {
      regex = translate(pattern)
    } catch {
      throw new CelError(`error parsing regexp: invalid pattern: \`${pattern}\``)
    }
    if (compiled.size >= MAX_COMPILED) compiled.clear()
    compiled.set(pattern, regex)
  }
  return regex
}

/** Writes a pattern of Go in JavaScript's syntax. */
export function translate(pattern: string): RegExp {
  let flags = 'u'
  let body = pattern
  const leading = /^\(\?([ims]+)\)/.exec(body)
  if (leading) {
    flags += leading[1]!
    body = body.slice(leading[0].length)
  }
  body = body
    .replace(/\(\?P</g, '(?<')
    .replace(/\\A/g, '^')
    .replace(/\\z/g, '$')
    .replace(/\[\[:(\w+):\]\]/g, (_, name: string) => `[${POSIX[name] ?? name}]`)
    .replace(/\[:(\w+):\]/g, (_, name: string) => POSIX[name] ?? name)
  // Go lets any punctuation be escaped, and a bare brace or bracket stand for itself.
  body = body.replace(/\\([-_#%&,:;<=>@`~!"' /])/g, (_, char: string) =>
    char === '-' || char === '/' ? `\\${char}` : char,
  )
  try {
    return new RegExp(body, flags)
  } catch {
    // The stricter syntax refuses more than Go does.
    return new RegExp(body, flags.replace('u', ''))
  }
}

const POSIX: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  digit: '0-9',
  lower: 'a-z',
  upper: 'A-Z',
  space: String.raw`\t\n\v\f\r `,
  punct: String.raw`!-\/:-@\[-\x60{-~`,
  xdigit: '0-9A-Fa-f',
  word: String.raw`0-9A-Za-z_`,
}

function findAll(text: string, pattern: string, limit = -1n): string[] {
  const found = [...text.matchAll(new RegExp(compileRegex(pattern), 'gu'))].map(([match]) => match)
  return limit < 0n ? found : found.slice(0, Number(limit))
}

/** @see https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-regex-library */
export const regex = declare({
  'string.find(string): string': (text: string, pattern: string) => compileRegex(pattern).exec(text)?.[0] ?? '',
  'string.findAll(string): list<string>': findAll,
  'string.findAll(string, int): list<string>': findAll,
})
