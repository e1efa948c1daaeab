import type { ITheme } from '@xterm/xterm'

const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const

/** The terminal's colours, taken from the page's custom properties so that both change together. */
export function readPalette(element: Element): ITheme {
  // A property tells the colours of both themes; which one is meant is known where it is used.
  const probe = element.appendChild(document.createElement('span'))
  const value = (colour: string) => {
    probe.style.color = colour
    return getComputedStyle(probe).color
  }
  const colours = Object.fromEntries(
    names.flatMap((name) => [
      [name, value(`var(--ansi-${name})`)],
      [`bright${name[0]!.toUpperCase()}${name.slice(1)}`, value(`var(--ansi-bright-${name}, var(--ansi-${name}))`)],
    ]),
  )
  const theme = {
    ...colours,
    background: value('var(--terminal-ground)'),
    foreground: value('var(--ink)'),
    cursor: value('var(--accent)'),
    cursorAccent: value('var(--terminal-ground)'),
    selectionBackground: value('var(--terminal-selection)'),
  }
  probe.remove()
  return theme
}

/** Calls `changed` whenever the page goes from light to dark or back. */
export function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  return () => observer.disconnect()
}
