import { GO_ESCAPES } from '../../apimachinery/go-text.ts'
import { declare } from '../functions.ts'
import { formatDouble } from './conversions.ts'
import {
  CelError,
  codePoints,
  Duration,
  isMap,
  mapEntries,
  runtimeType,
  Timestamp,
  TypeValue,
  Uint,
  type Value,
} from '../values.ts'

function charAt(text: string, index: bigint): string {
  const characters = codePoints(text)
  if (index < 0n || index > BigInt(characters.length)) throw new CelError(`index out of range: ${index}`)
  return characters[Number(index)] ?? ''
}

function indexOf(text: string, part: string, from = 0n): bigint {
  const characters = codePoints(text)
  const wanted = codePoints(part)
  if (from < 0n || from > BigInt(characters.length)) throw new CelError(`index out of range: ${from}`)
  for (let i = Number(from); i <= characters.length - wanted.length; i++)
    if (wanted.every((char, offset) => characters[i + offset] === char)) return BigInt(i)
  return -1n
}

function lastIndexOf(text: string, part: string, from?: bigint): bigint {
  const characters = codePoints(text)
  const wanted = codePoints(part)
  if (from !== undefined && (from < 0n || from > BigInt(characters.length)))
    throw new CelError(`index out of range: ${from}`)
  const last = characters.length - wanted.length
  for (let i = from === undefined ? last : Math.min(Number(from), last); i >= 0; i--)
    if (wanted.every((char, offset) => characters[i + offset] === char)) return BigInt(i)
  return -1n
}

function replace(text: string, old: string, fresh: string, limit = -1n): string {
  let left = limit < 0n ? Infinity : Number(limit)
  return left === Infinity
    ? text.replaceAll(old, () => fresh)
    : text.replaceAll(old, (match) => (left-- > 0 ? fresh : match))
}

function split(text: string, separator: string, limit = -1n): string[] {
  if (limit === 0n) return []
  const parts = separator === '' ? codePoints(text) : text.split(separator)
  if (limit < 0n || parts.length <= Number(limit)) return parts
  const kept = parts.slice(0, Number(limit) - 1)
  return [...kept, parts.slice(kept.length).join(separator)]
}

function substring(text: string, start: bigint, end?: bigint): string {
  const characters = codePoints(text)
  const last = end ?? BigInt(characters.length)
  if (start < 0n || start > BigInt(characters.length)) throw new CelError(`index out of range: ${start}`)
  if (last < 0n || last > BigInt(characters.length)) throw new CelError(`index out of range: ${last}`)
  if (start > last) throw new CelError(`invalid substring range. start: ${start}, end: ${last}`)
  return characters.slice(Number(start), Number(last)).join('')
}

function quote(text: string): string {
  return `"${codePoints(text)
    .map((char) => GO_ESCAPES[char] ?? char)
    .join('')}"`
}

const lowerAscii = (text: string) => text.replace(/[A-Z]+/g, (part) => part.toLowerCase())
const upperAscii = (text: string) => text.replace(/[a-z]+/g, (part) => part.toUpperCase())

/** `'%s is %d'.format([…])` */
function format(pattern: string, args: Value[]): string {
  let next = 0
  return pattern.replace(/%(?:%|(?:\.(\d+))?([a-zA-Z]?))/g, (whole, precision: string | undefined, verb: string) => {
    if (whole === '%%') return '%'
    if (next >= args.length) throw new CelError(`index ${next} out of range`)
    const value = args[next++]
    return formatVerb(verb, value, precision === undefined ? 6 : Number(precision))
  })
}

function formatVerb(verb: string, value: Value, precision: number): string {
  const number = value instanceof Uint ? value.value : value
  const wrong = (clause: string, wanted: string) =>
    new CelError(
      `error during formatting: ${clause} clause can only be used on ${wanted}, was given ${runtimeType(value)}`,
    )
  switch (verb) {
    case 's':
      return formatText(value)
    case 'd':
      if (typeof number === 'bigint') return String(number)
      if (typeof number === 'number') return formatDouble(number)
      throw wrong('decimal', 'integers')
    case 'f':
      if (typeof number === 'number' || typeof number === 'bigint') return Number(number).toFixed(precision)
      throw wrong('fixed-point', 'doubles')
    case 'e':
      if (typeof number === 'number' || typeof number === 'bigint')
        return Number(number)
          .toExponential(precision)
          .replace(/e([-+])(\d)$/, 'e$10$2')
      throw wrong('scientific', 'doubles')
    case 'b':
      if (typeof number === 'boolean') return number ? '1' : '0'
      if (typeof number === 'bigint') return number.toString(2)
      throw wrong('binary', 'integers and bools')
    case 'o':
      if (typeof number === 'bigint') return number.toString(8)
      throw wrong('octal', 'integers')
    case 'x':
    case 'X': {
      const text = hexadecimal(number)
      if (text === undefined) throw wrong('hex', 'integers, byte buffers, and strings')
      return verb === 'X' ? text.toUpperCase() : text
    }
    default:
      throw new CelError(`could not parse formatting clause: unrecognized formatting clause "${verb}"`)
  }
}

function hexadecimal(value: Value): string | undefined {
  if (typeof value === 'bigint') return value.toString(16)
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value
  if (!(bytes instanceof Uint8Array)) return undefined
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function formatText(value: Value): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'string') return value
  if (typeof value === 'number') return formatDouble(value)
  if (Array.isArray(value)) return `[${value.map(formatText).join(', ')}]`
  if (value instanceof Uint8Array) return new TextDecoder().decode(value)
  if (value instanceof Uint) return String(value.value)
  if (value instanceof TypeValue) return value.name
  if (isMap(value)) {
    const entries = mapEntries(value).map(([key, item]) => `${formatText(key)}: ${formatText(item)}`)
    return `{${entries.sort().join(', ')}}`
  }
  if (value instanceof Timestamp || value instanceof Duration) return value.toString()
  return typeof value === 'bigint' || typeof value === 'boolean' ? `${value}` : runtimeType(value)
}

/** @see https://pkg.go.dev/github.com/google/cel-go/ext#Strings */
export const strings = declare({
  'string.charAt(int): string': charAt,
  'string.indexOf(string): int': indexOf,
  'string.indexOf(string, int): int': indexOf,
  'string.lastIndexOf(string): int': lastIndexOf,
  'string.lastIndexOf(string, int): int': lastIndexOf,
  'string.lowerAscii(): string': lowerAscii,
  'string.upperAscii(): string': upperAscii,
  'string.replace(string, string): string': replace,
  'string.replace(string, string, int): string': replace,
  'string.split(string): list<string>': split,
  'string.split(string, int): list<string>': split,
  'string.substring(int): string': substring,
  'string.substring(int, int): string': substring,
  'string.trim(): string': (text: string) => text.trim(),
  'string.format(list<dyn>): string': format,
  'list<string>.join(): string': (list: string[]) => list.join(''),
  'list<string>.join(string): string': (list: string[], separator: string) => list.join(separator),
  'strings.quote(string): string': quote,
})
