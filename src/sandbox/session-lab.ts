import { rm } from 'node:fs/promises'
import type { Clock, Ids, Log } from '#base'
import {
  createLab,
  forgetLab,
  keepLab,
  kubeconfigOf,
  readKeptLab,
  startLab,
  type Lab,
  type LabKeeper,
  type LabOptions,
} from '#lab'
import type { Course, Exercise, JournalCommand, Progress, Signer } from '#course'
import type { Programs } from './jail/jail.ts'
import type { Outgoing, ServerFrame } from './protocol.ts'
import { createReadSource } from './read-source.ts'
import { Refusal } from './refusal.ts'
import type { SessionRecord, Store } from './store/store.ts'
import type { RanCommand } from './terminal.ts'
import { openWorkstation, type Workstation } from './workstation.ts'

/** Verdicts are looked at again so long after a change; changes come in bursts. */
const SETTLE_MS = 250

/** Pages that come back so soon after a restart hear that the lab was restored. */
const RESTORED_MS = 60_000

const REGION = 'us-west-2'

/** What all sessions of a backend share. */
export interface SessionContext {
  store: Store
  course: Course
  signer: Signer
  clock: Clock
  ids: Ids
  log: Log
  models: LabOptions['models']
  pace: number
  /** Absent where workstations cannot run, with the reason. */
  programs: Programs | string
  /** Folder for sessions' files. */
  files: string
  /** The course's pages. */
  pages: string
}

/** A page that takes part in a session. */
export interface Participant {
  /** Its slug. */
  readonly page: string
  /** The exercise of the page that it shows. */
  readonly exercise: Exercise | undefined
  send(frame: Outgoing<ServerFrame>): void
}

/** The session as its labs know it. */
interface Owner {
  readonly record: SessionRecord
  readonly progress: Progress
  broadcast(frame: Outgoing<ServerFrame>): void
}

type LabState = 'new' | 'same' | 'restored'

interface RunningLab {
  lab: Lab
  keeper: LabKeeper
  /** When it was built again from what was kept; 0 when it was not. */
  restoredMs: number
}

/** One lab of a session: the lab of a scenario, its workstation, and the pages that are in it. */
export class SessionLab {
  /** Its name in the store, where its documents and logs are apart from those of the session's other labs. */
  readonly id: string
  readonly scenario: string
  readonly pages = new Set<Participant>()
  readonly #context: SessionContext
  readonly #owner: Owner
  #starting: Promise<LabState> | undefined
  #running: RunningLab | undefined
  #workstation: Promise<Workstation> | undefined
  #terminals: Workstation['terminals'] | undefined
  #settling: NodeJS.Timeout | undefined
  /** What ends the lab, while it does. */
  #ending: Promise<void> | undefined
  #leftMs: number

  constructor(context: SessionContext, owner: Owner, scenario: string) {
    this.#context = context
    this.#owner = owner
    this.scenario = scenario
    this.id = `${owner.record.id}/${scenario}`
    this.#leftMs = context.clock.now()
  }

