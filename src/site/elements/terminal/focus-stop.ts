import type { Terminal } from '@xterm/xterm'
import { preferences } from './preferences.ts'

const TWICE_WITHIN_MS = 500
const ESCAPE = '\x1b'

/**
 * Makes `stop` one stop in the page's tab order: Enter, Space or a click go into the terminal, Esc Esc leaves it, and Tab, which
 * shells complete with, passes by from outside. In screen reader mode Shift+Tab leaves too.
 */
export function createFocusStop(stop: HTMLElement, terminal: Terminal, onInside: (inside: boolean) => void) {
  // A shell takes an Escape and the next key, whenever it comes, for one: so it gets the first Escape when no second one has followed.
  let held: ReturnType<typeof setTimeout> | undefined
  const release = () => {
    clearTimeout(held)
    const wasHeld = held !== undefined
    held = undefined
    return wasHeld
  }
  const sendHeld = () => {
    if (release()) terminal.input(ESCAPE)
  }
  const leave = () => stop.focus()
  stop.addEventListener('keydown', (event) => {
    if (event.target !== stop || (event.key !== 'Enter' && event.key !== ' ')) return
    event.preventDefault()
    terminal.focus()
  })
  const inside = () => onInside(stop.contains(document.activeElement) && document.activeElement !== stop)
  stop.addEventListener('focusin', inside)
  stop.addEventListener('focusout', () => queueMicrotask(inside))
  return {
    leave,
    /** Whether a key that was pressed inside is about leaving; the shell does not get it then, or not yet. */
    takes(event: KeyboardEvent): boolean {
      if (event.type !== 'keydown') return false
      if (event.key === 'Tab' && event.shiftKey && preferences.screenReader) {
        leave()
        return true
      }
      if (event.key !== 'Escape') {
        sendHeld()
        return false
      }
      event.preventDefault()
      if (release()) leave()
      else held = setTimeout(sendHeld, TWICE_WITHIN_MS)
      return true
    },
  }
}
