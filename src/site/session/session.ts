import type { ClientFrame, Outgoing, ServerFrame } from '../../sandbox/protocol.ts'
import { findBackend, socketUrl } from './backend.ts'
import { thisPage } from './this-page.ts'
import { createConnection, type ConnectionState } from './connection.ts'

/**
 * - `absent`: no backend serves this page, and its blocks play what was recorded.
 * - `blocked`: the backend answers, but something in between lets no socket through.
 * - `cookieless`: the browser does not keep the session's cookie.
 */
export type SessionState = ConnectionState | 'absent' | 'blocked' | 'cookieless'

type FrameOf<Type extends ServerFrame['type']> = Extract<ServerFrame, { type: Type }>
/** Takes back what it was got for. */
export type Stop = () => void

/** What the live parts of a page share: one connection, however many terminals, tasks and figures there are. */
export interface Session {
  readonly state: SessionState
  /** The lab as the backend last described it. */
  readonly welcome: FrameOf<'welcome'> | undefined
  /** Looks for the backend and connects; the first call does it, all others wait for the same. */
  start(): Promise<SessionState>
  /** Tries again at once after a drop or an end. */
  restart(): void
  /** False when it could not be sent. */
  send(frame: Outgoing<ClientFrame>): boolean
  sendData(terminal: number, bytes: Uint8Array): boolean
  /** Calls `listener` now and at each change. */
  onState(listener: (state: SessionState) => void): Stop
  on<Type extends ServerFrame['type']>(type: Type, listener: (frame: FrameOf<Type>) => void): Stop
  onData(terminal: number, listener: (bytes: Uint8Array) => void): Stop
}

function createSession(): Session {
  const states = new Set<(state: SessionState) => void>()
  const frames = new Map<string, Set<(frame: never) => void>>()
  const data = new Map<number, Set<(bytes: Uint8Array) => void>>()
  let backend: 'sought' | 'there' | 'absent' = 'sought'
  let isBlocked = false
  let told: SessionState = 'idle'
  let welcome: FrameOf<'welcome'> | undefined
  let started: Promise<SessionState> | undefined
  let noteTry!: (isOpen: boolean) => void
  const tried = new Promise<boolean>((resolve) => (noteTry = resolve))

  const { page, scenario } = thisPage
  const hello = { type: 'hello', page, ...(scenario === undefined ? {} : { scenario }) } as const
  const current = (): SessionState => {
    if (backend === 'absent') return 'absent'
    const { state } = connection
    if (state === 'gone' && isBlocked) return 'blocked'
    // Who was never let in although the backend has just given a cookie, did not bring it.
    if (state === 'ended' && backend === 'there' && !welcome) return 'cookieless'
    // A connection that fails says nothing before it is known whether there is a backend.
    return backend === 'sought' && state !== 'idle' && state !== 'open' ? 'connecting' : state
  }
  const tell = () => {
    const state = current()
    if (state === told) return
    told = state
    states.forEach((listener) => listener(state))
  }
  const connection = createConnection({
    url: socketUrl(location),
    hello: () => hello,
    onState(state) {
      if (state !== 'connecting') noteTry(state === 'open')
      isBlocked = false
      tell()
      if (state === 'gone') void lookForBlock()
    },
    onFrame(frame) {
      if (frame.type === 'welcome') welcome = frame
      frames.get(frame.type)?.forEach((listener) => listener(frame as never))
    },
    onData: (terminal, bytes) => data.get(terminal)?.forEach((listener) => listener(bytes)),
  })

  const lookForBlock = async () => {
    isBlocked = await findBackend()
    tell()
  }

  const begin = async () => {
    addEventListener('online', () => connection.wake())
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') connection.wake()
    })
    // A known learner is let in at once; a new one is refused, and comes again with the cookie that the backend's answer has brought.
    const looking = findBackend()
    connection.connect()
    const isOpen = await Promise.race([tried, looking.then((isThere) => isThere && tried)])
    const isThere = isOpen || (await looking)
    if (!isThere) connection.close()
    else if (!isOpen) connection.connect()
    backend = isThere ? 'there' : 'absent'
    tell()
    return current()
  }

  return {
    get state() {
      return current()
    },
    get welcome() {
      return welcome
    },
    start: () => (started ??= begin()),
    // The session's cookie may be gone; the backend's answer brings another.
    restart: () => void findBackend().then(() => connection.connect()),
    send: (frame) => connection.send(frame),
    sendData: (terminal, bytes) => connection.sendData(terminal, bytes),
    onState(listener) {
      listener(current())
      return enter(states, listener)
    },
    on: (type, listener) => enter(within(frames, type), listener as (frame: never) => void),
    onData: (terminal, listener) => enter(within(data, terminal), listener),
  }
}

function within<Key, Listener>(sets: Map<Key, Set<Listener>>, key: Key): Set<Listener> {
  const set = sets.get(key) ?? new Set()
  sets.set(key, set)
  return set
}

function enter<Listener>(listeners: Set<Listener>, listener: Listener): Stop {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The page's session. */
export const session: Session = createSession()
