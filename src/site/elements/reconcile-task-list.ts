import { progress } from '../session/progress.ts'
import { session, type Stop } from '../session/session.ts'
import { strings } from '../strings.ts'
import { find } from './find.ts'
import { showStatus } from './show-status.ts'
import { whenVisible } from './when-visible.ts'

/**
 * The tasks of an exercise and how many of them are reached.
 *
 * - `data-exercise`: which exercise; its markup comes from `TaskList.astro`.
 */
class ReconcileTaskList extends HTMLElement {
  #stops: Stop[] = []

  connectedCallback() {
    this.#stops.push(
      whenVisible(this, () => {
        for (const item of this.#items)
          this.#stops.push(
            progress.follow(this.dataset.exercise ?? '', item.dataset.task ?? '', ({ verdict }) => {
              if (!verdict) return
              showStatus(item, verdict)
              this.#count()
            }),
          )
        void session.start()
      }),
    )
  }

  disconnectedCallback() {
    this.#stops.splice(0).forEach((stop) => stop())
  }

  #count() {
    const reached = this.#items.filter(({ dataset }) => dataset.status === 'pass').length
    find(this, '.count').textContent = strings.taskList.count(this.#items.length, reached)
  }

  get #items() {
    return [...this.querySelectorAll<HTMLElement>('li')]
  }
}

customElements.define('reconcile-task-list', ReconcileTaskList)
