import type { Answer, Verdict } from '../../../sandbox/protocol.ts'
import { progress, type TaskProgress } from '../../session/progress.ts'
import { session, type SessionState, type Stop } from '../../session/session.ts'
import { strings } from '../../strings.ts'
import { find } from '../find.ts'
import { showStatus } from '../show-status.ts'
import { whenVisible } from '../when-visible.ts'
import { showVerdict } from './verdict-view.ts'

/**
 * What all tasks of a page share: their verdict, which comes by itself, and their hints.
 *
 * - `data-exercise`, `data-task`: which task; its markup comes from `Task.astro`.
 * - `data-status`: `open`, `pass`, `fail` or `waiting`; set by the element.
 */
export abstract class TaskElement extends HTMLElement {
  #stops: Stop[] = []
  #asked = false

  connectedCallback() {
    this.querySelector('[data-do=check]')?.addEventListener('click', () => this.check())
    this.#connectHints()
    this.#stops.push(
      whenVisible(this, () => {
        this.#stops.push(
          progress.follow(this.exercise, this.task, (news) => this.onProgress(news)),
          session.onState((state) => this.onState(state)),
          session.on('error', ({ about, message, remedy }) => {
            if (about === 'check' && this.#asked) this.say(`${message} ${remedy}`)
          }),
        )
        void session.start()
      }),
    )
  }

  disconnectedCallback() {
    this.#stops.splice(0).forEach((stop) => stop())
  }

  get exercise(): string {
    return this.dataset.exercise ?? ''
  }

  get task(): string {
    return this.dataset.task ?? ''
  }

  /** Has the task judged now; the focus goes to what comes back. */
  check(): void {
    if (session.state === 'absent') return this.say(strings.task.absent)
    this.#asked = session.send({ type: 'check', exercise: this.exercise, task: this.task })
    this.say(this.#asked ? strings.task.checking : strings.task.unsent)
  }

  protected onProgress({ verdict, hint }: TaskProgress): void {
    if (verdict) this.show(verdict)
    for (let rung = 1; rung <= (hint ?? 0); rung++)
      this.querySelector<HTMLElement>(`[data-rung="${rung}"]`)?.setAttribute('data-taken', '')
  }

  protected onState(_state: SessionState): void {}

  protected save(value: Answer): boolean {
    return session.send({ type: 'answer.save', exercise: this.exercise, task: this.task, value })
  }

  /** Shows a verdict, and takes the reader there when it was asked for. */
  protected show(verdict: Verdict): void {
    showStatus(this, verdict)
    showVerdict(this.verdict, verdict)
    if (!this.#asked) return
    this.#asked = false
    this.verdict.focus()
  }

  protected say(text: string): void {
    this.verdict.textContent = text
  }

  protected get verdict(): HTMLElement {
    return find(this, '.verdict')
  }

  #connectHints() {
    for (const rung of this.querySelectorAll<HTMLDetailsElement>('details[data-rung]'))
      rung.addEventListener('toggle', () => {
        if (!rung.open || 'taken' in rung.dataset) return
        const sent = session.send({
          type: 'hint.taken',
          exercise: this.exercise,
          task: this.task,
          rung: Number(rung.dataset.rung),
        })
        if (sent) rung.dataset.taken = ''
      })
  }
}
