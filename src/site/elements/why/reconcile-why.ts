import { find } from '../find.ts'
import { whenVisible } from '../when-visible.ts'

/**
 * A button that opens the story of the last command, or of the object in `data-about`. What tells it is loaded, and asked for, only
 * while it is open.
 *
 * - `data-opens`: opens when it comes into view.
 */
class ReconcileWhy extends HTMLElement {
  #close: (() => void) | undefined
  #isOpen = false
  #ended = new AbortController()

  /** One that is open on this page; the backend tells a page one story at a time. */
  static #told: ReconcileWhy | undefined

  connectedCallback() {
    this.#ended = new AbortController()
    const { signal } = this.#ended
    const button = find(this, '[data-do=why]')
    button.addEventListener('click', () => void this.#toggle(), { signal })
    if (this.dataset.opens !== undefined) {
      const stop = whenVisible(this, () => void this.#toggle())
      signal.addEventListener('abort', stop)
    }
    find(this, '.why').addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Escape') return
        void this.#toggle()
        button.focus()
      },
      { signal },
    )
  }

  disconnectedCallback() {
    this.#ended.abort()
    this.#close?.()
    this.#close = undefined
  }

  async #toggle() {
    this.#isOpen = !this.#isOpen
    find(this, '[data-do=why]').ariaExpanded = String(this.#isOpen)
    find(this, '.why').hidden = !this.#isOpen
    this.#close?.()
    this.#close = undefined
    if (!this.#isOpen) return
    const { openWhy, isLive } = await import('./open-why.ts')
    if (isLive()) {
      const other = ReconcileWhy.#told
      if (other && other !== this && other.#isOpen) await other.#toggle()
      ReconcileWhy.#told = this
    }
    // It may have been closed while the script came.
    if (this.#isOpen) this.#close ??= openWhy(this)
  }
}

customElements.define('reconcile-why', ReconcileWhy)
