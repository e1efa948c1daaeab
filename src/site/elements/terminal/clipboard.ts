import type { Terminal } from '@xterm/xterm'
import { copyText } from '../copy-text.ts'

/** What to do with a key that copies or pastes: `copy`, let the browser `paste`, or leave it to the shell. */
export type ClipboardAction = 'copy' | 'paste' | 'none'

/**
 * Ctrl+C copies what is selected and interrupts when nothing is; Ctrl+Shift+C and Ctrl+V, Ctrl+Shift+V do what people expect
 * of them. On a Mac, where Command does all this, Control goes to the shell.
 */
export function clipboardAction(event: KeyboardEvent, selected: boolean, mac: boolean): ClipboardAction {
  if (mac || !event.ctrlKey || event.altKey || event.metaKey) return 'none'
  const key = event.key.toLowerCase()
  if (key === 'c' && (event.shiftKey || selected)) return 'copy'
  if (key === 'v') return 'paste'
  return 'none'
}

/** Copies what is selected and takes the selection back, so that the next Ctrl+C interrupts. */
export async function copySelection(terminal: Terminal): Promise<void> {
  const text = terminal.getSelection()
  if (!text) return
  await copyText(text)
  terminal.clearSelection()
}

/** Lines that pasting would enter one after the other. */
export function pastedLines(text: string): string[] {
  return text.replace(/\r\n?/g, '\n').replace(/\n+$/, '').split('\n')
}
