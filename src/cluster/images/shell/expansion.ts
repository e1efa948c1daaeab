import type { FileView } from '../../machine/files/file-view.ts'
import { evaluate } from './arithmetic.ts'
import { isPattern, matches, patternSource, type PatternPart } from './patterns.ts'
import type { ShellState } from './shell-state.ts'
import type { List, ParameterOperator, Word, WordPart } from './syntax.ts'

/** What expansion needs of the shell around it. */
export interface ExpansionHost {
  state: ShellState
  files: FileView
  /** The output of a command substitution. */
  capture(body: List): Promise<string>
  /** A whole number below 32768: `$RANDOM`. */
  random(): number
  nowMs(): number
}

/** An expansion that ends the command: `${x:?why}`, `set -u`. */
export class ExpansionError extends Error {
  override name = 'ExpansionError'
}

/** A piece of a field: quoted text is neither split nor a pattern. */
type Piece = PatternPart

/** Words to fields: parameters, substitutions, arithmetic, splitting, path names. */
export class Expander {
  readonly #host: ExpansionHost

  constructor(host: ExpansionHost) {
    this.#host = host
  }

  /** The arguments that `words` make. */
  async fields(words: readonly Word[]): Promise<string[]> {
    const result: string[] = []
    for (const word of words) {
      for (const field of await this.#split(word)) result.push(...this.#pathNames(field))
    }
    return result
  }

  /** One text, neither split nor matched with files. */
  async text(word: Word): Promise<string> {
    return (await this.pattern(word)).map(({ text }) => text).join('')
  }

  /** One pattern. */
  async pattern(word: Word): Promise<PatternPart[]> {
    const fields = await this.#split(word, false)
    return fields.flatMap((field, index) => (index === 0 ? field : [{ text: ' ', quoted: true }, ...field]))
  }

  async #split(word: Word, splitting = true): Promise<Piece[][]> {
    const fields: Piece[][] = []
    let current: Piece[] | undefined
    const append = (piece: Piece) => void (current = [...(current ?? []), piece])
    const flush = () => {
      if (current) fields.push(current)
      current = undefined
    }
    for (const [index, part] of word.parts.entries()) {
      if (part.type === 'text') {
        append(index === 0 && !part.quoted ? this.#tilde(part) : part)
        continue
      }
      if (part.type === 'parameter' && (part.name === '@' || part.name === '*') && !part.operator) {
        const values = this.#host.state.positional
        if (part.quoted && part.name === '*') append({ text: values.join(this.#ifs()[0] ?? ''), quoted: true })
        else
          for (const [at, value] of values.entries()) {
            if (at > 0 && (splitting || !part.quoted)) flush()
            else if (at > 0) append({ text: ' ', quoted: true })
            if (part.quoted) append({ text: value, quoted: true })
            else this.#appendSplit(value, append, flush, splitting)
          }
        continue
      }
      const value = await this.#value(part)
      if (part.quoted) append({ text: value, quoted: true })
      else this.#appendSplit(value, append, flush, splitting)
    }
    flush()
    return fields
  }

  #appendSplit(value: string, append: (piece: Piece) => void, flush: () => void, splitting: boolean): void {
    const ifs = this.#ifs()
    if (!splitting || ifs === '') {
      if (value !== '') append({ text: value, quoted: false })
      return
    }
    const blank = Array.from(ifs)
      .filter((character) => ' \t\n'.includes(character))
      .join('')
    let text = ''
    let pending = false
    for (const character of value) {
      if (!ifs.includes(character)) {
        if (pending) flush()
        pending = false
        text += character
        continue
      }
      if (text !== '') append({ text, quoted: false })
      if (!blank.includes(character)) {
        // A separator that is no blank ends a field even when it is empty.
        if (pending || text === '') append({ text: '', quoted: true })
        flush()
        pending = false
      } else pending = true
      text = ''
    }
    if (text !== '') append({ text, quoted: false })
    else if (pending) flush()
  }

  #ifs(): string {
    return this.#host.state.get('IFS') ?? ' \t\n'
  }

  #tilde(part: { text: string; quoted: boolean }): Piece {
    const match = /^~(?=$|[/:])/.exec(part.text)
    const home = this.#host.state.get('HOME')
    return match && home ? { text: home + part.text.slice(1), quoted: false } : part
  }

  async #value(part: Exclude<WordPart, { type: 'text' }>): Promise<string> {
    if (part.type === 'command') return (await this.#host.capture(part.body)).replace(/\n+$/, '')
    if (part.type === 'arithmetic') {
      const { state } = this.#host
      return String(
        evaluate(await this.text(part.expression), {
          get: (name) => this.#lookup(name),
          set: (name, value) => state.set(name, value),
        }),
      )
    }
    return this.#parameter(part.name, part.operator)
  }

  async #parameter(name: string, operator: ParameterOperator | undefined): Promise<string> {
    const { state } = this.#host
    const found = this.#lookup(name)
    if (operator?.kind === 'default') {
      const isSet = found !== undefined && !(operator.emptyToo && found === '')
      if (operator.action === '+') return isSet ? this.text(operator.word) : ''
      if (isSet) return found
      const word = await this.text(operator.word)
      if (operator.action === '?') throw new ExpansionError(`${name}: ${word || 'parameter not set'}`)
      if (operator.action === '=') state.set(name, word)
      return word
    }
    if (found === undefined && state.options.has('u') && !['@', '*', '!'].includes(name))
      throw new ExpansionError(`${name}: parameter not set`)
    const value = found ?? ''
    if (!operator) return value
    switch (operator.kind) {
      case 'length':
        return String(name === '@' || name === '*' ? state.positional.length : Array.from(value).length)
      case 'trim':
        return trim(value, await this.pattern(operator.pattern), operator)
      case 'case': {
        const change = (text: string) => (operator.upper ? text.toUpperCase() : text.toLowerCase())
        return operator.all ? change(value) : change(value.slice(0, 1)) + value.slice(1)
      }
      case 'slice': {
        const number = async (word: Word) =>
          evaluate(await this.text(word), {
            get: (variable) => this.#lookup(variable),
            set: (variable, text) => state.set(variable, text),
          })
        const start = await number(operator.offset)
        const from = start < 0 ? Math.max(0, value.length + start) : start
        if (!operator.length) return value.slice(from)
        const length = await number(operator.length)
        return length < 0 ? value.slice(from, length) : value.slice(from, from + length)
      }
      default: {
        const expression = new RegExp(patternSource(await this.pattern(operator.pattern)), operator.all ? 'gs' : 's')
        const replacement = await this.text(operator.replacement)
        return value.replace(expression, () => replacement)
      }
    }
  }

