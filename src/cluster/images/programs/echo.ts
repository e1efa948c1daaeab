import type { Applet } from './applet.ts'

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  e: '\x1b',
}

/** Backslash escapes; `\c` ends the output. */
export function unescapeText(text: string): { text: string; ended: boolean } {
  let out = ''
  for (let i = 0; i < text.length; i++) {
    if (text[i] !== '\\' || i + 1 === text.length) {
      out += text[i]
      continue
    }
    const number = /^(?:x[0-9a-fA-F]{1,2}|0?[0-7]{1,3})/.exec(text.slice(i + 1))?.[0]
    if (number) {
      out += String.fromCharCode(number.startsWith('x') ? parseInt(number.slice(1), 16) : parseInt(number, 8))
      i += number.length
      continue
    }
    const escaped = text[++i]!
    if (escaped === 'c') return { text: out, ended: true }
    out += ESCAPES[escaped] ?? `\\${escaped}`
  }
  return { text: out, ended: false }
}

/** `echo [-neE] ARG…` */
export const echo: Applet = async (process, argv) => {
  let words = argv.slice(1)
  let newline = true
  let escapes = false
  while (words[0] && /^-[neE]+$/.test(words[0])) {
    if (words[0].includes('n')) newline = false
    if (words[0].includes('e')) escapes = true
    if (words[0].includes('E')) escapes = false
    words = words.slice(1)
  }
  const { text, ended } = escapes ? unescapeText(words.join(' ')) : { text: words.join(' '), ended: false }
  await process.write(1, text + (newline && !ended ? '\n' : ''))
  return 0
}
