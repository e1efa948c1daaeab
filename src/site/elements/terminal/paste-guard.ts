import { find } from '../find.ts'
import { strings } from '../../strings.ts'
import { pastedLines } from './clipboard.ts'

/** Asks before several lines are pasted into a shell. */
export function guardPaste(panels: HTMLElement, dialog: HTMLDialogElement, paste: (text: string) => void) {
  let text = ''
  find(dialog, '[data-do=confirm]').addEventListener('click', () => {
    dialog.close()
    paste(text)
  })
  find(dialog, '[data-do=cancel]').addEventListener('click', () => dialog.close())

  const offer = (pasted: string) => {
    const lines = pastedLines(pasted)
    if (lines.length < 2) return paste(pasted)
    text = pasted
    find(dialog, '.question').textContent = strings.terminal.pasteQuestion(lines.length)
    find(dialog, 'pre').textContent = pasted
    dialog.showModal()
  }
  // Before xterm, which would paste at once.
  panels.addEventListener(
    'paste',
    (event) => {
      event.preventDefault()
      event.stopPropagation()
      offer(event.clipboardData?.getData('text/plain') ?? '')
    },
    { capture: true },
  )
  return offer
}
