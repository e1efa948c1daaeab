/** The words of a sentence, with what stands between backquotes as code. */
export function inlineCode(text: string): { text: string; code: boolean }[] {
  return text
    .split('`')
    .map((part, index) => ({ text: part, code: index % 2 === 1 }))
    .filter(({ text }) => text !== '')
}

/** Puts a sentence into `element`. */
export function setInlineCode(element: HTMLElement, text: string): void {
  element.replaceChildren(
    ...inlineCode(text).map((part) => {
      if (!part.code) return part.text
      const code = document.createElement('code')
      code.textContent = part.text
      return code
    }),
  )
}
