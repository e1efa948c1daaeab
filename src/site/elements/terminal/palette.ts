import type { ITheme } from '@xterm/xterm'

const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const

/** The terminal's colours, taken from the page's custom properties so that both change together. */
export function readPalette(element: Element): ITheme {
  const style = getComputedStyle(element)
  const value = (property: string) => style.getPropertyValue(property).trim()
  const colours = Object.fromEntries(
    names.flatMap((name) => [
      [name, value(`--ansi-${name}`)],
      [`bright${name[0]!.toUpperCase()}${name.slice(1)}`, value(`--ansi-bright-${name}`) || value(`--ansi-${name}`)],
    ]),
  )
  return {
    ...colours,
    background: value('--terminal-ground'),
    foreground: value('--ink'),
    cursor: value('--accent'),
    cursorAccent: value('--terminal-ground'),
    selectionBackground: value('--terminal-selection'),
  }
}

/** Calls `changed` whenever the page goes from light to dark or back. */
export function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
}
