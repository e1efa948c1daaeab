import type { Issue } from './source.ts'

export interface Token {
  kind: 'identifier' | 'int' | 'uint' | 'double' | 'string' | 'bytes' | 'operator' | 'keyword' | 'end'
  /** As written; `<EOF>` at the end. */
  text: string
  at: number
  /** Of literals. */
  value?: string | bigint | number | Uint8Array
}

const KEYWORDS: ReadonlySet<string> = new Set(['true', 'false', 'null', 'in'])

const SPACE = /(?:[ \t\r\n\f]+|\/\/[^\n]*)+/y
const NUMBER = /0x[0-9a-fA-F]+u?|(?:\d+\.\d+|\.\d+)(?:[eE][-+]?\d+)?|\d+[eE][-+]?\d+|\d+[uU]?/y
const IDENTIFIER = /[A-Za-z_][A-Za-z0-9_]*/y
const ESCAPED_IDENTIFIER = /`[A-Za-z0-9_.\-/ ]+`/y
const OPERATOR = /==|!=|<=|>=|&&|\|\||[-<>+*/%!?:.,()[\]{}]/y
const STRING_START = /(?:[bB][rR]?|[rR][bB]?)?("""|'''|"|')/y

/** The tokens of an expression, with what could not be read. */
export function tokenize(source: string): { tokens: Token[]; issues: Issue[] } {
  const tokens: Token[] = []
  const issues: Issue[] = []
  let at = 0
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at
    return pattern.exec(source)?.[0]
  }
  while (at < source.length) {
    const space = match(SPACE)
    if (space) {
      at += space.length
      continue
    }
    const token = readString(source, at) ?? readPlain(at, match)
    if (token) {
      tokens.push(token)
      at += token.text.length
      continue
    }
    const bad = unreadable(source, at)
    issues.push({ at, message: `Syntax error: token recognition error at: '${bad}'` })
    at += bad.length
  }
  tokens.push({ kind: 'end', text: '<EOF>', at: source.length })
  return { tokens, issues }
}

function readPlain(at: number, match: (pattern: RegExp) => string | undefined): Token | undefined {
  const number = match(NUMBER)
  if (number) return numberToken(number, at)
  const word = match(IDENTIFIER)
  if (word) return { kind: KEYWORDS.has(word) ? 'keyword' : 'identifier', text: word, at }
  const escaped = match(ESCAPED_IDENTIFIER)
  if (escaped) return { kind: 'identifier', text: escaped, at, value: escaped.slice(1, -1) }
  const operator = match(OPERATOR)
  return operator ? { kind: 'operator', text: operator, at } : undefined
}

function numberToken(text: string, at: number): Token {
  if (/[uU]$/.test(text)) return { kind: 'uint', text, at, value: BigInt(text.slice(0, -1)) }
  if (text.startsWith('0x') || /^\d+$/.test(text)) return { kind: 'int', text, at, value: BigInt(text) }
  return { kind: 'double', text, at, value: Number(text) }
}

function readString(source: string, at: number): Token | undefined {
  STRING_START.lastIndex = at
  const start = STRING_START.exec(source)
  if (!start) return undefined
  const quote = start[1]!
  const prefix = start[0].slice(0, -quote.length).toLowerCase()
  const raw = prefix.includes('r')
  let end = at + start[0].length
  while (!source.startsWith(quote, end)) {
    if (end >= source.length || (quote.length === 1 && source[end] === '\n')) return undefined
    if (source[end] !== '\\' || raw) end++
    else {
      ESCAPE.lastIndex = end
      const escape = ESCAPE.exec(source)
      if (!escape) return undefined
      end += escape[0].length
    }
  }
  const body = source.slice(at + start[0].length, end)
  const text = source.slice(at, end + quote.length)
  if (!prefix.includes('b')) return { kind: 'string', text, at, value: raw ? body : unescape(body) }
  return { kind: 'bytes', text, at, value: bytesOf(body, raw) }
}

const ESCAPE = /\\(?:[abfnrtv"'\\?`]|[0-3][0-7]{2}|[xX][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})/y
const SIMPLE: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

function unescape(body: string): string {
  return body.replace(/\\(?:([abfnrtv"'\\?`])|([0-3][0-7]{2})|[xXuU]([0-9a-fA-F]+))/g, (_, simple, octal, hex) => {
    if (simple !== undefined) return SIMPLE[simple as string] ?? (simple as string)
    return String.fromCodePoint(octal !== undefined ? parseInt(octal as string, 8) : parseInt(hex as string, 16))
  })
}

/** In byte literals `\x` and octal escapes stand for bytes, not for characters. */
function bytesOf(body: string, raw: boolean): Uint8Array {
  const encoder = new TextEncoder()
  if (raw) return encoder.encode(body)
  const bytes: number[] = []
  for (const part of body.match(/\\(?:[0-3][0-7]{2}|[xX][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)|[^\\]+/gs) ??
    []) {
    if (/^\\[0-3]/.test(part)) bytes.push(parseInt(part.slice(1), 8))
    else if (/^\\[xX]/.test(part)) bytes.push(parseInt(part.slice(2), 16))
    else bytes.push(...encoder.encode(unescape(part)))
  }
  return Uint8Array.from(bytes)
}

/** How much the real lexer takes for one unreadable token. */
function unreadable(source: string, at: number): string {
  const char = source[at]!
  if (char === '"' || char === "'") {
    let end = at + 1
    while (end < source.length && source[end] !== char && source[end] !== '\n') {
      if (source[end] !== '\\') {
        end++
        continue
      }
      ESCAPE.lastIndex = end
      const escape = ESCAPE.exec(source)
      if (!escape) return source.slice(at, end + 2)
      end += escape[0].length
    }
    return source.slice(at, end)
  }
  // Half an operator is given up only with the character that does not complete it.
  if ('&|='.includes(char) && at + 1 < source.length) return source.slice(at, at + 2)
  return char
}
