import type { SearchAddon } from '@xterm/addon-search'
import { find } from '../find.ts'

/** The field that searches what a terminal has printed. */
export function createFindBar(form: HTMLFormElement, search: () => SearchAddon | undefined, closed: () => void) {
  const field = find(form, 'input', HTMLInputElement)
  const close = () => {
    form.hidden = true
    search()?.clearDecorations()
    closed()
  }
  field.addEventListener('input', () => search()?.findPrevious(field.value, { incremental: true }))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    search()?.findPrevious(field.value)
  })
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close()
  })
  find(form, '[data-do=find-next]').addEventListener('click', () => search()?.findNext(field.value))
  find(form, '[data-do=find-close]').addEventListener('click', close)
  return () => {
    form.hidden = false
    field.select()
    field.focus()
  }
}
