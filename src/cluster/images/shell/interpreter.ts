import { Descriptor } from '../../machine/files/open-file.ts'
import { isFileError } from '../../machine/files/file-error.ts'
import { findCommand } from '../../machine/process/executable.ts'
import { ExitRequest, type Process } from '../../machine/process/process.ts'
import type { SignalName } from '../../machine/process/signals.ts'
import { become, fork, spawn } from '../../machine/process/spawn.ts'
import { concat } from '../../machine/files/file-handle.ts'
import { abortable } from '../../machine/streams/devices.ts'
import { Pipe } from '../../machine/streams/pipe.ts'
import { ArithmeticError } from './arithmetic.ts'
import { builtins, SPECIAL_BUILTINS } from './builtins/index.ts'
import { Expander, ExpansionError } from './expansion.ts'
import { matches } from './patterns.ts'
import { parseScript } from './parser.ts'
import { Redirections, RedirectionError } from './redirections.ts'
import { ReadonlyVariable, type ShellState } from './shell-state.ts'
import type { Command, List, SimpleCommand } from './syntax.ts'

/** Leaves loops or functions. */
export class Jump extends Error {
  readonly kind: 'break' | 'continue' | 'return'
  /** Loops to leave; for `return` the status. */
  levels: number

  constructor(kind: 'break' | 'continue' | 'return', levels: number) {
    super(kind)
    this.kind = kind
    this.levels = levels
  }
}

// What the shell's own work costs. It slows endless loops down to what a small machine can bear.
const BUILTIN_MS = 0.2
const PROGRAM_MS = 0.8
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

/** Runs parsed scripts in one process, as BusyBox' `ash` does. */
export class Shell {
  readonly process: Process
  readonly state: ShellState
  readonly expander: Expander
  readonly redirections: Redirections
  /** What messages begin with: the name that the shell was called by. */
  readonly caller: string
  #pendingTraps: SignalName[] = []
  #wakeWaiter: (() => void) | undefined
  #substitutionStatus: number | undefined

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

