import { MAX_TERMINALS } from '../../../sandbox/protocol.ts'
import { session, type SessionState, type Stop } from '../../session/session.ts'
import { strings } from '../../strings.ts'
import { find } from '../find.ts'
import { onRunRequest, type RunRequest } from '../run-request.ts'
import { whenVisible } from '../when-visible.ts'
import { copySelection } from './clipboard.ts'
import { createFindBar } from './find-bar.ts'
import { createKeyBar, type KeyBar } from './key-bar.ts'
import { guardPaste } from './paste-guard.ts'
import { preferences } from './preferences.ts'
import type { RecordedStep } from './playback.ts'
import { createTabList, type TabList } from './tab-list.ts'
import type { TerminalView } from './terminal-view.ts'

/**
 * The terminals of a page, all on one session, as tabs.
 *
 * - `data-terminals`: how many it opens with.
 * - `data-plays`: without a backend, the first recorded command plays by itself.
 * - `data-shown`: it is in view when the page opens, unless it is hidden.
 *
 * Its markup comes from `Terminal.astro`; what draws is loaded when the element comes into view.
 */
export class ReconcileTerminal extends HTMLElement {
  #stops: Stop[] = []
  #views = new Map<number, Promise<TerminalView>>()
  #shown: TerminalView | undefined
  #tabs!: TabList
  #keyBar!: KeyBar
  #state: SessionState = 'idle'
  #ended = new AbortController()

