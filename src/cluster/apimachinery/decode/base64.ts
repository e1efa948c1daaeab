/** What base64 text holds, as far as the server cares: its canonical spelling, or where it is wrong. */
export type Base64Check = { canonical: string } | { badAt: number }

const CANONICAL = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** Whether text is base64 as the server itself writes it. */
export function isCanonicalBase64(text: string): boolean {
  return CANONICAL.test(text)
}

/** Checks text as Go's `base64.StdEncoding` reads it: padding is required, line ends are skipped. */
export function checkBase64(text: string): Base64Check {
  if (CANONICAL.test(text)) return { canonical: text }
  const bad = firstBad(text)
  return bad === undefined ? { canonical: text.replace(/[\r\n]/g, '') } : { badAt: bad }
}

function firstBad(text: string): number | undefined {
  let at = 0
  const skipLineEnds = () => {
    while (text[at] === '\r' || text[at] === '\n') at++
  }
  for (;;) {
    for (let inQuantum = 0; inQuantum < 4; inQuantum++) {
      skipLineEnds()
      const char = text[at]
      if (char === undefined) return inQuantum === 0 ? undefined : at - inQuantum
      at++
      if (/[A-Za-z0-9+/]/.test(char)) continue
      if (char !== '=' || inQuantum < 2) return at - 1
      if (inQuantum === 2) {
        skipLineEnds()
        if (at === text.length) return at
        if (text[at] !== '=') return at
        at++
      }
      skipLineEnds()
      return at < text.length ? at : undefined
    }
  }
}