  /** Runs a program as a child and waits for it. */
  async runProgram(argv: readonly string[], env: ReadonlyMap<string, string>): Promise<number> {
    await this.process.compute(PROGRAM_MS)
    const path = await this.#locate(argv[0]!)
    if (typeof path === 'number') return path
    try {
      const child = await spawn(this.process, path, { argv, env })
      return (await this.#foreground(child)).code
    } catch (error) {
      return this.#cannotExecute(argv[0]!, error)
    }
  }

  /** Goes on as a program; comes back only when that is not possible. */
  async replace(argv: readonly string[], env: ReadonlyMap<string, string>): Promise<number> {
    const path = await this.#locate(argv[0]!)
    if (typeof path === 'number') return path
    this.process.env.clear()
    for (const [name, value] of env) this.process.env.set(name, value)
    try {
      throw new ExitRequest(await become(this.process, path, argv))
    } catch (error) {
      if (!isFileError(error) || error.code === 'EPIPE') throw error
      return this.#cannotExecute(argv[0]!, error)
    }
  }

  async #dispatch(command: Command, last: boolean): Promise<number> {
    switch (command.type) {
      case 'simple':
        return this.#simple(command, last)
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
        return this.#redirected(command.redirects, async () => {
          const shell = this.subshell()
          return (
            await this.#foreground(
              shell.process,
              shell.start((inner) => inner.run(command.body)),
            )
          ).code
        })
      case 'group':
        return this.#redirected(command.redirects, () => this.run(command.body))
      case 'if':
        return this.#redirected(command.redirects, async () => {
          for (const { condition, body } of command.branches)
            if ((await this.test(() => this.run(condition))) === 0) return this.run(body)
          return command.otherwise ? this.run(command.otherwise) : 0
        })
      case 'for':
        return this.#redirected(command.redirects, async () => {
          const values = command.words ? await this.expander.fields(command.words) : [...this.state.positional]
          return this.#loop(values[Symbol.iterator](), (value) => {
            this.state.set(command.name, value)
            return this.run(command.body)
          })
        })
      case 'while':
        return this.#redirected(command.redirects, () =>
          this.#loop(endless(), async () => {
            const status = await this.test(() => this.run(command.condition))
            if ((status === 0) === command.until) return undefined
            return this.run(command.body)
          }),
        )
      default:
        return this.#redirected(command.redirects, async () => {
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
        await this.process.compute(BUILTIN_MS)
      }
    } finally {
      this.state.loopDepth--
    }
    return status
  }

  async #simple(command: SimpleCommand, last: boolean): Promise<number> {
    try {
      this.#substitutionStatus = undefined
      const words = await this.expander.fields(command.words)
      const [name] = words
      if (this.state.options.has('x')) await this.process.write(2, `+ ${words.join(' ')}\n`)
      if (name === undefined) return await this.#assignOnly(command)
      const body = this.state.functions.get(name)
      const builtin = builtins[name]
      if (!body && !builtin) return await this.#external(command, words, last)
      const assigned = await this.#assignments(command)
      const persists = !body && SPECIAL_BUILTINS.has(name)
      const restore = persists ? undefined : this.#hide(assigned)
      for (const [variable, value] of assigned) this.state.set(variable, value, persists ? {} : { exported: true })
      try {
        if (name === 'exec') {
          await this.redirections.apply(command.redirects)
          return await builtins['exec']!(this, words)
        }
        await this.process.compute(BUILTIN_MS)
        return await this.#redirected(command.redirects, async () =>
          body ? this.#call(body, words) : builtin!(this, words),
        )
      } finally {
        restore?.()
      }
    } catch (error) {
      return this.#failed(error)
    }
  }

  async #assignOnly(command: SimpleCommand): Promise<number> {
    for (const [variable, value] of await this.#assignments(command)) this.state.set(variable, value)
    await this.#redirected(command.redirects, () => Promise.resolve(0))
    return this.#substitutionStatus ?? 0
  }

  async #external(command: SimpleCommand, words: string[], last: boolean): Promise<number> {
    const env = this.state.environment()
    for (const [variable, value] of await this.#assignments(command)) env.set(variable, value)
    if (last && this.state.traps.size === 0) {
      await this.redirections.apply(command.redirects)
      return this.replace(words, env)
    }
    return this.#redirected(command.redirects, () => this.runProgram(words, env))
  }

  async #assignments(command: SimpleCommand): Promise<[string, string][]> {
    const assigned: [string, string][] = []
    for (const { name, value, append } of command.assignments) {
      const text = await this.expander.text(value)
      assigned.push([name, append ? (this.state.get(name) ?? '') + text : text])
      // Later assignments of one command see the earlier ones.
      if (command.words.length === 0) this.state.set(name, assigned.at(-1)![1])
    }
    return assigned
  }

  #hide(assigned: [string, string][]): (() => void) | undefined {
    if (assigned.length === 0) return undefined
    const before = assigned.map(([name]) => [name, this.state.variables.get(name)] as const)
    const saved = before.map(([name, variable]) => [name, variable && { ...variable }] as const)
    return () => {
      for (const [name, variable] of saved) {
        if (variable) this.state.variables.set(name, variable)
        else this.state.variables.delete(name)
      }
    }
  }

  async #call(body: Command, words: string[]): Promise<number> {
    const { positional, loopDepth } = this.state
    this.state.positional = words.slice(1)
    this.state.loopDepth = 0
    this.state.functionDepth++
    this.state.locals.push(new Map())
    try {
      return await this.execute(body)
    } catch (error) {
      if (error instanceof Jump && error.kind === 'return') return error.levels
      throw error
    } finally {
      for (const [name, variable] of this.state.locals.pop()!) {
        if (variable) this.state.variables.set(name, variable)
        else this.state.variables.delete(name)
      }
      this.state.functionDepth--
      this.state.loopDepth = loopDepth
      this.state.positional = positional
    }
  }

  async #redirected(redirects: SimpleCommand['redirects'], body: () => Promise<number>): Promise<number> {
    if (redirects.length === 0) return body()
    let restore: () => void
    try {
      restore = await this.redirections.apply(redirects)
    } catch (error) {
      return this.#failed(error)
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
          ? this.#foreground(process, done)
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

  async #foreground(process: Process, done: Promise<unknown> = process.exited): Promise<{ code: number }> {
    void done
    const status = await abortable(process.exited, this.process.signal)
    const word = status.signal && SIGNAL_WORDS[status.signal]
    if (word) await this.process.write(2, `${word}\n`)
    return status
  }

  async #capture(body: List): Promise<string> {
    const pipe = new Pipe()
    const shell = this.subshell()
    shell.process.setDescriptor(1, new Descriptor(pipe.writer))
    const done = shell.start((inner) => inner.run(body, true))
    const parts: Uint8Array[] = []
    const { signal } = this.process
    for (let part = await pipe.read(65_536, signal); part; part = await pipe.read(65_536, signal)) parts.push(part)
    this.#substitutionStatus = await done
    this.state.status = this.#substitutionStatus
    return new TextDecoder().decode(concat(parts))
  }

  async #locate(name: string): Promise<string | number> {
    try {
      const path = findCommand(this.process.files, name, this.state.get('PATH') ?? '/sbin:/usr/sbin:/bin:/usr/bin')
      if (path !== undefined) return path
      await this.error(`${name}: not found`)
      return NOT_FOUND
    } catch (error) {
      return this.#cannotExecute(name, error)
    }
  }

  async #cannotExecute(name: string, error: unknown): Promise<number> {
    if (!isFileError(error) || error.code === 'EPIPE') throw error
    const missing = error.code === 'ENOENT' || error.code === 'ENOTDIR'
    await this.error(`${name}: ${missing ? 'not found' : error.message}`)
    return missing ? NOT_FOUND : NOT_EXECUTABLE
  }

  /** Says why a command could not be run; some failures end a shell that is not interactive. */
  async #failed(error: unknown): Promise<number> {
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
