import { ShellSyntaxError, type Command, type List, type Redirect, type SimpleCommand, type Word } from './syntax.ts'
import { TextReader } from './text-reader.ts'
import { WordParser } from './word-parser.ts'

const ENDS_WORD = new Set([' ', '\t', '\n', ';', '&', '|', '<', '>', '(', ')', ''])
const REDIRECT = /(\d*)(&>|<<<|<<-?|<>|<&|>&|>>|>\||<|>)/y
const ASSIGNMENT = /[A-Za-z_][A-Za-z0-9_]*\+?=/y
const FUNCTION = /([A-Za-z_][\w.-]*)[ \t]*\([ \t]*\)/y
const RESERVED = new Set(['then', 'do', 'done', 'fi', 'else', 'elif', 'esac', '}', ')'])

/** Parses a whole script. @throws ShellSyntaxError */
export function parseScript(text: string): List {
  const parser = new ScriptReader(new TextReader(text))
  const list = parser.list(() => false)
  parser.expectEnd()
  return list
}

/** Reads commands, POSIX style. */
class ScriptReader {
  readonly #reader: TextReader
  readonly #words: WordParser
  readonly #documents: { redirect: Redirect; end: string; literal: boolean; stripTabs: boolean }[] = []

  constructor(reader: TextReader) {
    this.#reader = reader
    const substitution = (source: TextReader): List => {
      const list = new ScriptReader(source).list(() => source.peek() === ')')
      if (!source.accept(')')) throw new ShellSyntaxError('syntax error: unterminated quoted string', source.line, true)
      return list
    }
    this.#words = new WordParser(reader, substitution, parseScript)
  }

