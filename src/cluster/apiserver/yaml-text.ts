import type { Json, JsonObject } from '../apimachinery/object.ts'

// A line is broken at the first space after this column.
const WIDTH = 80

/** A value as the server writes YAML: keys in order, lists at the indentation of their keys, long lines folded. */
export function yamlText(value: Json): string {
  return `${block(value, 0).trimStart()}\n`
}

/**
 * What follows a key or a dash: ` text` on the same line, or lines of their own.
 * @param column where the key or the dash ends.
 */
function block(value: Json, indent: number, column = 0): string {
  if (Array.isArray(value)) return value.length === 0 ? ' []' : items(value, indent)
  if (typeof value === 'object' && value !== null)
    return Object.keys(value).length === 0 ? ' {}' : members(value, indent)
  return typeof value === 'string' ? string(value, indent, column) : ` ${String(value)}`
}

function items(list: readonly Json[], indent: number): string {
  const pad = ' '.repeat(indent)
  return list.map((item) => `\n${pad}-${afterDash(item, indent)}`).join('')
}

function afterDash(item: Json, indent: number): string {
  const text = block(item, indent + 2, indent + 1)
  // What stands on lines of its own begins behind the dash.
  return text.startsWith('\n') ? ` ${text.trimStart()}` : text
}

function members(object: JsonObject, indent: number): string {
  const pad = ' '.repeat(indent)
  return Object.keys(object)
    .sort(naturally)
    .map((key) => {
      const inner = object[key]!
      const deeper = Array.isArray(inner) ? indent : indent + 2
      const name = `${pad}${string(key, 0, 0).trimStart()}:`
      return `\n${name}${block(inner, deeper, name.length)}`
    })
    .join('')
}

/** Numbers within keys compare as numbers. */
function naturally(a: string, b: string): number {
  const [left, right] = [a.match(PARTS) ?? [], b.match(PARTS) ?? []]
  for (let i = 0; i < left.length && i < right.length; i++) {
    const [x, y] = [left[i]!, right[i]!]
    const difference = /^\d/.test(x) && /^\d/.test(y) ? Number(x) - Number(y) : 0
    if (difference !== 0) return difference
    if (x !== y) return x < y ? -1 : 1
  }
  return left.length - right.length
}

const PARTS = /\d+|\D/g

// Texts that would be read as something else: booleans of YAML 1.1, nothing, numbers, times.
const OTHER_TYPE =
  /^(|~|null|Null|NULL|y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF|[-+]?(\d[\d_]*)?\.?\d[\d_]*([eE][-+]?\d+)?|\d+\.|0x[\da-fA-F_]+|0b[01_]+|0o?[0-7_]+|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)|\d{4}-\d\d?-\d\d?([Tt ].*)?|[-+]?[1-9][\d_]*(:[0-5]?\d)+(\.\d*)?|<<|=)$/
const NEEDS_QUOTES = /^[-?:](\s|$)|^[,[\]{}#&*!|>'"%@`]|^\s|\s$|: |:$| #|^(---|\.\.\.)/
// oxlint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\ufeff\ufffe\uffff]/

function string(text: string, indent: number, column: number): string {
  if (UNPRINTABLE.test(text)) return ` ${JSON.stringify(text)}`
  if (text.includes('\n')) return literal(text, indent)
  if (OTHER_TYPE.test(text)) return ` "${text}"`
  const quoted = NEEDS_QUOTES.test(text)
  return ` ${fold(quoted ? `'${text.replaceAll("'", "''")}'` : text, indent, column + 1)}`
}

function literal(text: string, indent: number): string {
  const chomp = text.endsWith('\n\n') || text === '\n' ? '+' : text.endsWith('\n') ? '' : '-'
  const lead = /^[ \n]/.test(text) ? '2' : ''
  const pad = ' '.repeat(indent)
  const lines = text.replace(/\n$/, '').split('\n')
  return ` |${lead}${chomp}\n${lines.map((line) => (line === '' ? '' : pad + line)).join('\n')}`
}

function fold(text: string, indent: number, start: number): string {
  if (start + text.length <= WIDTH) return text
  const pad = ' '.repeat(indent)
  let result = ''
  let column = start
  for (const word of text.split(/(?<=\S) (?=\S)/)) {
    if (result === '') result = word
    else if (column > WIDTH) {
      result += `\n${pad}${word}`
      column = indent
    } else {
      result += ` ${word}`
      column++
    }
    column += word.length
  }
  return result
}
