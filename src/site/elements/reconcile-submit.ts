import * as z from 'zod/mini'
import { progress } from '../session/progress.ts'
import { session, type Stop } from '../session/session.ts'
import { strings } from '../strings.ts'
import { find } from './find.ts'
import { showStatus } from './show-status.ts'
import { whenVisible } from './when-visible.ts'

/** The part of a submission that its table shows; all of it is `#course`'s to judge. */
const Shown = z.object({
  entries: z.array(
    z.object({
      body: z.object({
        entry: z.string(),
        exercise: z.optional(z.string()),
        task: z.optional(z.string()),
        verdict: z.optional(z.object({ status: z.enum(['pass', 'fail', 'waiting']), mistake: z.optional(z.string()) })),
      }),
    }),
  ),
})

/**
 * Hands in an exercise: shows where each task stands, and gives the learner the signed file.
 *
 * - `data-exercise`: the exercise that is handed in.
 */
class ReconcileSubmit extends HTMLElement {
  #stops: Stop[] = []
  #asked = false

  connectedCallback() {
    find(this, 'form').addEventListener('submit', (event) => {
      event.preventDefault()
      this.#submit()
    })
    this.#stops.push(whenVisible(this, () => this.#begin()))
  }

  disconnectedCallback() {
    this.#stops.splice(0).forEach((stop) => stop())
  }

  #begin() {
    for (const row of this.querySelectorAll<HTMLElement>('tbody tr'))
      this.#stops.push(
        progress.follow(row.dataset.exercise ?? '', row.dataset.task ?? '', ({ verdict }) => {
          if (verdict) showStatus(row, verdict)
        }),
      )
    this.#stops.push(
      session.onState((state) => {
        find(this, 'button', HTMLButtonElement).disabled = state === 'absent'
        if (state === 'absent') this.#say(strings.submit.absent)
      }),
      session.on('submission', ({ fileName, file }) => {
        if (!this.#asked) return
        this.#asked = false
        this.#showTable(file)
        download(fileName, file)
        this.#say(strings.submit.done(fileName))
        find(this, '.result').focus()
      }),
      session.on('error', ({ about, message, remedy }) => {
        if (about !== 'submit' || !this.#asked) return
        this.#asked = false
        this.#say(`${message} ${remedy}`)
      }),
    )
    void session.start()
  }

  #submit() {
    const learner = find(this, 'input', HTMLInputElement).value.trim()
    if (!learner) return
    this.#asked = session.send({ type: 'submit', exercise: this.dataset.exercise ?? '', learner })
    this.#say(this.#asked ? strings.submit.working : strings.task.unsent)
  }

  #showTable(file: string) {
    for (const { body } of z.parse(Shown, JSON.parse(file)).entries) {
      if (body.entry !== 'task' || !body.verdict) continue
      const row = [...this.querySelectorAll<HTMLElement>('tbody tr')].find(
        ({ dataset }) => dataset.exercise === body.exercise && dataset.task === body.task,
      )
      if (row) showStatus(row, body.verdict)
    }
  }

  #say(text: string) {
    find(this, '.result').textContent = text
  }
}

function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

customElements.define('reconcile-submit', ReconcileSubmit)