  #lookup(name: string): string | undefined {
    const { state } = this.#host
    switch (name) {
      case '?':
        return String(state.status)
      case '$':
        return String(state.processId)
      case '!':
        return state.lastBackground === undefined ? undefined : String(state.lastBackground)
      case '#':
        return String(state.positional.length)
      case '0':
        return state.name
      case '-':
        return [...state.options].filter((option) => option.length === 1).join('')
      case '@':
      case '*':
        return state.positional.length > 0 ? state.positional.join(this.#ifs()[0] ?? '') : undefined
      case 'RANDOM':
        return String(this.#host.random())
      case 'EPOCHSECONDS':
        return String(Math.floor(this.#host.nowMs() / 1000))
      default:
        return /^\d+$/.test(name) ? state.positional[Number(name) - 1] : state.get(name)
    }
  }

  /** The files that a field names; itself when it is no pattern, or when there is none. */
  #pathNames(field: Piece[]): string[] {
    const literal = field.map(({ text }) => text).join('')
    if (this.#host.state.options.has('f') || !isPattern(field)) return [literal]
    const found = glob(this.#host.files, field)
    return found.length > 0 ? found : [literal]
  }
}

function trim(
  value: string,
  parts: PatternPart[],
  { side, longest }: { side: 'prefix' | 'suffix'; longest: boolean },
): string {
  const lengths = Array.from({ length: value.length + 1 }, (_, length) => (longest ? value.length - length : length))
  for (const length of lengths) {
    const piece = side === 'prefix' ? value.slice(0, length) : value.slice(value.length - length)
    if (matches(parts, piece)) return side === 'prefix' ? value.slice(length) : value.slice(0, value.length - length)
  }
  return value
}

/** Paths that match, sorted. */
export function glob(files: FileView, parts: readonly PatternPart[]): string[] {
  const segments: PatternPart[][] = [[]]
  for (const { text, quoted } of parts) {
    for (const [index, piece] of text.split('/').entries()) {
      if (index > 0) segments.push([])
      if (piece !== '') segments.at(-1)!.push({ text: piece, quoted })
    }
  }
  const absolute = segments[0]!.length === 0 && segments.length > 1
  let found = [absolute ? '/' : '']
  for (const [index, segment] of segments.entries()) {
    if (segment.length === 0) continue
    const last = index === segments.length - 1
    found = found.flatMap((base) => expandSegment(files, base, segment, last))
  }
  return found.sort()
}

function expandSegment(files: FileView, base: string, segment: PatternPart[], last: boolean): string[] {
  const join = (name: string) => (base === '' || base.endsWith('/') ? base + name : `${base}/${name}`)
  if (!isPattern(segment)) {
    const path = join(segment.map(({ text }) => text).join(''))
    return files.find(path, false) ? [path] : []
  }
  if (!files.isDirectory(base || '.')) return []
  const showHidden = segment[0]!.text.startsWith('.')
  return files
    .list(base || '.')
    .filter((name) => (showHidden || !name.startsWith('.')) && matches(segment, name))
    .map(join)
    .filter((path) => last || files.isDirectory(path))
}
