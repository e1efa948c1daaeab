import { find } from './find.ts'
import { kept } from './kept.ts'
import { onRunRequest } from './run-request.ts'

const NARROWEST_PERCENT = 25
const WIDEST_PERCENT = 75
const STEP_PERCENT = 5
const WIDTH_KEY = 'reconcile-workbench-percent'
const sideBySide = () => matchMedia('(min-width: 64rem)').matches

/**
 * The page's terminals beside its text: shown and hidden, and as wide as the reader drags them.
 *
 * - `data-open`: whether it is shown. On a narrow screen it covers the text, so that a page never opens with it.
 */
class ReconcileWorkbench extends HTMLElement {
  #ended = new AbortController()

  connectedCallback() {
    this.#ended = new AbortController()
    const { signal } = this.#ended
    this.#open(sideBySide() && 'open' in this.dataset)
    const width = Number(kept.read(WIDTH_KEY))
    if (width) this.#setWidth(width)
    find(this, '[data-do=hide]').addEventListener(
      'click',
      () => {
        this.#open(false)
        find(this, '[data-do=show]').focus()
      },
      { signal },
    )
    find(this, '[data-do=show]').addEventListener(
      'click',
      () => {
        this.#open(true)
        find(this, '#workbench').focus()
      },
      { signal },
    )
    onRunRequest(() => this.#open(true), signal)
    this.#connectDivider(find(this, '.divider'), signal)
  }

  disconnectedCallback() {
    this.#ended.abort()
  }

  #open(open: boolean) {
    this.toggleAttribute('data-open', open)
    // Told to whom it makes room for: a selector with `:has()` would have the whole page styled anew by each line that a terminal prints.
    const state = open ? 'open' : 'closed'
    document.body.dataset.workbench = state
    this.closest<HTMLElement>('.frame')!.dataset.workbench = state
  }

  #connectDivider(divider: HTMLElement, signal: AbortSignal) {
    divider.addEventListener(
      'pointermove',
      (event) => {
        if (divider.hasPointerCapture(event.pointerId)) this.#setWidth(100 - (event.clientX / innerWidth) * 100)
      },
      { signal },
    )
    divider.addEventListener('pointerdown', (event) => divider.setPointerCapture(event.pointerId), { signal })
    divider.addEventListener('lostpointercapture', () => this.#keepWidth(), { signal })
    divider.addEventListener(
      'keydown',
      (event) => {
        const width = Number(divider.ariaValueNow)
        const to = {
          ArrowLeft: width + STEP_PERCENT,
          ArrowRight: width - STEP_PERCENT,
          Home: WIDEST_PERCENT,
          End: NARROWEST_PERCENT,
        }[event.key]
        if (to === undefined) return
        event.preventDefault()
        this.#setWidth(to)
        this.#keepWidth()
      },
      { signal },
    )
  }

  #setWidth(percent: number) {
    const width = Math.min(WIDEST_PERCENT, Math.max(NARROWEST_PERCENT, percent))
    document.documentElement.style.setProperty('--workbench-width', `${width}vw`)
    find(this, '.divider').ariaValueNow = String(Math.round(width))
  }

  #keepWidth() {
    kept.write(WIDTH_KEY, find(this, '.divider').ariaValueNow ?? '')
  }
}

customElements.define('reconcile-workbench', ReconcileWorkbench)
