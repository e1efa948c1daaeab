import type { Clock, Ids, Log } from '#base'
import { createLab, kubeconfigOf, scenarios, startLab, type Lab, type LabOptions } from '#lab'
import type { Course, Exercise, Signer } from '#course'
import type { Programs } from './jail/programs.ts'
import { forgetLab, keepLab, readKeptLab, type LabKeeper } from './lab-keeper.ts'
import { Progress, Refusal } from './progress.ts'
import type { Outgoing, ServerFrame } from './protocol.ts'
import { createReadSource } from './read-source.ts'
import type { SessionRecord, Store } from './store/store.ts'
import type { RanCommand } from './terminal.ts'
import { openWorkstation, type Workstation } from './workstation.ts'

/** Verdicts are looked at again so long after a change; changes come in bursts. */
const SETTLE_MS = 250

/** Pages that come back so soon after a restart hear that the lab was restored. */
const RESTORED_MS = 60_000

const NOT_READY = new Refusal('lab-not-ready', 'The lab is being prepared.', 'Try again in a moment.')

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
  /** Folders for sessions' files and sockets. */
  files: string
  /** The course's pages. */
  pages: string
  sockets: string
}

/** A page that takes part in a session. */
export interface Participant {
  /** The exercise of the page that it shows. */
  readonly exercise: Exercise | undefined
  send(frame: Outgoing<ServerFrame>): void
}

/** One learner's lab, workstation and progress, shared by all pages that the learner has open. */
export class Session {
  readonly record: SessionRecord
  readonly progress: Progress
  readonly #context: SessionContext
  readonly #participants = new Set<Participant>()
  #lab: { lab: Lab; keeper: LabKeeper; scenario: string; restoredMs: number } | undefined
  #labStarting: Promise<'new' | 'restored'> | undefined
  #workstation: Promise<Workstation> | undefined
  #terminals: Workstation['terminals'] | undefined
  /** The lab is new, and the workstation does not know its cluster yet. */
  #isFresh = false
  #settling: NodeJS.Timeout | undefined
  /** When the last page left; absent while there is one. */
  leftMs: number | undefined

  private constructor(context: SessionContext, record: SessionRecord, progress: Progress) {
    this.#context = context
    this.record = record
    this.progress = progress
    this.leftMs = context.clock.now()
  }

  static async open(context: SessionContext, record: SessionRecord): Promise<Session> {
    const { store, course, signer, log, clock } = context
    const now = () => clock.now()
    const progress = await Progress.open({ store, session: record.id, course, signer, log, now })
    return new Session(context, record, progress)
  }

  get participants(): ReadonlySet<Participant> {
    return this.#participants
  }

  /** The lab, once a page has entered it. */
  get running(): { lab: Lab; scenario: string } | undefined {
    return this.#lab
  }

  get openTerminals(): Iterable<number> | undefined {
    return this.#terminals?.keys()
  }

  get hasWorkstations(): boolean {
    return typeof this.#context.programs !== 'string'
  }

  join(participant: Participant): void {
    this.#participants.add(participant)
    this.leftMs = undefined
  }

