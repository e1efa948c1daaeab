import type { Terminal } from '@xterm/xterm'
import { preferences } from './preferences.ts'

const TWICE_WITHIN_MS = 500

/**
 * Makes `stop` one stop in the page's tab order: Enter, Space or a click go into the terminal, Esc Esc leaves it, and Tab, which
 * shells complete with, passes by from outside. In screen reader mode Shift+Tab leaves too.
 */
export function createFocusStop(stop: HTMLElement, terminal: Terminal, onInside: (inside: boolean) => void) {
  let escapedAt = -Infinity
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
    /** Whether a key that was pressed inside means leaving; the shell does not get it then. */
    leavesOn(event: KeyboardEvent): boolean {
      if (event.type !== 'keydown') return false
      if (event.key === 'Tab' && event.shiftKey && preferences.screenReader) {
        leave()
        return true
      }
      if (event.key !== 'Escape') {
        escapedAt = -Infinity
        return false
      }
      const twice = event.timeStamp - escapedAt <= TWICE_WITHIN_MS
      escapedAt = event.timeStamp
      if (twice) {
        event.preventDefault()
        leave()
      }
      return twice
    },
  }
}
