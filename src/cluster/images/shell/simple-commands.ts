import { builtins, SPECIAL_BUILTINS } from './builtins/index.ts'
import type { Shell } from './interpreter.ts'
import { Jump } from './jump.ts'
import type { Command, SimpleCommand } from './syntax.ts'

// What the shell's own work costs.
const BUILTIN_MS = 0.2

/** Runs simple commands: assignments, functions, builtins and programs, in the order in which a shell looks for them. */
export class SimpleCommands {
  readonly #shell: Shell

  constructor(shell: Shell) {
    this.#shell = shell
  }

  /** @param last nothing comes behind it: its program may take the shell's place. */
  async run(command: SimpleCommand, last: boolean): Promise<number> {
    try {
      this.#shell.substitutionStatus = undefined
      const words = await this.#shell.expander.fields(command.words)
      const [name] = words
      if (this.#shell.state.options.has('x')) await this.#shell.process.write(2, `+ ${words.join(' ')}\n`)
      if (name === undefined) return await this.#assignOnly(command)
      const body = this.#shell.state.functions.get(name)
      const builtin = builtins[name]
      if (!body && !builtin) return await this.#external(command, words, last)
      const assigned = await this.#assignments(command)
      const persists = !body && SPECIAL_BUILTINS.has(name)
      const restore = persists ? undefined : this.#hide(assigned)
      for (const [variable, value] of assigned)
        this.#shell.state.set(variable, value, persists ? {} : { exported: true })
      try {
        if (name === 'exec') {
          await this.#shell.redirections.apply(command.redirects)
          return await builtins['exec']!(this.#shell, words)
        }
        await this.#shell.process.compute(BUILTIN_MS)
        return await this.#shell.redirected(command.redirects, async () =>
          body ? this.#call(body, words) : builtin!(this.#shell, words),
        )
      } finally {
        restore?.()
      }
    } catch (error) {
      return this.#shell.failed(error)
    }
  }

  async #assignOnly(command: SimpleCommand): Promise<number> {
    for (const [variable, value] of await this.#assignments(command)) this.#shell.state.set(variable, value)
    await this.#shell.redirected(command.redirects, () => Promise.resolve(0))
    return this.#shell.substitutionStatus ?? 0
  }

  async #external(command: SimpleCommand, words: string[], last: boolean): Promise<number> {
    const env = this.#shell.state.environment()
    for (const [variable, value] of await this.#assignments(command)) env.set(variable, value)
    if (last && this.#shell.state.traps.size === 0) {
      await this.#shell.redirections.apply(command.redirects)
      return this.#shell.programs.replace(words, env)
    }
    return this.#shell.redirected(command.redirects, () => this.#shell.programs.run(words, env))
  }

  async #assignments(command: SimpleCommand): Promise<[string, string][]> {
    const assigned: [string, string][] = []
    for (const { name, value, append } of command.assignments) {
      const text = await this.#shell.expander.text(value)
      assigned.push([name, append ? (this.#shell.state.get(name) ?? '') + text : text])
      // Later assignments of one command see the earlier ones.
      if (command.words.length === 0) this.#shell.state.set(name, assigned.at(-1)![1])
    }
    return assigned
  }

  #hide(assigned: [string, string][]): (() => void) | undefined {
    if (assigned.length === 0) return undefined
    const before = assigned.map(([name]) => [name, this.#shell.state.variables.get(name)] as const)
    const saved = before.map(([name, variable]) => [name, variable && { ...variable }] as const)
    return () => {
      for (const [name, variable] of saved) {
        if (variable) this.#shell.state.variables.set(name, variable)
        else this.#shell.state.variables.delete(name)
      }
    }
  }

  async #call(body: Command, words: string[]): Promise<number> {
    const { positional, loopDepth } = this.#shell.state
    this.#shell.state.positional = words.slice(1)
    this.#shell.state.loopDepth = 0
    this.#shell.state.functionDepth++
    this.#shell.state.locals.push(new Map())
    try {
      return await this.#shell.execute(body)
    } catch (error) {
      if (error instanceof Jump && error.kind === 'return') return error.levels
      throw error
    } finally {
      for (const [name, variable] of this.#shell.state.locals.pop()!) {
        if (variable) this.#shell.state.variables.set(name, variable)
        else this.#shell.state.variables.delete(name)
      }
      this.#shell.state.functionDepth--
      this.#shell.state.loopDepth = loopDepth
      this.#shell.state.positional = positional
    }
  }
}
