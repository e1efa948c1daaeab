import { session, type Stop } from '../session/session.ts'
import { strings } from '../strings.ts'
import { find } from './find.ts'
import { whenVisible } from './when-visible.ts'

/**
 * Switches for the components of the learner's own control plane.
 *
 * - `data-cluster`: the name of the cluster; each `li[data-component]` is one of its components.
 */
class ReconcileComponents extends HTMLElement {
  #stops: Stop[] = []
  /** What holds of all switches: that they are not of the time that the rest of the page shows. */
  #time = ''

  connectedCallback() {
    for (const item of this.querySelectorAll<HTMLElement>('li'))
      find(item, 'button').addEventListener('click', () => this.#switch(item))
    this.#stops.push(whenVisible(this, () => this.#begin()))
  }

  disconnectedCallback() {
    this.#stops.splice(0).forEach((stop) => stop())
    session.send({ type: 'cluster.watch', cluster: this.#cluster, on: false })
  }

  get #cluster() {
    return this.dataset.cluster ?? ''
  }

  #begin() {
    this.#stops.push(
      session.onState((state) => {
        if (state === 'open') session.send({ type: 'cluster.watch', cluster: this.#cluster, on: true })
        if (state === 'absent') this.#say(strings.components.absent)
        for (const button of this.querySelectorAll('button')) button.disabled ||= state !== 'open'
      }),
      session.on('component.state', ({ cluster, component, state }) => {
        if (cluster === this.#cluster) this.#show(component, state)
      }),
      session.on('why.story', ({ cluster, shown }) => {
        if (cluster !== this.#cluster) return
        this.#time = shown === undefined ? '' : strings.components.present
        this.#say(this.#time)
      }),
      session.on('error', ({ about, message, remedy }) => {
        if (about === 'component.set' || about === 'cluster.watch') this.#say(`${message} ${remedy}`)
      }),
    )
    void session.start()
  }

  #switch(item: HTMLElement) {
    const component = item.dataset.component ?? ''
    const state = item.dataset.state === 'running' ? 'stopped' : 'running'
    session.send({ type: 'component.set', cluster: this.#cluster, component, state })
  }

  #show(component: string, state: 'running' | 'stopped') {
    const item = this.querySelector<HTMLElement>(`li[data-component="${CSS.escape(component)}"]`)
    if (!item) return
    const words = strings.components
    item.dataset.state = state
    find(item, '.state').textContent = words[state]
    const button = find(item, 'button', HTMLButtonElement)
    button.disabled = false
    button.textContent = state === 'running' ? words.stop : words.start
    button.ariaLabel = state === 'running' ? words.stopLabel(component) : words.startLabel(component)
    this.#say(this.#time)
  }

  #say(text: string) {
    find(this, '.note').textContent = text
  }
}

customElements.define('reconcile-components', ReconcileComponents)
