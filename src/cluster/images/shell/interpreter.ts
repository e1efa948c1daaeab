import { Descriptor } from '../../machine/files/open-file.ts'
import { ExitRequest, type Process } from '../../machine/process/process.ts'
import type { SignalName } from '../../machine/process/signals.ts'
import { fork } from '../../machine/process/spawn.ts'
import { concat } from '../../machine/files/file-handle.ts'
import { abortable } from '../../machine/streams/devices.ts'
import { Pipe } from '../../machine/streams/pipe.ts'
import { ArithmeticError } from './arithmetic.ts'
import { builtins } from './builtins/index.ts'
import { Expander, ExpansionError } from './expansion.ts'
import { Jump } from './jump.ts'
import { matches } from './patterns.ts'
import { parseScript } from './parser.ts'
import { Programs } from './programs.ts'
import { Redirections, RedirectionError } from './redirections.ts'
import { ReadonlyVariable, type ShellState } from './shell-state.ts'
import { SimpleCommands } from './simple-commands.ts'
import type { Command, List, SimpleCommand } from './syntax.ts'

// What a turn of a loop costs. It slows endless loops down to what a small machine can bear.
const TURN_MS = 0.2

/** Runs parsed scripts in one process, as BusyBox' `ash` does. */
export class Shell {
  readonly process: Process
  readonly state: ShellState
  readonly expander: Expander
  readonly redirections: Redirections
  readonly programs = new Programs(this)
  readonly builtins = builtins
  /** What messages begin with: the name that the shell was called by. */
  readonly caller: string
  /** The status of the last command substitution of the command that runs. */
  substitutionStatus: number | undefined
  readonly #simple = new SimpleCommands(this)
  #pendingTraps: SignalName[] = []
  #wakeWaiter: (() => void) | undefined

  constructor(process: Process, state: ShellState, caller: string) {
    this.process = process
    this.state = state
    this.caller = caller
    this.expander = new Expander({
      state,
      files: process.files,
      capture: (body) => this.#capture(body),
      random: () => Math.floor(process.world.ids.random() * 32_768),
      nowMs: () => process.clock.now(),
    })
    this.redirections = new Redirections(process, this.expander)
  }

  /** Runs commands in order; resolves with the status of the last. @param last nothing comes behind it: its last program may take the shell's place. */
  async run(list: List, last = false): Promise<number> {
    for (const [index, { command, background }] of list.items.entries()) {
      if (background) this.#background(command)
      else this.state.status = await this.execute(command, last && index === list.items.length - 1)
      await this.runTraps()
    }
    return this.state.status
  }

  async execute(command: Command, last = false): Promise<number> {
    const status = await this.#dispatch(command, last)
    this.state.status = status
    const decides =
      command.type === 'simple' || command.type === 'subshell' || (command.type === 'pipeline' && !command.negated)
    if (status !== 0 && decides && this.state.tested === 0 && this.state.options.has('e')) throw new ExitRequest(status)
    return status
  }

  /** Runs `body` where a failure is an answer, not an end. */
  async test<T>(body: () => Promise<T>): Promise<T> {
    this.state.tested++
    try {
      return await body()
    } finally {
      this.state.tested--
    }
  }

  async error(message: string): Promise<void> {
    await this.process.write(2, `${this.caller}: ${message}\n`)
  }

  /** Takes note of a signal that has a trap. */
  signalled(signal: SignalName): void {
    this.#pendingTraps.push(signal)
    this.#wakeWaiter?.()
  }

  get hasPendingTraps(): boolean {
    return this.#pendingTraps.length > 0
  }

  async runTraps(): Promise<void> {
    for (let signal = this.#pendingTraps.shift(); signal; signal = this.#pendingTraps.shift()) {
      const { status } = this.state
      await this.evaluate(this.state.traps.get(signal) ?? '')
      this.state.status = status
    }
  }

  /** Runs a text as commands. @throws ShellSyntaxError */
  evaluate(text: string): Promise<number> {
    return this.run(parseScript(text))
  }

