import { characterClasses } from '../character-classes.ts'

/** A bracket expression, a character behind a backslash, or one character. */
const PIECES = /\[\^?\]?(?:\[:\w+:\]|[^\]])*\]|\\.|[^]/g

/** A POSIX regular expression as JavaScript writes it. Basic ones make special behind a backslash what is special without one in extended ones. */
export function posixExpression(source: string, kind: 'basic' | 'extended'): string {
  return source.replaceAll(PIECES, (piece, at: number) => {
    if (piece.length > 2 && piece.startsWith('[')) return bracket(piece)
    if (piece === String.raw`\<` || piece === String.raw`\>`) return String.raw`\b`
    if (kind === 'extended') return piece
    if (/^\\[(){}|+?]$/.test(piece)) return piece.slice(1)
    return /^[(){}|+?]$/.test(piece) || (piece === '*' && at === 0) ? `\\${piece}` : piece
  })
}

/** Within brackets POSIX knows classes by name, and takes every other character as it is: a backslash, `[`, and `]` where it is the first. */
function bracket(piece: string): string {
  const [, not = '', content = ''] = /^\[(\^?)([^]*)\]$/.exec(piece)!
  const inner = content.replaceAll(/\[:(\w+):\]|[[\]\\]/g, (part, name?: string) =>
    name ? (characterClasses[name] ?? '') : `\\${part}`,
  )
  return `[${not}${inner}]`
}
