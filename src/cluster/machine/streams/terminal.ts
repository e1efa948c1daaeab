import type { OpenFile } from '../files/open-file.ts'
import type { SignalName } from '../process/signals.ts'
import { Pipe } from './pipe.ts'

export interface TerminalOptions {
  /** Takes what the terminal shows. */
  output: (chunk: Uint8Array) => Promise<void> | void
  /** Sends a signal to the processes in front. */
  signal: (signal: SignalName) => void
}

const CONTROL: Readonly<Record<string, SignalName>> = { '\x03': 'INT', '\x1c': 'QUIT' }
const END_OF_FILE = '\x04'
const encoder = new TextEncoder()

/** A pseudo terminal: the line discipline between a person's keys and the processes that read lines. */
export class Terminal {
  /** Keys go straight to the reader: no echo, no lines, no signals. */
  raw = false
  echo = true
  columns = 80
  rows = 24
  readonly #options: TerminalOptions
  readonly #input = new Pipe('/dev/pts/0')
  readonly #decoder = new TextDecoder()
  #line = ''

  constructor(options: TerminalOptions) {
    this.#options = options
  }

  /** The descriptor that processes read from and write to. */
  file(): OpenFile {
    return {
      path: '/dev/pts/0',
      terminal: this,
      read: (most, signal) => this.#input.read(most, signal),
      write: (chunk) => this.#options.output(expandNewlines(chunk)),
      close: () => undefined,
    }
  }

  /** Keys from the client. */
  async type(chunk: Uint8Array): Promise<void> {
    if (this.raw) {
      await this.#input.write(chunk)
      return
    }
    for (const character of this.#decoder.decode(chunk, { stream: true })) await this.#key(character)
  }

  /** The client is gone. */
  hangUp(): void {
    this.#input.closeWriter()
    this.#options.signal('HUP')
  }

  async #key(typed: string): Promise<void> {
    // What a line in front was still typing belongs to the reader that took the terminal over.
    if (this.raw) {
      await this.#input.write(encoder.encode(typed))
      return
    }
    const signal = CONTROL[typed]
    if (signal) {
      this.#line = ''
      await this.#show(typed === '\x03' ? '^C\n' : '^\\\n')
      this.#options.signal(signal)
    } else if (typed === END_OF_FILE) {
      if (this.#line === '') this.#input.endOnce()
      else await this.#submit('')
    } else if (typed === '\r' || typed === '\n') {
      await this.#show('\n')
      await this.#submit('\n')
    } else if (typed === '\x7f' || typed === '\b') {
      if (this.#line === '') return
      this.#line = this.#line.slice(0, -1)
      await this.#show('\b \b')
    } else if (typed === '\x15') {
      await this.#show('\b \b'.repeat(this.#line.length))
      this.#line = ''
    } else {
      this.#line += typed
      await this.#show(typed < ' ' && typed !== '\t' ? `^${String.fromCharCode(typed.charCodeAt(0) + 64)}` : typed)
    }
  }

  async #submit(end: string): Promise<void> {
    const line = this.#line + end
    this.#line = ''
    await this.#input.write(encoder.encode(line))
  }

  async #show(text: string): Promise<void> {
    if (this.echo) await this.#options.output(expandNewlines(encoder.encode(text)))
  }
}

/** `\n` as terminals need it: `\r\n`. */
function expandNewlines(chunk: Uint8Array): Uint8Array {
  const count = chunk.reduce((sum, byte) => sum + Number(byte === 10), 0)
  if (count === 0) return chunk
  const out = new Uint8Array(chunk.length + count)
  let at = 0
  for (const [index, byte] of chunk.entries()) {
    if (byte === 10 && chunk[index - 1] !== 13) out[at++] = 13
    out[at++] = byte
  }
  return out.subarray(0, at)
}
