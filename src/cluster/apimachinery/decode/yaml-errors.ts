import type { LineCounter, YAMLError } from 'yaml'

/**
 * Who finds a mistake in Go's YAML library: the scanner names the line of it, the parser the one before, and neither a first line
 * by that count.
 */
interface Rule {
  code: string
  /** What the first error's message contains. */
  about?: string
  by: 'scanner' | 'parser'
  /** Lines between what this library points at and what Go's does. */
  shift?: number
  words: string
}

const RULES: readonly Rule[] = [
  { code: 'MULTILINE_IMPLICIT_KEY', about: 'block-seq-ind', by: 'parser', words: 'did not find expected key' },
  {
    code: 'BLOCK_AS_IMPLICIT_KEY',
    about: 'Implicit keys',
    by: 'scanner',
    shift: 1,
    words: 'mapping values are not allowed in this context',
  },
  { code: 'BLOCK_AS_IMPLICIT_KEY', by: 'scanner', words: 'mapping values are not allowed in this context' },
  { code: 'MULTILINE_IMPLICIT_KEY', by: 'scanner', shift: 1, words: 'mapping values are not allowed in this context' },
  { code: 'MISSING_CHAR', about: 'Missing closing', by: 'scanner', words: 'found unexpected end of stream' },
  { code: 'MISSING_CHAR', about: 'Implicit map keys', by: 'scanner', shift: 1, words: "could not find expected ':'" },
  { code: 'TAB_AS_INDENT', by: 'scanner', words: 'found character that cannot start any token' },
  { code: 'BAD_SCALAR_START', by: 'scanner', words: 'found character that cannot start any token' },
  { code: 'BAD_DQ_ESCAPE', by: 'scanner', words: 'found unknown escape character' },
  { code: 'UNEXPECTED_TOKEN', about: 'node end', by: 'parser', words: "did not find expected '-' indicator" },
  { code: 'UNEXPECTED_TOKEN', by: 'parser', words: 'did not find expected node content' },
]

/** What Go's YAML library says of the mistakes that people make most, without its `yaml: `. */
export function yamlErrorText(text: string, errors: readonly YAMLError[], lines: LineCounter): string {
  const { code, pos } = errors[0]!
  const line = lines.linePos(pos[0]).line
  const messages = errors.map(({ message }) => message).join('\n')
  if (/^Flow (?:map|seq)/.test(messages)) return unclosed(text, pos[0], line)
  const rule = RULES.find((candidate) => candidate.code === code && messages.includes(candidate.about ?? ''))
  return rule
    ? located(rule.by, line + (rule.shift ?? 0), rule.words)
    : located('parser', line, 'did not find expected key')
}

function located(by: Rule['by'], line: number, words: string): string {
  if (line === 1) return words
  return `line ${by === 'scanner' ? line : line - 1}: ${words}`
}

/** A list or map in brackets that does not end. */
function unclosed(text: string, offset: number, line: number): string {
  const before = text.slice(0, offset).trimEnd()
  // Go's library supposes a line end behind the text.
  const at = offset >= text.length && !text.endsWith('\n') ? line + 1 : line
  if (/[[{,:]$/.test(before)) return located('parser', at, 'did not find expected node content')
  const open = before.lastIndexOf('[') > before.lastIndexOf('{') ? "',' or ']'" : "',' or '}'"
  return located('parser', at, `did not find expected ${open}`)
}
