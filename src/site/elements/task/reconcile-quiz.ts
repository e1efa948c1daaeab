import type { TaskProgress } from '../../session/progress.ts'
import { strings } from '../../strings.ts'
import { showStatus } from '../show-status.ts'
import { TaskElement } from './task-element.ts'

/** A question with choices. Each choice knows whether it is right and why, so that it answers without a backend too. */
class ReconcileQuiz extends TaskElement {
  #restored = false

  override connectedCallback() {
    super.connectedCallback()
    this.addEventListener('change', () => this.#hideReasons())
  }

  override check() {
    const chosen = this.#chosen
    if (chosen.length === 0) return this.say(strings.quiz.none)
    this.save(chosen)
    this.#judge()
    this.verdict.focus()
    return undefined
  }

  protected override onProgress({ answer, verdict }: TaskProgress) {
    if (this.#restored || !Array.isArray(answer)) return
    this.#restored = true
    for (const input of this.#inputs) input.checked = answer.includes(input.value)
    if (verdict) this.#judge()
  }

  #judge() {
    const choices = this.#inputs.map((input) => ({ input, correct: isCorrect(input) }))
    const right = choices.every(({ input, correct }) => input.checked === correct)
    const wrong = choices.some(({ input, correct }) => input.checked && !correct)
    const said = right ? strings.quiz.right : wrong ? strings.quiz.wrong : strings.quiz.incomplete
    showStatus(this, right ? { status: 'pass' } : { status: 'fail', ...(wrong && { mistake: said }) })
    for (const { input } of choices) reasonOf(input).hidden = !input.checked
    this.say(said)
  }

  #hideReasons() {
    for (const input of this.#inputs) reasonOf(input).hidden = true
    this.say('')
  }

  get #inputs() {
    return [...this.querySelectorAll<HTMLInputElement>('fieldset input')]
  }

  get #chosen() {
    return this.#inputs.filter((input) => input.checked).map((input) => input.value)
  }
}

const isCorrect = (input: HTMLElement) => input.closest('.choice')?.hasAttribute('data-correct') ?? false
const reasonOf = (input: HTMLElement) => input.closest('.choice')!.querySelector<HTMLElement>('.why')!

customElements.define('reconcile-quiz', ReconcileQuiz)
