import type { TaskProgress } from '../../session/progress.ts'
import { session, type SessionState } from '../../session/session.ts'
import { strings } from '../../strings.ts'
import { find } from '../find.ts'
import { drafts } from './draft.ts'
import { TaskElement } from './task-element.ts'

const PAUSE_MS = 800

/** A written answer. It saves itself: in this browser at once, with the backend after a pause in the writing. */
class ReconcileAnswer extends TaskElement {
  #pause: ReturnType<typeof setTimeout> | undefined
  /** The text that was sent last and not yet acknowledged. */
  #sent: string | undefined
  #unsaved = false
  #stop: (() => void) | undefined

  override connectedCallback() {
    super.connectedCallback()
    const draft = drafts.read(this.exercise, this.task)
    if (draft !== undefined) {
      this.#field.value = draft
      this.#unsaved = true
    }
    this.#count()
    this.#field.addEventListener('input', () => {
      this.#count()
      this.#unsaved = true
      const kept = drafts.keep(this.exercise, this.task, this.#field.value)
      this.#showSaved(session.state === 'absent' && kept ? 'local' : 'unsaved')
      clearTimeout(this.#pause)
      this.#pause = setTimeout(() => this.#send(), PAUSE_MS)
    })
    this.#stop = session.on('saved', ({ exercise, task }) => {
      if (exercise !== this.exercise || task !== this.task || this.#sent !== this.#field.value) return
      this.#unsaved = false
      drafts.forget(exercise, task)
      this.#showSaved('saved')
    })
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    clearTimeout(this.#pause)
    this.#stop?.()
  }

  protected override onProgress(progress: TaskProgress) {
    // What is being written here is newer than what the backend has.
    if (typeof progress.answer === 'string' && !this.#unsaved) {
      this.#field.value = progress.answer
      this.#count()
    }
    super.onProgress(progress)
  }

  protected override onState(state: SessionState) {
    if (state === 'open' && this.#unsaved) this.#send()
    if (state === 'absent' && this.#unsaved) this.#showSaved('local')
  }

  #send() {
    if (this.save(this.#field.value)) this.#sent = this.#field.value
  }

  #count() {
    const count = this.#field.value.split(/\s+/).filter(Boolean).length
    find(this, '.count').textContent = strings.written.words(count, Number(this.#field.dataset.minimumWords))
  }

  #showSaved(state: keyof typeof strings.written.states) {
    find(this, '.saved').textContent = strings.written.states[state]
  }

  get #field() {
    return find(this, 'textarea', HTMLTextAreaElement)
  }
}

customElements.define('reconcile-answer', ReconcileAnswer)
