import { isFileError } from '../../machine/files/file-error.ts'
import { findCommand } from '../../machine/process/executable.ts'
import { ExitRequest, type Process } from '../../machine/process/process.ts'
import type { SignalName } from '../../machine/process/signals.ts'
import { become, spawn } from '../../machine/process/spawn.ts'
import { abortable } from '../../machine/streams/devices.ts'
import type { Shell } from './interpreter.ts'

const PROGRAM_MS = 0.8
const SHELL = '/bin/sh'
const NOT_FOUND = 127
const NOT_EXECUTABLE = 126

/** What is said of a program that a signal ended; of others nothing is. */
const SIGNAL_WORDS: Partial<Record<SignalName, string>> = {
  HUP: 'Hangup',
  QUIT: 'Quit',
  ILL: 'Illegal instruction',
  ABRT: 'Aborted',
  KILL: 'Killed',
  USR1: 'User defined signal 1',
  SEGV: 'Segmentation fault',
  USR2: 'User defined signal 2',
  ALRM: 'Alarm clock',
  TERM: 'Terminated',
}

/** Runs the programs that a shell is told to run. */
export class Programs {
  readonly #shell: Shell

  constructor(shell: Shell) {
    this.#shell = shell
  }

  /** Runs a program as a child and waits for it. */
  async run(argv: readonly string[], env: ReadonlyMap<string, string>): Promise<number> {
    await this.#shell.process.compute(PROGRAM_MS)
    const path = await this.#locate(argv[0]!)
    if (typeof path === 'number') return path
    try {
      const child = await this.#orAsScript(path, argv, (program, words) =>
        spawn(this.#shell.process, program, { argv: words, env }),
      )
      return (await this.waitInForeground(child)).code
    } catch (error) {
      return this.#cannotExecute(argv[0]!, error)
    }
  }

  /** Goes on as a program; comes back only when that is not possible. */
  async replace(argv: readonly string[], env: ReadonlyMap<string, string>): Promise<number> {
    const path = await this.#locate(argv[0]!)
    if (typeof path === 'number') return path
    this.#shell.process.env.clear()
    for (const [name, value] of env) this.#shell.process.env.set(name, value)
    try {
      throw new ExitRequest(
        await this.#orAsScript(path, argv, (program, words) => become(this.#shell.process, program, words)),
      )
    } catch (error) {
      if (!isFileError(error) || error.code === 'EPIPE') throw error
      return this.#cannotExecute(argv[0]!, error)
    }
  }

  /** Waits for a child and says what signal ended it. @param done of its program, for which nobody else waits */
  async waitInForeground(process: Process, done: Promise<unknown> = process.exited): Promise<{ code: number }> {
    void done
    const status = await abortable(process.exited, this.#shell.process.signal)
    const word = status.signal && SIGNAL_WORDS[status.signal]
    if (word) await this.#shell.process.write(2, `${word}\n`)
    return status
  }

  /** What no kernel can run is taken for a script of the shell. */
  async #orAsScript<T>(
    path: string,
    argv: readonly string[],
    start: (path: string, argv: readonly string[]) => Promise<T>,
  ): Promise<T> {
    try {
      return await start(path, argv)
    } catch (error) {
      if (!isFileError(error, 'ENOEXEC')) throw error
      return start(SHELL, [SHELL, path, ...argv.slice(1)])
    }
  }

  async #locate(name: string): Promise<string | number> {
    try {
      const path = findCommand(
        this.#shell.process.files,
        name,
        this.#shell.state.get('PATH') ?? '/sbin:/usr/sbin:/bin:/usr/bin',
      )
      if (path !== undefined) return path
      await this.#shell.error(`${name}: not found`)
      return NOT_FOUND
    } catch (error) {
      return this.#cannotExecute(name, error)
    }
  }

  async #cannotExecute(name: string, error: unknown): Promise<number> {
    if (!isFileError(error) || error.code === 'EPIPE') throw error
    const missing = error.code === 'ENOENT' || error.code === 'ENOTDIR'
    await this.#shell.error(`${name}: ${missing ? 'not found' : error.message}`)
    return missing ? NOT_FOUND : NOT_EXECUTABLE
  }
}
