import {
  ClientFrame,
  CloseCode,
  formatFrame,
  MAX_CLIENT_MESSAGE_BYTES,
  packData,
  parseFrame,
  ServerFrame,
  unpackData,
  type Outgoing,
} from '../../sandbox/protocol.ts'

/** How the backend ends a connection for good: the session is over, there is no room, or the page speaks another version of the protocol. */
export type Ending = 'ended' | 'full' | 'outdated'
/**
 * - `dropped` comes back by itself, and nothing is lost; an ending does not.
 * - `gone` has lasted longer than a restart, and nothing answers.
 * - `failing` has lasted as long, and the backend answers without letting the page in.
 */
export type ConnectionState = 'idle' | 'connecting' | 'open' | 'dropped' | 'gone' | 'failing' | Ending

/** What mends by itself. */
const LOST: ReadonlySet<ConnectionState> = new Set(['dropped', 'gone', 'failing'])

/** What a connection is given and whom it tells. */
export interface ConnectionDeps {
  url: string
  /** What the page says first, each time. */
  hello(): Outgoing<Extract<ClientFrame, { type: 'hello' }>>
  onState(state: ConnectionState): void
  onFrame(frame: ServerFrame): void
  onData(terminal: number, bytes: Uint8Array): void
}

/** A connection that is kept: when it drops it is made again until the backend ends it. */
export interface Connection {
  readonly state: ConnectionState
  /** Connects, or tries again at once. */
  connect(): void
  /** False when nothing was sent, because the connection is not open. */
  send(frame: Outgoing<ClientFrame>): boolean
  sendData(terminal: number, bytes: Uint8Array): boolean
  /** The page is seen again, or the network is back: tries at once, or asks whether the backend still answers. */
  wake(): void
  /** Gives up, until `connect`. */
  close(): void
}

const FIRST_RETRY_MS = 250
const RETRY_FACTOR = 1.5
const LAST_RETRY_MS = 5_000
/** Tries after which it is told that nobody answers: about 20 seconds, and 2 for a page that was never connected. */
const PATIENCE = { dropped: 10, new: 4 }
const BEAT_MS = 20_000
const SILENCE_MS = 5_000
/** What is pasted may be longer than a message. */
const PIECE_BYTES = MAX_CLIENT_MESSAGE_BYTES / 4
const endings = new Map<number, Ending>([
  [CloseCode.badFrame, 'outdated'],
  [CloseCode.badSession, 'ended'],
  [CloseCode.tooMany, 'full'],
  [CloseCode.ended, 'ended'],
])

/** A connection to the sandbox backend; nothing happens before `connect`. */
export function createConnection(deps: ConnectionDeps): Connection {
  let state: ConnectionState = 'idle'
  let socket: WebSocket | undefined
  let retryMs = FIRST_RETRY_MS
  let failures = 0
  /** Whether the page has ever been welcomed, and whether the latest socket got through. */
  let hasOpened = false
  let hasReached = false
  let retry: ReturnType<typeof setTimeout> | undefined
  let beat: ReturnType<typeof setTimeout> | undefined
  let silence: ReturnType<typeof setTimeout> | undefined

  const become = (next: ConnectionState) => {
    if (next === state) return
    state = next
    deps.onState(next)
  }
  const stopTimers = () => [retry, beat, silence].forEach(clearTimeout)

  const connect = () => {
    stopTimers()
    socket?.close()
    if (!LOST.has(state)) become('connecting')
    const opened = new WebSocket(deps.url)
    opened.binaryType = 'arraybuffer'
    hasReached = false
    opened.addEventListener('open', () => {
      hasReached = opened === socket
      opened.send(formatFrame(deps.hello()))
    })
    opened.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (opened === socket) receive(data)
    })
    opened.addEventListener('close', ({ code }) => {
      if (opened === socket) closed(code)
    })
    socket = opened
  }

  const receive = (message: string | ArrayBuffer) => {
    clearTimeout(silence)
    clearTimeout(beat)
    beat = setTimeout(ping, BEAT_MS)
    if (typeof message !== 'string') {
      const { terminal, bytes } = unpackData(new Uint8Array(message))
      deps.onData(terminal, bytes)
      return
    }
    const frame = parseFrame(ServerFrame, message)
    deps.onFrame(frame)
    if (frame.type !== 'welcome') return
    retryMs = FIRST_RETRY_MS
    failures = 0
    hasOpened = true
    become('open')
  }

  const closed = (code: number) => {
    stopTimers()
    socket = undefined
    const ending = endings.get(code)
    if (ending) return become(ending)
    const isPatient = ++failures < (hasOpened ? PATIENCE.dropped : PATIENCE.new)
    become(isPatient ? 'dropped' : hasReached ? 'failing' : 'gone')
    retry = setTimeout(connect, retryMs)
    retryMs = Math.min(retryMs * RETRY_FACTOR, LAST_RETRY_MS)
  }

  const send = (message: string | Uint8Array<ArrayBuffer>) => {
    if (state !== 'open' || socket?.readyState !== WebSocket.OPEN) return false
    socket.send(message)
    return true
  }

  // A cable that was pulled closes nothing: only silence tells.
  const ping = () => {
    if (!send(formatFrame({ type: 'ping' }))) return
    silence = setTimeout(() => {
      const silent = socket
      socket = undefined
      silent?.close()
      closed(0)
    }, SILENCE_MS)
  }

  return {
    get state() {
      return state
    },
    connect,
    send: (frame) => send(formatFrame(frame)),
    sendData(terminal, bytes) {
      for (let at = 0; at < bytes.length; at += PIECE_BYTES)
        if (!send(packData(terminal, bytes.subarray(at, at + PIECE_BYTES)))) return false
      return true
    },
    wake() {
      if (LOST.has(state)) connect()
      else if (state === 'open') ping()
    },
    close() {
      stopTimers()
      socket?.close()
      socket = undefined
      failures = 0
      become('idle')
    },
  }
}
