import { controlled, keySequence } from './keys.ts'

/** The keys that a phone's keyboard lacks. */
export interface KeyBar {
  /** Applies a pending Ctrl to what was typed. */
  sticky(input: string): string
}

export function createKeyBar(
  bar: HTMLElement,
  applicationCursor: () => boolean,
  send: (input: string) => void,
): KeyBar {
  const control = bar.querySelector<HTMLButtonElement>('[data-key=Control]')
  const held = () => control?.getAttribute('aria-pressed') === 'true'
  const hold = (on: boolean) => control?.setAttribute('aria-pressed', String(on))
  bar.addEventListener('pointerdown', (event) => {
    // The keyboard stays up only while the terminal keeps the focus.
    if (event.target instanceof Element && event.target.closest('button')) event.preventDefault()
  })
  bar.addEventListener('click', (event) => {
    const key =
      event.target instanceof Element ? event.target.closest<HTMLElement>('[data-key]')?.dataset.key : undefined
    if (key === 'Control') hold(!held())
    else if (key) send(keySequence(key, applicationCursor()))
  })
  return {
    sticky(input) {
      if (!held()) return input
      hold(false)
      return controlled(input)
    },
  }
}
