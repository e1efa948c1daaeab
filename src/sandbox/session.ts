import { Progress } from '#course'
import { scenarios } from '#lab'
import type { Outgoing, ServerFrame } from './protocol.ts'
import { Refusal } from './refusal.ts'
import { SessionLab, type SessionContext } from './session-lab.ts'
import type { SessionRecord } from './store/store.ts'

/** One learner's labs, one for each scenario that a page has asked for, and progress, shared by all pages that the learner has open. */
export class Session {
  readonly record: SessionRecord
  readonly progress: Progress
  readonly #context: SessionContext
  readonly #labs = new Map<string, SessionLab>()
  readonly #openedMs: number

  private constructor(context: SessionContext, record: SessionRecord, progress: Progress) {
    this.#context = context
    this.record = record
    this.progress = progress
    this.#openedMs = context.clock.now()
  }

  static async open(context: SessionContext, record: SessionRecord): Promise<Session> {
    const { store, course, signer, clock } = context
    const now = () => clock.now()
    return new Session(
      context,
      record,
      await Progress.open({ storage: store, session: record.id, course, signer, now }),
    )
  }

  get labs(): Iterable<SessionLab> {
    return this.#labs.values()
  }

  get pages(): number {
    let pages = 0
    for (const lab of this.#labs.values()) pages += lab.pages.size
    return pages
  }

  /** When the last page left; undefined while there is one. */
  get leftMs(): number | undefined {
    const left = Array.from(this.#labs.values(), (lab) => lab.leftMs)
    return left.includes(undefined) ? undefined : Math.max(this.#openedMs, ...left.map(Number))
  }

  /** @throws `Refusal` when there is no such scenario. */
  lab(scenario: string): SessionLab {
    if (!scenarios.has(scenario)) {
      const remedy = 'Reload the page; it may be older than the backend.'
      throw new Refusal('unknown-scenario', `There is no scenario ${scenario}.`, remedy)
    }
    let lab = this.#labs.get(scenario)
    if (!lab) this.#labs.set(scenario, (lab = new SessionLab(this.#context, this, scenario)))
    return lab
  }

  broadcast(frame: Outgoing<ServerFrame>): void {
    for (const lab of this.#labs.values()) lab.tell(frame)
  }

  /** Puts away the labs that nobody has been in since `timeMs`. @returns whether that was all of the session. */
  async closeIdle(timeMs: number): Promise<boolean> {
    const idle = [...this.#labs.values()].filter(({ leftMs = Infinity }) => leftMs < timeMs)
    const isOver = idle.length === this.#labs.size && this.#openedMs < timeMs
    await Promise.all(idle.map((lab) => lab.close()))
    return isOver
  }

  /** Frees what a session holds in memory; everything is found again. */
  async close(): Promise<void> {
    await Promise.all(Array.from(this.#labs.values(), (lab) => lab.close()))
  }
}
