import type { SessionContext } from './session-lab.ts'
import type { Occupancy } from './metrics.ts'
import { Session } from './session.ts'

/** What one backend holds at a time. */
export interface SessionLimits {
  /** Sessions in memory. */
  sessions: number
  /** Pages of one session. */
  pagesPerSession: number
  /** After so long without a page, shells end and the lab is put away. */
  idleMs: number
  /** After so long without a page they do when others need the room. */
  spareMs: number
}

export const SESSION_LIMITS: SessionLimits = {
  sessions: 1000,
  pagesPerSession: 20,
  idleMs: 30 * 60_000,
  spareMs: 60_000,
}

const SWEEP_EVERY_MS = 10_000

/** The sessions that are in memory. */
export interface Sessions {
  /** The session of a cookie's secret; undefined when no more fit. */
  open(secret: string): Promise<Session | undefined>
  count(): Occupancy
  close(): Promise<void>
}

export function createSessions(context: SessionContext, limits: SessionLimits): Sessions {
  const { store, clock, log } = context
  const open = new Map<string, Promise<Session>>()
  const opened = new Map<Session, string>()
  const closing = new Map<string, Promise<void>>()
  const failed = (error: unknown) => log.error('a session could not be put away', { error })

  function putAway(hash: string, session: Session): Promise<void> {
    open.delete(hash)
    opened.delete(session)
    // Whoever comes back meanwhile waits until everything is written.
    const done = session.close().finally(() => closing.delete(hash))
    closing.set(hash, done)
    return done
  }

  /** Puts away whoever has been without a page for the longest time. @returns whether there was anybody. */
  function makeRoom(): boolean {
    let [first, firstLeftMs]: [Session | undefined, number] = [undefined, clock.now() - limits.spareMs]
    for (const session of opened.keys()) {
      const { leftMs = Infinity } = session
      if (leftMs <= firstLeftMs) [first, firstLeftMs] = [session, leftMs]
    }
    if (!first) return false
    putAway(opened.get(first)!, first).catch(failed)
    return true
  }

  async function sweep(): Promise<void> {
    const deadline = clock.now() - limits.idleMs
    for (const [hash, opening] of open) {
      const session = await opening
      if (await session.closeIdle(deadline)) await putAway(hash, session)
    }
  }

  const sweeping = setInterval(() => {
    sweep().catch(failed)
  }, SWEEP_EVERY_MS)

  return {
    async open(secret) {
      const hash = await hashOf(secret)
      await closing.get(hash)
      const known = open.get(hash)
      if (known) return known
      if (open.size >= limits.sessions && !makeRoom()) return undefined
      const opening = store.openSession(hash, clock.now()).then((record) => Session.open(context, record))
      open.set(hash, opening)
      opening.then(
        (session) => opened.set(session, hash),
        () => open.delete(hash),
      )
      return opening
    },
    count() {
      const total: Occupancy = { sessions: open.size, labs: 0, pages: 0, terminals: 0 }
      for (const session of opened.keys())
        for (const lab of session.labs) {
          if (lab.isRunning) total.labs++
          total.pages += lab.pages.size
          total.terminals += lab.openTerminals.length
        }
      return total
    },
    async close() {
      clearInterval(sweeping)
      await Promise.all(Array.from(open, async ([hash, opening]) => putAway(hash, await opening)))
    },
  }
}

async function hashOf(secret: string): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(secret))).toString('hex')
}
