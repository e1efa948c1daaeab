const sequences: Record<string, string> = {
  Escape: '\x1b',
  Tab: '\t',
  ArrowUp: 'A',
  ArrowDown: 'B',
  ArrowRight: 'C',
  ArrowLeft: 'D',
}

/** What a key of the bar under the terminal sends; arrows depend on the terminal's cursor-key mode (DECCKM). */
export function keySequence(key: string, applicationCursor: boolean): string {
  const sequence = sequences[key] ?? ''
  return key.startsWith('Arrow') ? `\x1b${applicationCursor ? 'O' : '['}${sequence}` : sequence
}

/** The control character of a typed one: Ctrl held down by the bar's sticky key. */
export function controlled(input: string): string {
  return /^[a-z@[\\\]^_]$/i.test(input) ? String.fromCharCode(input.toUpperCase().charCodeAt(0) & 0x1f) : input
}
