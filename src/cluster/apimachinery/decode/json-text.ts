import { isObject } from '#base'
import { goQuote } from '../go-text.ts'
import type { Json, JsonObject } from '../object.ts'

/** What a parsed text says beyond its value; needed to judge it as the server does. */
export interface JsonNotes {
  /** The keys of objects that name one twice, in the order of the text, repeated as there. */
  members: Map<JsonObject, string[]>
  /** How numbers are spelled that are not plain integers, by the object or list that holds them. */
  numbers: Map<object, Map<string | number, string>>
}

export interface JsonText {
  value: Json
  /** Absent when the text holds neither duplicate keys nor odd numbers. */
  notes?: JsonNotes
}

/** A text that is no JSON; the message is that of Go's `encoding/json`. */
export class JsonSyntaxError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'JsonSyntaxError'
  }
}

/**
 * Parses JSON text. Where a key comes twice, objects are merged and the last of other values wins.
 * @throws JsonSyntaxError
 */
export function parseJson(text: string): JsonText {
  let value: Json
  try {
    value = JSON.parse(text) as Json
  } catch {
    // The careful parser finds the words for what is wrong.
    return new JsonParser(text).parse()
  }
  const shape = scan(text)
  if (!shape.oddNumbers && shape.members === countMembers(value)) return { value }
  return new JsonParser(text).parse()
}

/** Counts the members of all objects of a valid text, and looks for numbers that are not plain integers, without parsing it. */
function scan(text: string): { members: number; oddNumbers: boolean } {
  let members = 0
  let digits = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === QUOTE) {
      i = endOfString(text, i)
      digits = 0
    } else if (code === COLON) members++
    else if (code >= ZERO && code <= NINE) {
      // Longer integers may not fit a double.
      if (++digits > 15) return { members: -1, oddNumbers: true }
    } else {
      if (digits > 0 && (code === DOT || code === UPPER_E || code === LOWER_E)) return { members: -1, oddNumbers: true }
      digits = 0
    }
  }
  return { members, oddNumbers: false }
}

const QUOTE = 34
const DOT = 46
const ZERO = 48
const NINE = 57
const COLON = 58
const UPPER_E = 69
const BACKSLASH = 92
const LOWER_E = 101

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  for (;;) {
    let backslashes = 0
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes++
    if (backslashes % 2 === 0) return end
    end = text.indexOf('"', end + 1)
  }
}

function countMembers(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0
  let count = 0
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object') count += countMembers(item)
    return count
  }
  for (const key in value) {
    count++
    const inner = value[key]!
    if (typeof inner === 'object') count += countMembers(inner)
  }
  return count
}

const PLAIN_INTEGER = /^-?(0|[1-9]\d{0,14})$/
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y

