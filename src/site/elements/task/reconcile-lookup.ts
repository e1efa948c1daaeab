import type { TaskProgress } from '../../session/progress.ts'
import { find } from '../find.ts'
import { TaskElement } from './task-element.ts'

/** A question whose answer is in the learner's own cluster. */
class ReconcileLookup extends TaskElement {
  override connectedCallback() {
    super.connectedCallback()
    this.#field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') this.check()
    })
  }

  override check() {
    this.save(this.#field.value.trim())
    super.check()
  }

  protected override onProgress(progress: TaskProgress) {
    if (typeof progress.answer === 'string' && !this.#field.value) this.#field.value = progress.answer
    super.onProgress(progress)
    // An answer that is not the right one is more than something not yet done.
    if (progress.answer && progress.verdict?.status === 'fail') this.dataset.mistake = ''
  }

  get #field() {
    return find(this, 'input', HTMLInputElement)
  }
}

customElements.define('reconcile-lookup', ReconcileLookup)
