import { characterClasses } from '../character-classes.ts'

/** A part of a pattern; quoted parts match themselves. */
export interface PatternPart {
  text: string
  quoted: boolean
}

/** Whether a pattern has anything to expand. */
export function isPattern(parts: readonly PatternPart[]): boolean {
  return parts.some(({ text, quoted }) => !quoted && /[*?[]/.test(text))
}

/** The source of a regular expression for a shell pattern, without anchors. @param lazy `*` takes as little as it can. */
export function patternSource(parts: readonly PatternPart[], lazy = false): string {
  return parts.map(({ text, quoted }) => (quoted ? escape(text) : translate(text, lazy))).join('')
}

/** Whether `text` matches the pattern from end to end. */
export function matches(parts: readonly PatternPart[], text: string): boolean {
  return new RegExp(`^${patternSource(parts)}$`, 's').test(text)
}

/** A pattern that is plain text of the shell's. */
export const pattern = (text: string): PatternPart[] => [{ text, quoted: false }]

function translate(text: string, lazy: boolean): string {
  let source = ''
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!
    if (character === '*') source += lazy ? '.*?' : '.*'
    else if (character === '?') source += '.'
    else if (character === '\\' && i + 1 < text.length) source += escape(text[++i]!)
    else if (character === '[') {
      const close = closingBracket(text, i)
      if (close < 0) source += '\\['
      else {
        source += bracket(text.slice(i + 1, close))
        i = close
      }
    } else source += escape(character)
  }
  return source
}

function closingBracket(text: string, open: number): number {
  let i = open + 1
  if (text[i] === '!' || text[i] === '^') i++
  if (text[i] === ']') i++
  for (; i < text.length; i++) {
    if (text[i] === '[' && text[i + 1] === ':') i = Math.max(i, text.indexOf(':]', i) + 1)
    else if (text[i] === ']') return i
  }
  return -1
}

function bracket(inner: string): string {
  const negated = inner.startsWith('!') || inner.startsWith('^')
  const set = (negated ? inner.slice(1) : inner)
    .replaceAll(/[\\\]^]/g, '\\$&')
    .replaceAll(/\[:(\w+):\\?\]/g, (whole, name: string) => characterClasses[name] ?? whole)
    .replaceAll(/\[(?!:)/g, '\\[')
  return `[${negated ? '^' : ''}${set}]`
}

const escape = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')