class JsonParser {
  readonly #text: string
  readonly #notes: JsonNotes = { members: new Map(), numbers: new Map() }
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  parse(): JsonText {
    const value = this.#value({}, '')
    this.#space()
    if (this.#at < this.#text.length) throw this.#unexpected('after top-level value')
    return { value, notes: this.#notes }
  }

  /** @param holder where the value will be, for notes. */
  #value(holder: object, key: string | number): Json {
    this.#space()
    const char = this.#text[this.#at]
    if (char === '{') return this.#object()
    if (char === '[') return this.#array()
    if (char === '"') return this.#string()
    if (char === 't') return this.#literal('true', true)
    if (char === 'f') return this.#literal('false', false)
    if (char === 'n') return this.#literal('null', null)
    if (char === '-' || (char !== undefined && char >= '0' && char <= '9')) return this.#number(holder, key)
    throw this.#unexpected('looking for beginning of value')
  }

  #object(): JsonObject {
    const object: JsonObject = {}
    const members: string[] = []
    let repeated = false
    this.#at++
    this.#space()
    if (this.#text[this.#at] === '}') {
      this.#at++
      return object
    }
    for (;;) {
      this.#space()
      if (this.#text[this.#at] !== '"') throw this.#unexpected('looking for beginning of object key string')
      const key = this.#string()
      this.#space()
      if (this.#text[this.#at] !== ':') throw this.#unexpected('after object key')
      this.#at++
      const value = this.#value(object, key)
      if (Object.hasOwn(object, key)) {
        repeated = true
        object[key] = merge(object[key]!, value)
      } else define(object, key, value)
      members.push(key)
      this.#space()
      const separator = this.#text[this.#at]
      if (separator === '}') break
      if (separator !== ',') throw this.#unexpected('after object key:value pair')
      this.#at++
    }
    this.#at++
    if (repeated) this.#notes.members.set(object, members)
    return object
  }

  #array(): Json[] {
    const array: Json[] = []
    this.#at++
    this.#space()
    if (this.#text[this.#at] === ']') {
      this.#at++
      return array
    }
    for (;;) {
      array.push(this.#value(array, array.length))
      this.#space()
      const separator = this.#text[this.#at]
      this.#at++
      if (separator === ']') return array
      if (separator !== ',') {
        this.#at--
        throw this.#unexpected('after array element')
      }
    }
  }

  #string(): string {
    const start = this.#at++
    for (;;) {
      const char = this.#text[this.#at]
      if (char === undefined) throw new JsonSyntaxError(END)
      if (char === '"') break
      if (char < ' ') throw this.#unexpected('in string literal')
      if (char === '\\') this.#escape()
      else this.#at++
    }
    this.#at++
    return JSON.parse(this.#text.slice(start, this.#at)) as string
  }

  #escape(): void {
    this.#at++
    const char = this.#text[this.#at]
    if (char === undefined) throw new JsonSyntaxError(END)
    if (!'"\\/bfnrtu'.includes(char)) throw this.#unexpected('in string escape code')
    this.#at++
    if (char !== 'u') return
    for (let i = 0; i < 4; i++, this.#at++) {
      const digit = this.#text[this.#at]
      if (digit === undefined) throw new JsonSyntaxError(END)
      if (!/[0-9a-fA-F]/.test(digit)) throw this.#unexpected('in \\u hexadecimal character escape')
    }
  }

  #literal<T extends Json>(word: string, value: T): T {
    for (let i = 0; i < word.length; i++, this.#at++)
      if (this.#text[this.#at] !== word[i]) throw this.#unexpected(`in literal ${word} (expecting '${word[i]}')`)
    return value
  }

  #number(holder: object, key: string | number): number {
    NUMBER.lastIndex = this.#at
    const match = NUMBER.exec(this.#text)
    if (!match) {
      this.#at++
      throw this.#unexpected('in numeric literal')
    }
    this.#at = NUMBER.lastIndex
    const next = this.#text[this.#at]
    if (next === '.' || next === 'e' || next === 'E') {
      this.#at++
      const inFraction = next === '.'
      if (!inFraction && /[-+]/.test(this.#text[this.#at] ?? '')) this.#at++
      throw this.#unexpected(inFraction ? 'after decimal point in numeric literal' : 'in exponent of numeric literal')
    }
    const [spelling] = match
    if (!PLAIN_INTEGER.test(spelling)) {
      let numbers = this.#notes.numbers.get(holder)
      if (!numbers) this.#notes.numbers.set(holder, (numbers = new Map()))
      numbers.set(key, spelling)
    }
    return Number(spelling)
  }

  #space(): void {
    while (' \t\r\n'.includes(this.#text[this.#at] ?? 'end')) this.#at++
  }

  #unexpected(where: string): JsonSyntaxError {
    const char = this.#text.codePointAt(this.#at)
    if (char === undefined) return new JsonSyntaxError(END)
    return new JsonSyntaxError(`invalid character ${quoteChar(String.fromCodePoint(char))} ${where}`)
  }
}

const END = 'unexpected end of JSON input'

/** As Go writes a character between single quotes. */
function quoteChar(char: string): string {
  if (char === "'") return String.raw`'\''`
  if (char === '"') return `'"'`
  return `'${goQuote(char).slice(1, -1)}'`
}

function merge(first: Json, second: Json): Json {
  if (!isObject(first) || !isObject(second)) return second
  for (const key of Object.keys(second))
    define(first, key, Object.hasOwn(first, key) ? merge(first[key]!, second[key]!) : second[key]!)
  return first
}

/** Sets a member as `JSON.parse` does: `__proto__` is a key as any other. */
function define(object: JsonObject, key: string, value: Json): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true })
  else object[key] = value
}
