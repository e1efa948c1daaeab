import { ShellSyntaxError, type List, type ParameterOperator, type Word, type WordPart } from './syntax.ts'
import type { TextReader } from './text-reader.ts'

/** Parses the inside of `$(…)` up to its closing parenthesis. */
export type SubstitutionParser = (reader: TextReader) => List
/** Parses a whole text: what stands between backquotes. */
export type ScriptParser = (text: string) => List

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y
const SPECIAL = /[?$!#*@-]|\d/y
const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
}

/** Reads words: quotes, parameters, substitutions. */
export class WordParser {
  readonly #reader: TextReader
  readonly #parseSubstitution: SubstitutionParser
  readonly #parseScript: ScriptParser

  constructor(reader: TextReader, parseSubstitution: SubstitutionParser, parseScript: ScriptParser) {
    this.#reader = reader
    this.#parseSubstitution = parseSubstitution
    this.#parseScript = parseScript
  }

  /** Parts up to a character that `ends` accepts outside of quotes. */
  parts(ends: (character: string) => boolean, quoted = false): WordPart[] {
    const reader = this.#reader
    const parts: WordPart[] = []
    const add = (text: string, isQuoted = quoted) => {
      const last = parts.at(-1)
      if (last?.type === 'text' && last.quoted === isQuoted) last.text += text
      else parts.push({ type: 'text', text, quoted: isQuoted })
    }
    while (!reader.done && !ends(reader.peek())) {
      const character = reader.peek()
      if (character === '\\') {
        reader.next()
        const escaped = reader.next()
        if (escaped === '\n') continue
        if (quoted && !'$`"\\'.includes(escaped)) add('\\' + escaped, true)
        else add(escaped, true)
      } else if (character === "'" && !quoted) {
        reader.next()
        add(this.#until("'"), true)
      } else if (character === '"' && !quoted) {
        reader.next()
        const inner = this.parts((next) => next === '"', true)
        this.#expect('"')
        if (inner.length === 0) add('', true)
        parts.push(...inner)
      } else if (character === '$') parts.push(...this.#dollar(quoted))
      else if (character === '`') {
        reader.next()
        parts.push({ type: 'command', body: this.#parseScript(this.#backquoted()), quoted })
      } else add(reader.next())
    }
    return parts
  }

  #dollar(quoted: boolean): WordPart[] {
    const reader = this.#reader
    reader.next()
    if (!quoted && reader.accept("'")) return [{ type: 'text', text: this.#ansi(), quoted: true }]
    if (reader.startsWith('((')) {
      const start = reader.position
      const arithmetic = this.#arithmetic(quoted)
      if (arithmetic) return [arithmetic]
      reader.position = start
    }
    if (reader.accept('(')) {
      const body = this.#parseSubstitution(reader)
      return [{ type: 'command', body, quoted }]
    }
    if (reader.accept('{')) return [this.#braced(quoted)]
    const name = reader.match(NAME) ?? reader.match(SPECIAL)
    return [name === undefined ? { type: 'text', text: '$', quoted } : { type: 'parameter', name, quoted }]
  }

  #arithmetic(quoted: boolean): WordPart | undefined {
    const reader = this.#reader
    reader.accept('((')
    let depth = 0
    const parts = this.parts((character) => {
      if (character === '(') depth++
      else if (character === ')') {
        if (depth === 0) return true
        depth--
      }
      return false
    }, true)
    return reader.accept('))') ? { type: 'arithmetic', expression: { parts }, quoted } : undefined
  }

  #braced(quoted: boolean): WordPart {
    const reader = this.#reader
    const isLength = reader.peek() === '#' && reader.peek(1) !== '}'
    if (isLength) reader.next()
    const name = reader.match(NAME) ?? reader.match(/\d+/y) ?? reader.match(SPECIAL)
    if (name === undefined) throw this.#bad('syntax error: bad substitution')
    if (isLength) {
      this.#expect('}')
      return { type: 'parameter', name, operator: { kind: 'length' }, quoted }
    }
    if (reader.accept('}')) return { type: 'parameter', name, quoted }
    const operator = this.#operator(quoted)
    this.#expect('}')
    return { type: 'parameter', name, operator, quoted }
  }

  #operator(quoted: boolean): ParameterOperator {
    const reader = this.#reader
    const word = (): Word => ({ parts: this.parts((next) => next === '}', quoted) })
    const pattern = (end: string): Word => ({ parts: this.parts((next) => next === '}' || next === end, false) })
    const found = reader.match(/:?[-=?+]/y)
    if (found) {
      const action = found.at(-1) as '-' | '=' | '?' | '+'
      return { kind: 'default', action, emptyToo: found.length === 2, word: word() }
    }
    const trim = reader.match(/##?|%%?/y)
    if (trim) {
      const side = trim.startsWith('#') ? 'prefix' : 'suffix'
      return { kind: 'trim', side, longest: trim.length === 2, pattern: pattern('}') }
    }
    const change = reader.match(/,,?|\^\^?/y)
    if (change) return { kind: 'case', upper: change.startsWith('^'), all: change.length === 2 }
    if (reader.accept(':')) {
      const offset = { parts: this.parts((next) => next === ':' || next === '}', true) }
      return { kind: 'slice', offset, ...(reader.accept(':') && { length: word() }) }
    }
    if (reader.accept('/')) {
      const all = reader.accept('/')
      const from = pattern('/')
      return { kind: 'replace', all, pattern: from, replacement: reader.accept('/') ? word() : { parts: [] } }
    }
    throw this.#bad('syntax error: bad substitution')
  }

  #until(end: string): string {
    const reader = this.#reader
    const at = reader.text.indexOf(end, reader.position)
    if (at < 0) throw this.#unterminated()
    const text = reader.text.slice(reader.position, at)
    reader.position = at + 1
    return text
  }

  #ansi(): string {
    const reader = this.#reader
    let text = ''
    while (!reader.accept("'")) {
      if (reader.done) throw this.#unterminated()
      const character = reader.next()
      if (character !== '\\') text += character
      else {
        const code = reader.match(/x[0-9a-fA-F]{1,2}|[0-7]{1,3}/y)
        if (code) text += String.fromCharCode(code.startsWith('x') ? parseInt(code.slice(1), 16) : parseInt(code, 8))
        else {
          const escaped = reader.next()
          text += ESCAPES[escaped] ?? `\\${escaped}`
        }
      }
    }
    return text
  }

  #backquoted(): string {
    const reader = this.#reader
    let text = ''
    while (!reader.accept('`')) {
      if (reader.done) throw this.#unterminated()
      const character = reader.next()
      if (character === '\\' && '$`\\'.includes(reader.peek())) text += reader.next()
      else text += character
    }
    return text
  }

  #expect(end: string): void {
    if (!this.#reader.accept(end)) throw this.#unterminated()
  }

  #unterminated(): ShellSyntaxError {
    return new ShellSyntaxError('syntax error: unterminated quoted string', this.#reader.line, true)
  }

  #bad(message: string): ShellSyntaxError {
    return new ShellSyntaxError(message, this.#reader.line)
  }
}