  /** @throws `Refusal` while it is not there yet. */
  get lab(): Lab {
    if (!this.#running) throw new Refusal('lab-not-ready', 'The lab is being prepared.', 'Try again in a moment.')
    return this.#running.lab
  }

  get isRunning(): boolean {
    return this.#running !== undefined
  }

  get openTerminals(): number[] {
    return [...(this.#terminals?.keys() ?? [])]
  }

  leave(page: Participant): void {
    this.pages.delete(page)
    this.#leftMs = this.#context.clock.now()
  }

  get #folder(): string {
    return `${this.#context.files}/${this.id}`
  }

  /** When the last page left; undefined while there is one. */
  get leftMs(): number | undefined {
    return this.pages.size === 0 ? this.#leftMs : undefined
  }

  tell(frame: Outgoing<ServerFrame>): void {
    for (const page of this.pages) page.send(frame)
  }

  /** Lets a page in. Makes sure that the lab runs: the one that does, the one that was kept, or a new one. */
  async enter(page: Participant): Promise<LabState> {
    this.pages.add(page)
    await this.#ending
    if (this.#running) return this.#context.clock.now() - this.#running.restoredMs < RESTORED_MS ? 'restored' : 'same'
    return this.#begin()
  }

  /** Puts the lab and the workstation's files back to their start; shells end. */
  async reset(): Promise<void> {
    const { store } = this.#context
    const { lab } = this
    await this.#endThen(async () => {
      await forgetLab(store, lab)
      await store.deleteDocuments(this.id, 'terminal')
      await rm(this.#folder, { recursive: true, force: true })
    })
    await this.#begin()
    for (const { page } of this.pages) await this.provide(page)
  }

  /** Puts the files that a page works with onto the workstation, where there is one. */
  async provide(page: string): Promise<void> {
    if (typeof this.#context.programs !== 'string') await (await this.workstation()).provide(page)
  }

  /** @throws `Refusal` where workstations cannot run. */
  async workstation(): Promise<Workstation> {
    const { programs } = this.#context
    if (typeof programs === 'string') {
      throw new Refusal('no-terminals', programs, 'The pages play their recordings meanwhile.')
    }
    this.#workstation ??= this.#openWorkstation(async () => this.lab, programs)
    try {
      const workstation = await this.#workstation
      this.#terminals = workstation.terminals
      return workstation
    } catch (error) {
      this.#workstation = undefined
      throw error
    }
  }

  /** Judges an exercise or one of its tasks now. */
  async check(exercise: string, task?: string): Promise<void> {
    await this.#judge(exercise, { task, all: true })
  }

  /** Judges what the open pages show, soon. */
  checkSoon(): void {
    this.#settling ??= setTimeout(() => {
      this.#settling = undefined
      this.#checkShown().catch((error: unknown) => this.#context.log.error('checks failed', { error }))
    }, SETTLE_MS)
  }

  async submit(learner: string, exercise: string): Promise<{ fileName: string; file: string }> {
    const { lab, scenario } = this
    const journal = (await this.#context.store.readLog(this.id, 'journal')).map(({ value }) => value as JournalCommand)
    const draft = { learner, exercise, lab: { id: this.id, scenario }, journal }
    return this.#owner.progress.submit(createReadSource(lab), draft)
  }

  /** Frees what it holds in memory; everything is found again. */
  close(): Promise<void> {
    return this.#endThen(async () => undefined)
  }

  /** Ends the lab and does what must be done before it runs again. */
  #endThen(next: () => Promise<void>): Promise<void> {
    const end = async () => {
      await this.#end()
      await next()
    }
    this.#ending ??= end().finally(() => (this.#ending = undefined))
    return this.#ending
  }

  async #end(): Promise<void> {
    await this.#starting?.catch(() => undefined)
    clearTimeout(this.#settling)
    this.#settling = undefined
    const [workstation, running] = [this.#workstation, this.#running]
    this.#workstation = this.#terminals = this.#running = undefined
    await (await workstation?.catch(() => undefined))?.close()
    if (!running) return
    await running.keeper.save()
    running.keeper.close()
    running.lab.close()
  }

  #begin(): Promise<LabState> {
    if (this.#starting) return this.#starting
    const begun = this.#start()
    const state = begun.then(({ restoredMs }) => (restoredMs > 0 ? 'restored' : 'new'))
    this.#starting = state.finally(() => (this.#starting = undefined))
    const { programs } = this.#context
    if (typeof programs !== 'string') {
      this.#workstation ??= this.#openWorkstation(async () => (await begun).lab, programs)
      // Whoever asks for it hears of a failure, and the next one tries again.
      this.#workstation.catch(() => (this.#workstation = undefined))
    }
    return this.#starting
  }

  async #start(): Promise<RunningLab> {
    const { store, clock, ids, log, models, pace } = this.#context
    const { id, scenario } = this
    const accountId = String(100_000_000_000 + this.#owner.record.number * 7_919)
    const options = { id, clock, ids, log, models, pace, accountId, region: REGION }
    const snapshot = await readKeptLab(store, id)
    const lab = await (snapshot ? createLab({ ...options, snapshot }) : startLab(scenario, options))
    const keeper = keepLab({ storage: store, lab, log })
    keeper.onChange(() => this.checkSoon())
    if (!snapshot) await keeper.save()
    this.#running = { lab, keeper, restoredMs: snapshot ? clock.now() : 0 }
    return this.#running
  }

  async #checkShown(): Promise<void> {
    const shown = new Set(Array.from(this.pages, ({ exercise }) => exercise?.id))
    for (const exercise of shown) if (exercise !== undefined) await this.#judge(exercise, { all: false })
  }

  async #judge(exercise: string, options: { task?: string | undefined; all: boolean }): Promise<void> {
    const verdicts = await this.#owner.progress.check(createReadSource(this.lab), exercise, options)
    for (const verdict of verdicts) this.#owner.broadcast({ type: 'verdict', ...verdict })
  }

  async #openWorkstation(lab: () => Promise<Lab>, programs: Programs): Promise<Workstation> {
    const { store, pages, log } = this.#context
    const { number } = this.#owner.record
    const workstation = await openWorkstation({
      lab,
      id: this.id,
      programs,
      store,
      folder: this.#folder,
      course: pages,
      // Users that no distribution gives to anybody, one for each session.
      userId: process.getuid?.() === 0 ? 2_000_000 + number : undefined,
      log,
      onClosed: (terminal, end) => this.tell({ type: 'terminal.closed', terminal, ...end }),
      onCommand: (ran) =>
        void this.#journal(ran).catch((error: unknown) => log.error('a command was not noted', { id: this.id, error })),
    })
    // Once in a lab's life: from then on the files are the learner's. Forgotten with the lab.
    if (!(await store.getDocument(this.id, 'lab', 'set-up'))) {
      await workstation.setUp(await kubeconfigOf(await lab(), this.scenario))
      await store.putDocument(this.id, 'lab', 'set-up', true)
    }
    return workstation
  }

  async #journal({ command, exitCode }: RanCommand): Promise<void> {
    const { store, clock } = this.#context
    await store.append(this.id, 'journal', [{ at: new Date(clock.now()).toISOString(), command, exitCode }])
    this.checkSoon()
  }
}