  expectEnd(): void {
    this.#skipLines()
    if (!this.#reader.done) throw this.#unexpected()
  }

  /** Commands up to where `ends` holds, a reserved word that closes, or the end. */
  list(ends: () => boolean): List {
    const items: List['items'] = []
    const reader = this.#reader
    const atEnd = () => reader.done || ends() || reader.startsWith(';;') || this.#atReserved()
    for (;;) {
      this.#skipLines()
      if (atEnd()) break
      const command = this.#andOr()
      this.#skipBlank()
      const background = reader.accept('&')
      const separated = background || reader.peek() === '\n' || (!reader.startsWith(';;') && reader.accept(';'))
      items.push({ command, background })
      if (separated) continue
      if (atEnd()) break
      throw this.#unexpected()
    }
    return { items }
  }

  #andOr(): Command {
    let left = this.#pipeline()
    for (;;) {
      this.#skipBlank()
      const operator = this.#reader.accept('&&') ? '&&' : this.#reader.accept('||') ? '||' : undefined
      if (!operator) return left
      this.#skipLines()
      left = { type: 'and-or', operator, left, right: this.#pipeline() }
    }
  }

  #pipeline(): Command {
    this.#skipBlank()
    let negated = false
    while (this.#reader.match(/!(?=[ \t])[ \t]*/y) !== undefined) negated = !negated
    const commands = [this.#command()]
    for (;;) {
      this.#skipBlank()
      if (this.#reader.startsWith('||') || !this.#reader.accept('|')) break
      if (this.#reader.accept('&')) this.#withRedirect(commands.at(-1)!, mergeErrors())
      this.#skipLines()
      commands.push(this.#command())
    }
    return commands.length === 1 && !negated ? commands[0]! : { type: 'pipeline', commands, negated }
  }

  #command(): Command {
    this.#skipBlank()
    const reader = this.#reader
    const compound = this.#compound()
    if (compound) {
      for (let redirect = this.#redirect(); redirect; redirect = this.#redirect())
        this.#withRedirect(compound, redirect)
      return compound
    }
    const start = reader.position
    const isKeyword = this.#keyword('function')
    const named = isKeyword ? (this.#skipBlank(), reader.match(/[\w.-]+/y)) : reader.match(FUNCTION)
    if (named !== undefined) {
      if (isKeyword) {
        this.#skipBlank()
        reader.match(/\([ \t]*\)/y)
      }
      this.#skipLines()
      return { type: 'function', name: named.replace(/[ \t]*\(.*/s, ''), body: this.#command() }
    }
    reader.position = start
    return this.#simple()
  }

  #compound(): Command | undefined {
    const reader = this.#reader
    const none: Redirect[] = []
    if (reader.peek() === '(') {
      reader.next()
      const body = this.list(() => reader.peek() === ')')
      this.#expect(')')
      return { type: 'subshell', body, redirects: none }
    }
    if (this.#keyword('{')) {
      const body = this.list(() => false)
      this.#expectKeyword('}')
      return { type: 'group', body, redirects: none }
    }
    if (this.#keyword('if')) return this.#if()
    if (this.#keyword('for')) return this.#for()
    if (this.#keyword('case')) return this.#case()
    const loop = this.#keyword('while') ? 'while' : this.#keyword('until') ? 'until' : undefined
    if (!loop) return undefined
    const condition = this.list(() => false)
    return { type: 'while', until: loop === 'until', condition, body: this.#doGroup(), redirects: none }
  }

  #if(): Command {
    const branches: { condition: List; body: List }[] = []
    let otherwise: List | undefined
    do {
      const condition = this.list(() => false)
      this.#expectKeyword('then')
      branches.push({ condition, body: this.list(() => false) })
    } while (this.#keyword('elif'))
    if (this.#keyword('else')) otherwise = this.list(() => false)
    this.#expectKeyword('fi')
    return { type: 'if', branches, ...(otherwise && { otherwise }), redirects: [] }
  }

  #for(): Command {
    this.#skipBlank()
    const name = this.#reader.match(/[A-Za-z_]\w*/y)
    if (name === undefined) throw this.#unexpected()
    this.#skipLines()
    let words: Word[] | undefined
    if (this.#keyword('in')) {
      words = []
      for (let word = this.#word(); word; word = this.#word()) words.push(word)
    }
    this.#skipBlank()
    this.#reader.accept(';')
    this.#skipLines()
    return { type: 'for', name, ...(words && { words }), body: this.#doGroup(), redirects: [] }
  }

  #doGroup(): List {
    this.#expectKeyword('do')
    const body = this.list(() => false)
    this.#expectKeyword('done')
    return body
  }

  #case(): Command {
    const subject = this.#word()
    if (!subject) throw this.#unexpected()
    this.#skipLines()
    this.#expectKeyword('in')
    const branches: { patterns: Word[]; body: List }[] = []
    for (;;) {
      this.#skipLines()
      if (this.#keyword('esac')) break
      if (this.#reader.done) throw this.#unexpected()
      this.#reader.accept('(')
      const patterns: Word[] = []
      do {
        const pattern = this.#word()
        if (!pattern) throw this.#unexpected()
        patterns.push(pattern)
        this.#skipBlank()
      } while (this.#reader.accept('|'))
      this.#expect(')')
      branches.push({ patterns, body: this.list(() => false) })
      this.#skipLines()
      this.#reader.accept(';;')
    }
    return { type: 'case', subject, branches, redirects: [] }
  }

  #simple(): SimpleCommand {
    const command: SimpleCommand = { type: 'simple', assignments: [], words: [], redirects: [] }
    for (;;) {
      this.#skipBlank()
      const redirect = this.#redirect()
      if (redirect) {
        command.redirects.push(redirect)
        continue
      }
      const assigned = command.words.length === 0 ? this.#reader.match(ASSIGNMENT) : undefined
      if (assigned !== undefined) {
        const append = assigned.endsWith('+=')
        const value = { parts: this.#words.parts((next) => ENDS_WORD.has(next)) }
        command.assignments.push({ name: assigned.slice(0, append ? -2 : -1), value, append })
        continue
      }
      const word = this.#word()
      if (!word) break
      command.words.push(word)
    }
    if (command.words.length + command.assignments.length + command.redirects.length === 0) throw this.#unexpected()
    return command
  }

  #redirect(): Redirect | undefined {
    const reader = this.#reader
    this.#skipBlank()
    REDIRECT.lastIndex = reader.position
    const match = REDIRECT.exec(reader.text)
    if (!match) return undefined
    reader.position += match[0].length
    const text = match[2]!
    const fd = match[1] === '' ? (text.startsWith('<') ? 0 : 1) : Number(match[1])
    const isDocument = text === '<<' || text === '<<-'
    const operator = (isDocument ? '<<' : text) as Redirect['operator']
    const target = this.#word()
    if (!target) throw this.#unexpected()
    const redirect: Redirect = { fd, operator, target }
    if (isDocument) {
      const literal = target.parts.some((part) => part.type === 'text' && part.quoted)
      const end = target.parts.map((part) => (part.type === 'text' ? part.text : '')).join('')
      this.#documents.push({ redirect, end, literal, stripTabs: text === '<<-' })
    }
    return redirect
  }

  #readDocuments(): void {
    const reader = this.#reader
    for (const { redirect, end, literal, stripTabs } of this.#documents.splice(0)) {
      let text = ''
      for (;;) {
        if (reader.done) throw new ShellSyntaxError('syntax error: unterminated here document', reader.line, true)
        const newline = reader.text.indexOf('\n', reader.position)
        const stop = newline < 0 ? reader.text.length : newline
        const raw = reader.text.slice(reader.position, stop)
        reader.position = stop + 1
        const line = stripTabs ? raw.replace(/^\t+/, '') : raw
        if (line === end) break
        text += line + '\n'
      }
      redirect.target = literal ? { parts: [{ type: 'text', text, quoted: true }] } : parseDocument(text)
    }
  }

  #word(): Word | undefined {
    this.#skipBlank()
    if (ENDS_WORD.has(this.#reader.peek())) return undefined
    return { parts: this.#words.parts((next) => ENDS_WORD.has(next)) }
  }

  #withRedirect(command: Command, redirect: Redirect): void {
    if ('redirects' in command) command.redirects.push(redirect)
  }

  #skipBlank(): void {
    const reader = this.#reader
    for (;;) {
      if (reader.match(/[ \t\r]+/y) !== undefined || reader.accept('\\\n')) continue
      if (reader.peek() !== '#' || !/^$|[\s;&|()]/.test(reader.text[reader.position - 1] ?? '')) return
      reader.match(/[^\n]*/y)
    }
  }

  #skipLines(): void {
    for (;;) {
      this.#skipBlank()
      if (!this.#reader.accept('\n')) return
      this.#readDocuments()
    }
  }

  #keyword(word: string): boolean {
    this.#skipBlank()
    const after = this.#reader.peek(word.length)
    if (!this.#reader.startsWith(word) || !ENDS_WORD.has(after)) return false
    return this.#reader.accept(word)
  }

  #atReserved(): boolean {
    const [word = ''] =
      /^[^\s;&|<>()]+|^\)/.exec(this.#reader.text.slice(this.#reader.position, this.#reader.position + 8)) ?? []
    return RESERVED.has(word)
  }

  #expectKeyword(word: string): void {
    this.#skipLines()
    if (!this.#keyword(word)) throw this.#unexpected(word)
  }

  #expect(text: string): void {
    this.#skipLines()
    if (!this.#reader.accept(text)) throw this.#unexpected(text)
  }

  #unexpected(wanted?: string): ShellSyntaxError {
    const reader = this.#reader
    this.#skipBlank()
    const hint = wanted ? ` (expecting "${wanted}")` : ''
    if (reader.done) return new ShellSyntaxError(`syntax error: unexpected end of file${hint}`, reader.line, true)
    const [token = ''] = /^(&&|\|\||;;|[;&|()<>\n]|[^\s;&|<>()]+)/.exec(reader.text.slice(reader.position)) ?? []
    const shown = token === '\n' ? 'newline' : `"${token}"`
    return new ShellSyntaxError(`syntax error: unexpected ${shown}${hint}`, reader.line)
  }
}

/** The text of a here document: expansions, no quotes. */
function parseDocument(text: string): Word {
  const reader = new TextReader(text)
  const substitution = (source: TextReader): List => {
    const list = new ScriptReader(source).list(() => source.peek() === ')')
    source.accept(')')
    return list
  }
  return { parts: new WordParser(reader, substitution, parseScript).parts(() => false, true) }
}

const mergeErrors = (): Redirect => ({
  fd: 2,
  operator: '>&',
  target: { parts: [{ type: 'text', text: '1', quoted: false }] },
})

/** `undefined` while more is needed. */
export function parseComplete(text: string, ended: boolean): List | undefined {
  try {
    return parseScript(text)
  } catch (error) {
    if (error instanceof ShellSyntaxError && error.incomplete && !ended) return undefined
    throw error
  }
}
