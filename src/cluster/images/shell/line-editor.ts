import type { Process } from '../../machine/process/process.ts'
import type { Terminal } from '../../machine/streams/terminal.ts'

const BELL = '\x07'
// eslint-disable-next-line no-control-regex -- keys are control characters
const KEYS = /\x1b\[(?:([ABCDHF])|(\d)~)|\x1bO([ABCDHF])|\x1b[bf]|[\s\S]/gu

/** What came of reading a line. */
export type LineResult = { line: string } | 'interrupted' | 'ended'

/** Reads lines from a terminal key by key: cursor, history, completion of file names. Without a terminal: plain lines. */
export class LineEditor {
  readonly #process: Process
  readonly #terminal: Terminal | undefined
  readonly #history: string[] = []
  readonly #decoder = new TextDecoder()
  #keys: string[] = []
  #line = ''
  #cursor = 0

  constructor(process: Process, terminal: Terminal | undefined) {
    this.#process = process
    this.#terminal = terminal
  }

  async read(prompt: string): Promise<LineResult> {
    if (!this.#terminal) return this.#plain(prompt)
    const before = this.#terminal.raw
    this.#terminal.raw = true
    try {
      return await this.#edit(prompt)
    } finally {
      this.#terminal.raw = before
    }
  }

  async #plain(prompt: string): Promise<LineResult> {
    await this.#process.write(2, prompt)
    let line = ''
    for (;;) {
      const chunk = await this.#process.read(0, 1)
      if (!chunk) return line === '' ? 'ended' : { line }
      const text = this.#decoder.decode(chunk, { stream: true })
      if (text === '\n') return { line }
      line += text
    }
  }

  async #edit(prompt: string): Promise<LineResult> {
    this.#line = ''
    this.#cursor = 0
    let place = this.#history.length
    await this.#write(prompt)
    for (;;) {
      const key = await this.#key()
      if (key === undefined || (key === '\x04' && this.#line === '')) return 'ended'
      switch (key) {
        case '\r':
        case '\n': {
          await this.#write('\r\n')
          if (this.#line.trim() !== '' && this.#history.at(-1) !== this.#line) this.#history.push(this.#line)
          return { line: this.#line }
        }
        case '\x03':
          await this.#write('^C\r\n')
          return 'interrupted'
        case '\x1b[A':
        case '\x1bOA':
        case '\x10':
        case '\x1b[B':
        case '\x1bOB':
        case '\x0e': {
          const up = key.endsWith('A') || key === '\x10'
          const next = place + (up ? -1 : 1)
          if (next < 0 || next > this.#history.length) break
          place = next
          await this.#replace(this.#history[place] ?? '', prompt)
          break
        }
        case '\t':
          await this.#complete(prompt)
          break
        case '\x0c':
          await this.#write(`\x1b[H\x1b[J${prompt}${this.#line}`)
          break
        default:
          await this.#apply(key, prompt)
      }
    }
  }

  /** Keys that change the line or move in it. */
  async #apply(key: string, prompt: string): Promise<void> {
    const [line, cursor] = [this.#line, this.#cursor]
    const set = (text: string, at: number) => {
      this.#line = text
      this.#cursor = at
    }
    if (key === '\x7f' || key === '\b') {
      if (cursor > 0) set(line.slice(0, cursor - 1) + line.slice(cursor), cursor - 1)
    } else if (key === '\x1b[3~' || key === '\x04') set(line.slice(0, cursor) + line.slice(cursor + 1), cursor)
    else if (key === '\x1b[C' || key === '\x1bOC' || key === '\x06') this.#cursor = Math.min(line.length, cursor + 1)
    else if (key === '\x1b[D' || key === '\x1bOD' || key === '\x02') this.#cursor = Math.max(0, cursor - 1)
    else if (['\x01', '\x1b[H', '\x1b[1~', '\x1bOH'].includes(key)) this.#cursor = 0
    else if (['\x05', '\x1b[F', '\x1b[4~', '\x1bOF'].includes(key)) this.#cursor = line.length
    else if (key === '\x15') set(line.slice(cursor), 0)
    else if (key === '\x0b') set(line.slice(0, cursor), cursor)
    else if (key === '\x17') {
      const kept = line.slice(0, cursor).replace(/\S*\s*$/, '')
      set(kept + line.slice(cursor), kept.length)
    } else if (key >= ' ' && !key.startsWith('\x1b')) {
      set(line.slice(0, cursor) + key + line.slice(cursor), cursor + key.length)
      if (this.#cursor === this.#line.length) return this.#write(key)
    }
    await this.#redraw(prompt)
  }

  async #complete(prompt: string): Promise<void> {
    const word = /\S*$/.exec(this.#line.slice(0, this.#cursor))![0]
    const slash = word.lastIndexOf('/')
    const folder = word.slice(0, slash + 1)
    const { files } = this.#process
    if (!files.isDirectory(folder || '.')) return this.#write(BELL)
    const found = files
      .list(folder || '.')
      .filter((name) => name.startsWith(word.slice(slash + 1)) && (word.at(-1) === '.' || !name.startsWith('.')))
    const [first] = found
    if (first === undefined) return this.#write(BELL)
    let common = first
    for (const name of found) while (!name.startsWith(common)) common = common.slice(0, -1)
    const single = found.length === 1 ? (files.isDirectory(folder + first) ? '/' : ' ') : ''
    const added = common.slice(word.length - slash - 1) + single
    if (added === '') {
      await this.#write(`\r\n${found.sort().join('  ')}\r\n`)
      return this.#redraw(prompt)
    }
    this.#line = this.#line.slice(0, this.#cursor) + added + this.#line.slice(this.#cursor)
    this.#cursor += added.length
    await this.#redraw(prompt)
  }

  async #replace(line: string, prompt: string): Promise<void> {
    this.#line = line
    this.#cursor = line.length
    await this.#redraw(prompt)
  }

  async #redraw(prompt: string): Promise<void> {
    const back = this.#line.length - this.#cursor
    await this.#write(`\r${prompt}${this.#line}\x1b[K${back > 0 ? `\x1b[${back}D` : ''}`)
  }

  async #key(): Promise<string | undefined> {
    while (this.#keys.length === 0) {
      const chunk = await this.#process.read(0, 4096)
      if (!chunk) return undefined
      this.#keys = this.#decoder.decode(chunk, { stream: true }).match(KEYS) ?? []
    }
    return this.#keys.shift()
  }

  async #write(text: string): Promise<void> {
    await this.#process.write(2, text)
  }
}
