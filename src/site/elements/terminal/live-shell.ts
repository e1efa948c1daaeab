import { ACK_EVERY_BYTES } from '../../../sandbox/protocol.ts'
import { session, type Stop } from '../../session/session.ts'
import { strings } from '../../strings.ts'
import type { Screen } from './screen.ts'

/** A screen's line to a shell of the session. */
export interface Shell {
  /** Types a command, as soon as the shell is there. */
  run(command: string): void
  stop(): void
}

const encoder = new TextEncoder()

/** Connects a screen with terminal `number` of the session, and again after each drop. */
export function attachShell(screen: Screen, number: number, sticky: (input: string) => string): Shell {
  const { terminal } = screen
  const waiting: string[] = []
  let ready = false
  let ended = false
  let drawn = 0

  const open = () => session.send({ type: 'terminal.open', terminal: number, cols: terminal.cols, rows: terminal.rows })
  const acknowledge = () => {
    if (drawn > 0) session.send({ type: 'terminal.ack', terminal: number, bytes: drawn })
    drawn = 0
  }
  const input = (text: string) => {
    if (ended && text === '\r') return open()
    session.sendData(number, encoder.encode(sticky(text)))
    return undefined
  }
  const stops: Stop[] = [
    session.onState((state) => {
      ready = false
      if (state === 'open') open()
    }),
    // A lab that begins anew has new shells, on the connection that was there.
    session.on('welcome', () => {
      if (session.state === 'open') open()
    }),
    session.on('terminal.opened', (frame) => {
      if (frame.terminal !== number) return
      // The backend sends the scrollback next: what stands here would be there twice.
      terminal.reset()
      drawn = 0
      ended = false
      ready = true
      if (frame.cols !== terminal.cols || frame.rows !== terminal.rows) resize()
      for (const command of waiting.splice(0)) run(command)
    }),
    session.on('terminal.closed', (frame) => {
      if (frame.terminal !== number) return
      ended = true
      ready = false
      terminal.write(`\r\n\x1b[90m${frame.reason ? `${frame.reason} ` : ''}${strings.terminal.shellEnded}\x1b[0m\r\n`)
    }),
    session.onData(number, (bytes) =>
      terminal.write(bytes, () => {
        drawn += bytes.length
        if (drawn >= ACK_EVERY_BYTES) acknowledge()
      }),
    ),
  ]
  const resize = () =>
    session.send({ type: 'terminal.resize', terminal: number, cols: terminal.cols, rows: terminal.rows })
  const listeners = [
    terminal.onData(input),
    terminal.onBinary((text) =>
      session.sendData(
        number,
        Uint8Array.from(text, (char) => char.charCodeAt(0)),
      ),
    ),
    terminal.onResize(() => ready && resize()),
  ]
  const run = (command: string) => {
    if (!ready) waiting.push(command)
    else session.send({ type: 'terminal.run', terminal: number, command })
  }
  return {
    run,
    stop() {
      stops.forEach((stop) => stop())
      listeners.forEach((listener) => listener.dispose())
    },
  }
}