  /** Waits until `process` has ended, or a signal with a trap came in: then `undefined`. */
  async waitFor(process: Process): Promise<number | undefined> {
    const woken = new Promise<undefined>((resolve) => (this.#wakeWaiter = () => resolve(undefined)))
    try {
      const result = await abortable(Promise.race([process.exited, woken]), this.process.signal)
      return result?.code
    } finally {
      this.#wakeWaiter = undefined
    }
  }

  /** A copy of the shell in a process of its own. */
  subshell(descriptors?: ReadonlyMap<number, Descriptor>): Shell {
    const child = fork(this.process, {
      argv: this.process.argv,
      env: this.process.env,
      ...(descriptors && { descriptors }),
    })
    return new Shell(child, this.state.fork(), this.caller)
  }

  async #dispatch(command: Command, last: boolean): Promise<number> {
    switch (command.type) {
      case 'simple':
        return this.#simple.run(command, last)
      case 'pipeline': {
        const status = command.negated
          ? await this.test(() => this.#pipeline(command.commands))
          : await this.#pipeline(command.commands)
        return command.negated ? Number(status === 0) : status
      }
      case 'and-or': {
        const left = await this.test(() => this.execute(command.left))
        return (left === 0) === (command.operator === '&&') ? this.execute(command.right, last) : left
      }
      case 'function':
        this.state.functions.set(command.name, command.body)
        return 0
      case 'subshell':
        return this.redirected(command.redirects, async () => {
          const shell = this.subshell()
          return (
            await this.programs.waitInForeground(
              shell.process,
              shell.start((inner) => inner.run(command.body)),
            )
          ).code
        })
      case 'group':
        return this.redirected(command.redirects, () => this.run(command.body))
      case 'if':
        return this.redirected(command.redirects, async () => {
          for (const { condition, body } of command.branches)
            if ((await this.test(() => this.run(condition))) === 0) return this.run(body)
          return command.otherwise ? this.run(command.otherwise) : 0
        })
      case 'for':
        return this.redirected(command.redirects, async () => {
          const values = command.words ? await this.expander.fields(command.words) : [...this.state.positional]
          return this.#loop(values[Symbol.iterator](), (value) => {
            this.state.set(command.name, value)
            return this.run(command.body)
          })
        })
      case 'while':
        return this.redirected(command.redirects, () =>
          this.#loop(endless(), async () => {
            const status = await this.test(() => this.run(command.condition))
            if ((status === 0) === command.until) return undefined
            return this.run(command.body)
          }),
        )
      default:
        return this.redirected(command.redirects, async () => {
          const subject = await this.expander.text(command.subject)
          for (const { patterns, body } of command.branches)
            for (const word of patterns) if (matches(await this.expander.pattern(word), subject)) return this.run(body)
          return 0
        })
    }
  }

  /** @param step `undefined` ends the loop */
  async #loop(values: Iterator<string>, step: (value: string) => Promise<number | undefined>): Promise<number> {
    let status = 0
    this.state.loopDepth++
    try {
      for (let next = values.next(); !next.done; next = values.next()) {
        try {
          const result = await step(next.value)
          if (result === undefined) break
          status = result
        } catch (error) {
          if (!(error instanceof Jump) || error.kind === 'return') throw error
          status = 0
          if (--error.levels > 0) throw error
          if (error.kind === 'break') break
        }
        await this.process.compute(TURN_MS)
      }
    } finally {
      this.state.loopDepth--
    }
    return status
  }

  /** Runs `body` with these redirections. */
  async redirected(redirects: SimpleCommand['redirects'], body: () => Promise<number>): Promise<number> {
    if (redirects.length === 0) return body()
    let restore: () => void
    try {
      restore = await this.redirections.apply(redirects)
    } catch (error) {
      return this.failed(error)
    }
    try {
      return await body()
    } finally {
      restore()
    }
  }

  async #pipeline(commands: readonly Command[]): Promise<number> {
    if (commands.length === 1) return this.execute(commands[0]!)
    const children: { process: Process; done: Promise<number> }[] = []
    let input: Pipe | undefined
    for (const [index, command] of commands.entries()) {
      const output = index < commands.length - 1 ? new Pipe() : undefined
      const shell = this.subshell()
      if (input) shell.process.setDescriptor(0, new Descriptor(input.reader))
      if (output) shell.process.setDescriptor(1, new Descriptor(output.writer))
      children.push({ process: shell.process, done: shell.start((inner) => inner.execute(command, true)) })
      input = output
    }
    const statuses = await Promise.all(
      children.map(({ process, done }, index) =>
        index === children.length - 1
          ? this.programs.waitInForeground(process, done)
          : abortable(process.exited, this.process.signal),
      ),
    )
    if (this.state.options.has('pipefail')) return statuses.findLast(({ code }) => code !== 0)?.code ?? 0
    return statuses.at(-1)!.code
  }

  /** Runs `body` as the whole of this (sub)shell's process. */
  async start(body: (shell: Shell) => Promise<number>): Promise<number> {
    const status = await this.process.run(async () => {
      try {
        const code = await body(this)
        return await this.atExit(code)
      } catch (error) {
        if (error instanceof Jump) return this.state.status
        if (error instanceof ExitRequest) return await this.atExit(error.code)
        throw error
      }
    })
    return status.code
  }

  /** Runs the trap of EXIT. */
  async atExit(code: number): Promise<number> {
    const command = this.state.traps.get('EXIT')
    if (!command) return code
    this.state.traps.delete('EXIT')
    this.state.status = code
    await this.evaluate(command)
    return code
  }

  #background(command: Command): void {
    const shell = this.subshell()
    if (!this.state.options.has('interactive')) shell.process.setDescriptor(0, undefined)
    const done = shell.start((inner) => inner.execute(command, true))
    const number = Math.max(0, ...this.state.jobs.map((job) => job.number)) + 1
    this.state.jobs.push({ number, process: shell.process, command: describe(command) })
    this.state.lastBackground = shell.process.pid
    this.state.status = 0
    // The status is taken by `wait`; nobody waits for the promise itself.
    void done
  }

  async #capture(body: List): Promise<string> {
    const pipe = new Pipe()
    const shell = this.subshell()
    shell.process.setDescriptor(1, new Descriptor(pipe.writer))
    const done = shell.start((inner) => inner.run(body, true))
    const parts: Uint8Array[] = []
    const { signal } = this.process
    for (let part = await pipe.read(65_536, signal); part; part = await pipe.read(65_536, signal)) parts.push(part)
    this.substitutionStatus = await done
    this.state.status = this.substitutionStatus
    return new TextDecoder().decode(concat(parts))
  }

  /** Says why a command could not be run; some failures end a shell that is not interactive. */
  async failed(error: unknown): Promise<number> {
    if (error instanceof RedirectionError) {
      await this.error(error.message)
      return 1
    }
    const fatal =
      error instanceof ExpansionError || error instanceof ArithmeticError || error instanceof ReadonlyVariable
    if (!fatal) throw error
    await this.error(error.message)
    if (this.state.options.has('interactive')) return 2
    throw new ExitRequest(2)
  }
}

function* endless(): Generator<string> {
  for (;;) yield ''
}

function describe(command: Command): string {
  if (command.type !== 'simple') return command.type
  return command.words
    .map(({ parts }) => parts.map((part) => (part.type === 'text' ? part.text : '…')).join(''))
    .join(' ')
}