  connectedCallback() {
    this.#ended = new AbortController()
    this.#tabs = createTabList(find(this, '[role=tablist]'), (number) => void this.#show(number))
    this.#keyBar = createKeyBar(
      find(this, '.keys'),
      () => this.#shown?.screen.terminal.modes.applicationCursorKeysMode ?? false,
      (input) => this.#shown?.screen.terminal.input(input),
    )
    this.#connectTools()
    const begun = new Promise<void>((begin) => {
      // What is known to be in view need not wait until the page has been drawn once.
      if (this.dataset.shown !== undefined && this.checkVisibility()) begin()
      else this.#stops.push(whenVisible(this, begin))
      onRunRequest((request) => (begin(), void this.run(request)), this.#ended.signal)
    })
    void begun.then(() => this.#begin())
  }

  disconnectedCallback() {
    this.#ended.abort()
    this.#stops.splice(0).forEach((stop) => stop())
    for (const view of this.#views.values()) void view.then((view) => view.dispose())
    this.#views.clear()
  }

  /** Runs a command in one of its terminals, without taking the focus. */
  async run({ terminal, step }: RunRequest): Promise<void> {
    this.#step(step)
    await session.start()
    this.#addTab(terminal)
    this.#tabs.select(terminal)
    ;(await this.#view(terminal)).run(step)
  }

  /** What the shown terminal has printed, as text. */
  get text(): string {
    return this.#shown?.screen.text() ?? ''
  }

  async #begin() {
    const started = session.start()
    for (let number = 0; number < Number(this.dataset.terminals ?? 1); number++) this.#addTab(number)
    this.#stops.push(
      session.on('welcome', ({ terminals }) => {
        terminals.forEach((number) => this.#addTab(number))
      }),
      session.onState((state) => this.#showState(state)),
    )
    session.welcome?.terminals.forEach((number) => this.#addTab(number))
    if (this.#tabs.selected < 0) this.#tabs.select(0)
    await started
    const first = this.dataset.plays !== undefined && session.state === 'absent' ? this.#nextStep() : undefined
    if (first) (await this.#view(0)).run(first)
  }

  #addTab(number: number) {
    if (this.#tabs.numbers.includes(number)) return
    const template = find(this, ':scope > template', HTMLTemplateElement).content.cloneNode(true) as DocumentFragment
    const tab = find(template, '[role=tab]')
    const panel = find(template, '[role=tabpanel]')
    const label = strings.terminal.tab(number)
    tab.id = `terminal-tab-${number}`
    tab.textContent = label
    tab.setAttribute('aria-controls', `terminal-panel-${number}`)
    panel.id = `terminal-panel-${number}`
    panel.setAttribute('aria-labelledby', tab.id)
    find(panel, '.stop').setAttribute('aria-label', label)
    find(this, '.panels').append(panel)
    this.#tabs.add(number, tab, panel)
    panel.hidden = true
    this.#showAdd()
  }

  #view(number: number): Promise<TerminalView> {
    const existing = this.#views.get(number)
    if (existing) return existing
    const deps = {
      stop: find(this, `#terminal-panel-${number} .stop`),
      number,
      onInside: (inside: boolean) => this.toggleAttribute('data-inside', inside),
      sticky: (input: string) => this.#keyBar.sticky(input),
      next: () => this.#nextStep(),
    }
    const view = loadTerminalView().then(({ createTerminalView }) => createTerminalView(deps, session.start()))
    this.#views.set(number, view)
    return view
  }

  async #show(number: number) {
    const view = await this.#view(number)
    if (this.#tabs.selected !== number) return
    this.#shown = view
    view.screen.fit()
  }

  #showState(state: SessionState) {
    const restored = state === 'open' && this.#state !== 'open' && session.welcome?.lab.state === 'restored'
    this.#state = state
    this.dataset.state = state
    find(this, '.status').textContent = restored ? strings.session.restored : strings.session[state]
    find(this, '[data-do=again]').hidden = !['ended', 'full', 'cookieless'].includes(state)
    find(this, '.absent').hidden = state !== 'absent'
    this.#showAdd()
  }

  #showAdd() {
    find(this, '[data-do=add]').hidden = this.#state === 'absent' || this.#tabs.numbers.length >= MAX_TERMINALS
  }

  #connectTools() {
    const tool = (name: string, run: () => void) =>
      find(this, `[data-do=${name}]`).addEventListener('click', run, { signal: this.#ended.signal })
    const resizeText = (by: number) => {
      preferences.fontSize = (this.#shown?.screen.terminal.options.fontSize ?? preferences.fontSize) + by
      this.#fitAll()
    }
    // Pressing it would take the focus, and with the focus the button goes.
    find(this, '[data-do=leave]').addEventListener('pointerdown', (event) => event.preventDefault())
    tool('leave', () => this.#shown?.leave())
    tool('add', () => {
      const { numbers } = this.#tabs
      const number = Array.from({ length: MAX_TERMINALS }, (_, number) => number).find((one) => !numbers.includes(one))
      if (number === undefined) return
      this.#addTab(number)
      this.#tabs.select(number, true)
    })
    tool('again', () => session.restart())
    tool('smaller', () => resizeText(-1))
    tool('larger', () => resizeText(1))
    tool('copy', () => this.#shown && void copySelection(this.#shown.screen.terminal))
    tool(
      'find',
      createFindBar(
        find(this, 'form.find', HTMLFormElement),
        () => this.#shown?.screen.search,
        () => this.#shown?.leave(),
      ),
    )
    const offer = guardPaste(find(this, '.panels'), find(this, 'dialog.paste', HTMLDialogElement), (text) =>
      this.#shown?.screen.terminal.paste(text),
    )
    // A page that came over plain HTTP may not ask for what was copied; Ctrl+V is the reader's own asking.
    find(this, '[data-do=paste]').hidden = !window.isSecureContext
    tool('paste', () => void navigator.clipboard.readText().then(offer))
    const reader = find(this, '[data-do=reader]')
    const showReader = () => {
      reader.setAttribute('aria-pressed', String(preferences.screenReader))
      find(this, '.way').textContent = preferences.screenReader ? strings.terminal.wayReader : strings.terminal.way
    }
    showReader()
    tool('reader', () => {
      preferences.screenReader = !preferences.screenReader
      showReader()
      this.#fitAll()
    })
    tool('close', () => this.#close())
    const reset = find(this, 'dialog.reset', HTMLDialogElement)
    tool('reset', () => reset.showModal())
    reset.addEventListener('close', () => {
      if (reset.returnValue === 'confirm') session.send({ type: 'lab.reset' })
      reset.returnValue = ''
    })
  }

  #fitAll() {
    for (const view of this.#views.values()) void view.then(({ screen }) => screen.fit())
  }

  #close() {
    const number = this.#tabs.selected
    if (this.#tabs.numbers.length < 2) return
    session.send({ type: 'terminal.close', terminal: number })
    void this.#views.get(number)?.then((view) => view.dispose())
    this.#views.delete(number)
    this.#tabs.remove(number)
    this.#showAdd()
  }

  /** Recorded commands of the page in their order; those that were played are taken off. */
  #steps: RecordedStep[] | undefined
  #nextStep(): RecordedStep | undefined {
    this.#steps ??= recordedSteps()
    return this.#steps.shift()
  }
  #step(played: RecordedStep) {
    this.#steps ??= recordedSteps()
    const at = this.#steps.findIndex((step) => step.command === played.command)
    if (at >= 0) this.#steps.splice(0, at + 1)
  }
}

const loadTerminalView = () => import('./terminal-view.ts')

function recordedSteps(): RecordedStep[] {
  return [...document.querySelectorAll<HTMLElement & { steps: RecordedStep[] }>('reconcile-transcript')].flatMap(
    (transcript) => transcript.steps ?? [],
  )
}

customElements.define('reconcile-terminal', ReconcileTerminal)