  leave(participant: Participant): void {
    this.#participants.delete(participant)
    if (this.#participants.size === 0) this.leftMs = this.#context.clock.now()
  }

  broadcast(frame: Outgoing<ServerFrame>): void {
    for (const participant of this.#participants) participant.send(frame)
  }

  /** Makes sure that the lab runs: the one that does, the one that was kept, or a new one in `scenario`. */
  async enter(scenario: string): Promise<'new' | 'same' | 'restored'> {
    if (this.#lab) return this.#context.clock.now() - this.#lab.restoredMs < RESTORED_MS ? 'restored' : 'same'
    this.#labStarting ??= this.#startLab(scenario).finally(() => (this.#labStarting = undefined))
    return this.#labStarting
  }

  /** Puts the lab back to the start of a scenario; shells end, files stay. */
  async reset(scenario: string): Promise<void> {
    const old = this.#lab
    await this.#closeWorkstation()
    this.#lab = undefined
    if (old) {
      old.keeper.close()
      old.lab.close()
      await forgetLab(this.#context.store, this.record.id, old.lab)
    }
    await this.enter(scenario)
  }

  /** @throws `Refusal` where workstations cannot run. */
  async workstation(): Promise<Workstation> {
    const { programs } = this.#context
    if (typeof programs === 'string') {
      throw new Refusal('no-terminals', programs, 'The pages play their recordings meanwhile.')
    }
    const lab = this.#lab?.lab
    if (!lab) throw NOT_READY
    this.#workstation ??= this.#openWorkstation(lab, programs)
    try {
      const workstation = await this.#workstation
      this.#terminals = workstation.terminals
      if (this.#isFresh) {
        this.#isFresh = false
        const kubeconfig = await kubeconfigOf(lab, this.#lab!.scenario)
        if (kubeconfig !== undefined) await workstation.configureKubectl(kubeconfig)
      }
      return workstation
    } catch (error) {
      this.#workstation = undefined
      throw error
    }
  }

  /** Judges an exercise or one of its tasks now. */
  async check(exercise: string, task?: string): Promise<void> {
    const lab = this.#lab?.lab
    if (!lab) return
    const verdicts = await this.progress.check(createReadSource(lab), exercise, { task, all: true })
    for (const verdict of verdicts) this.broadcast({ type: 'verdict', ...verdict })
  }

  /** Judges what the open pages show, soon. */
  checkSoon(): void {
    this.#settling ??= setTimeout(() => {
      this.#settling = undefined
      this.#checkShown().catch((error: unknown) => this.#context.log.error('checks failed', { error }))
    }, SETTLE_MS)
  }

  async submit(learner: string, exercise: string): Promise<{ fileName: string; file: string }> {
    if (!this.#lab) throw NOT_READY
    const { lab, scenario } = this.#lab
    const journal = (await this.#context.store.readLog(this.record.id, 'journal')).map(({ value }) => value as never)
    const draft = { learner, exercise, lab: { id: lab.id, scenario }, journal }
    return this.progress.submit(createReadSource(lab), draft)
  }

  /** Frees what a session holds in memory; everything is found again. */
  async close(): Promise<void> {
    clearTimeout(this.#settling)
    await this.#closeWorkstation()
    const open = this.#lab
    this.#lab = undefined
    if (!open) return
    await open.keeper.save()
    open.keeper.close()
    open.lab.close()
  }

  async #startLab(scenario: string): Promise<'new' | 'restored'> {
    const { store, clock, ids, log, models, pace } = this.#context
    const session = this.record.id
    const kept = await readKeptLab(store, session)
    const accountId = String(100_000_000_000 + this.record.number * 7_919).slice(0, 12)
    const options = { id: session, clock, ids, log, models, pace, accountId, region: 'us-west-2' }
    if (!kept && !scenarios.has(scenario)) {
      throw new Refusal(
        'unknown-scenario',
        `There is no scenario ${scenario}.`,
        'Reload the page; it may be older than the backend.',
      )
    }
    const lab = await (kept ? createLab({ ...options, snapshot: kept.snapshot }) : startLab(scenario, options))
    const keeper = keepLab({ store, session, scenario: kept?.scenario ?? scenario, lab, log })
    keeper.onChange(() => this.checkSoon())
    if (!kept) await keeper.save()
    this.#lab = { lab, keeper, scenario: kept?.scenario ?? scenario, restoredMs: kept ? clock.now() : 0 }
    this.#isFresh = !kept
    return kept ? 'restored' : 'new'
  }

  async #checkShown(): Promise<void> {
    const lab = this.#lab?.lab
    if (!lab) return
    const shown = new Set(Array.from(this.#participants, ({ exercise }) => exercise?.id))
    for (const exercise of shown) {
      if (exercise === undefined) continue
      const verdicts = await this.progress.check(createReadSource(lab), exercise, { all: false })
      for (const verdict of verdicts) this.broadcast({ type: 'verdict', ...verdict })
    }
  }

  #openWorkstation(lab: Lab, programs: Programs): Promise<Workstation> {
    const { store, files, pages, sockets, log } = this.#context
    const session = this.record.id
    return openWorkstation({
      lab,
      programs,
      store,
      session,
      folder: `${files}/${session}`,
      course: pages,
      socketFolder: sockets,
      // Users that no distribution gives to anybody, one for each session.
      userId: process.getuid?.() === 0 ? 2_000_000 + this.record.number : undefined,
      log,
      onClosed: (terminal, end) => this.broadcast({ type: 'terminal.closed', terminal, ...end }),
      onCommand: (ran) => void this.#journal(ran),
    })
  }

  async #journal({ command, exitCode }: RanCommand): Promise<void> {
    const { store, clock } = this.#context
    await store.append(this.record.id, 'journal', [{ at: new Date(clock.now()).toISOString(), command, exitCode }])
    this.checkSoon()
  }

  async #closeWorkstation(): Promise<void> {
    const open = this.#workstation
    this.#workstation = undefined
    this.#terminals = undefined
    const workstation = await open?.catch(() => undefined)
    await workstation?.close()
  }
}
