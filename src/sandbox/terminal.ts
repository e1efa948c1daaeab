import headless from '@xterm/headless'
import { SerializeAddon } from '@xterm/addon-serialize'
import { Unicode11Addon } from '@xterm/addon-unicode11'
import type { Jail } from './jail/jail.ts'
import { limitScreenWork } from './limit-screen-work.ts'
import { MAX_UNACKED_BYTES } from './protocol.ts'

/** One page that shows a terminal. */
export interface Viewer {
  send(bytes: Uint8Array): void
}

/** A command that a shell has run. */
export interface RanCommand {
  command: string
  exitCode: number
}

/** A terminal as it is kept: what its screen and scrollback show, as escape sequences. */
export interface SavedTerminal {
  cols: number
  rows: number
  screen: string
}

const SCROLLBACK_LINES = 2000
/** What a terminal may print in a second; its programs wait for the rest. */
const BYTES_PER_SECOND = 4 * 1024 * 1024
/** Nothing that can be read is as long. */
const MAX_SCREEN_LENGTH = 4 * 1024 * 1024
/** A page that is so far behind is drawn anew when it has caught up. */
const LOST_BYTES = 4 * MAX_UNACKED_BYTES

interface ViewerState {
  unacked: number
  /** Chunks that came while the first screen was made. */
  early: Uint8Array[] | undefined
  lost: boolean
}

/** One shell with its screen, which any number of pages show. */
export class Terminal {
  readonly #number: number
  readonly #jail: Jail
  readonly #screen: headless.Terminal
  readonly #serializer = new SerializeAddon()
  readonly #viewers = new Map<Viewer, ViewerState>()
  #printed = 0
  /** Bytes that the screen has yet to take in. */
  #parsing = 0
  #window: NodeJS.Timeout | undefined
  #paused = false
  /** Something was printed since the last `save`. */
  dirty = false

  constructor(options: {
    number: number
    jail: Jail
    size: { cols: number; rows: number }
    saved?: SavedTerminal | undefined
    onCommand(ran: RanCommand): void
  }) {
    const { number, jail, size, saved } = options
    this.#number = number
    this.#jail = jail
    this.#screen = new headless.Terminal({ ...size, scrollback: SCROLLBACK_LINES, allowProposedApi: true })
    this.#screen.loadAddon(this.#serializer)
    // As wide as pages and programs take them; a screen of another mind would be drawn out of place.
    this.#screen.loadAddon(new Unicode11Addon())
    this.#screen.unicode.activeVersion = '11'
    limitScreenWork(this.#screen)
    this.#screen.parser.registerOscHandler(633, (text) => {
      const [, status, command] = /^(\d{1,3});([^]*)$/.exec(text) ?? []
      if (command) options.onCommand({ command: command.slice(0, 4096), exitCode: Number(status) })
      return true
    })
    if (saved) this.#screen.write(`${saved.screen}${AFTER_RESTART}`)
    jail.open(number, size)
  }

  get size(): { cols: number; rows: number } {
    return { cols: this.#screen.cols, rows: this.#screen.rows }
  }

  /** Takes what the shell printed. */
  print(bytes: Buffer): void {
    this.dirty = true
    this.#parsing += bytes.length
    this.#screen.write(bytes, () => {
      this.#parsing -= bytes.length
      this.#regulate()
    })
    for (const [viewer, state] of this.#viewers) {
      if (state.early) state.early.push(bytes)
      else this.#show(viewer, state, bytes)
    }
    this.#printed += bytes.length
    this.#window ??= setTimeout(() => {
      this.#window = undefined
      this.#printed = 0
      this.#regulate()
    }, 1000)
    this.#regulate()
  }

  type(bytes: Uint8Array): void {
    this.#jail.write(this.#number, bytes)
  }

  resize(size: { cols: number; rows: number }): void {
    this.#screen.resize(size.cols, size.rows)
    this.#jail.resize(this.#number, size)
  }

  /** Shows the terminal on a page: first what is there, then what comes. */
  attach(viewer: Viewer): void {
    this.#viewers.set(viewer, { unacked: 0, early: [], lost: false })
    this.#draw(viewer)
  }

  detach(viewer: Viewer): void {
    this.#viewers.delete(viewer)
    this.#regulate()
  }

  /** A page has drawn `bytes` more. */
  acknowledge(viewer: Viewer, bytes: number): void {
    const state = this.#viewers.get(viewer)
    if (!state) return
    state.unacked = Math.max(0, state.unacked - bytes)
    if (state.lost && state.unacked === 0) {
      state.lost = false
      state.early = []
      this.#draw(viewer)
    }
    this.#regulate()
  }

  save(): SavedTerminal {
    this.dirty = false
    return { ...this.size, screen: this.#serialize() }
  }

  /** Ends the shell. */
  kill(): void {
    this.#jail.pause(this.#number, false)
    this.#jail.kill(this.#number)
  }

  dispose(): void {
    clearTimeout(this.#window)
    this.#screen.dispose()
  }

  #serialize(): string {
    const text = this.#serializer.serialize({ scrollback: SCROLLBACK_LINES })
    if (text.length <= MAX_SCREEN_LENGTH) return text
    // A place on the screen holds any number of accents, one upon the other.
    this.#screen.reset()
    return ''
  }

  #draw(viewer: Viewer): void {
    // The screen takes in what was written in its own time; behind that point nothing is missing and nothing comes twice.
    this.#screen.write('', () => {
      const state = this.#viewers.get(viewer)
      if (!state?.early) return
      const { early } = state
      state.early = undefined
      this.#show(viewer, state, Buffer.from(this.#serialize()))
      for (const bytes of early) this.#show(viewer, state, bytes)
    })
  }

  #show(viewer: Viewer, state: ViewerState, bytes: Uint8Array): void {
    if (bytes.length === 0) return
    state.lost ||= state.unacked > LOST_BYTES
    if (state.lost) return
    state.unacked += bytes.length
    viewer.send(bytes)
  }

  /** Lets the shell's programs wait while they print too fast, or faster than any page draws. */
  #regulate(): void {
    const states = [...this.#viewers.values()]
    const behind = states.length > 0 && states.every(({ unacked }) => unacked > MAX_UNACKED_BYTES)
    const paused = behind || this.#printed > BYTES_PER_SECOND || this.#parsing > MAX_UNACKED_BYTES
    if (paused === this.#paused) return
    this.#paused = paused
    this.#jail.pause(this.#number, paused)
  }
}

const AFTER_RESTART = '\u001b[0m\r\n\u001b[2m(a new shell: your cluster and your files are as they were)\u001b[0m\r\n'
