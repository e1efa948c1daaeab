import type { SignalName } from '../../machine/process/signals.ts'
import type { Process } from '../../machine/process/process.ts'
import type { Command } from './syntax.ts'

export interface Variable {
  value: string
  exported: boolean
  readonly: boolean
}

/** A child that runs behind the shell's back. */
export interface Job {
  number: number
  process: Process
  command: string
}

/** What a shell has of its own, whatever its parent says. */
const OWN = { IFS: ' \t\n', OPTIND: '1' }
const PROMPTS = { PS1: '\\w \\$ ', PS2: '> ', PS4: '+ ' }

/** What a subshell inherits as a copy. */
export class ShellState {
  readonly variables = new Map<string, Variable>()
  readonly functions = new Map<string, Command>()
  readonly aliases = new Map<string, string>()
  readonly options = new Set<string>()
  /** Commands of `trap`; an empty one ignores. */
  readonly traps = new Map<SignalName | 'EXIT', string>()
  jobs: Job[] = []
  positional: string[] = []
  /** `$0`. */
  name = 'sh'
  /** `$$`: the shell that all subshells come from. */
  processId = 0
  /** `$?`. */
  status = 0
  /** `$!`. */
  lastBackground: number | undefined
  /** What `local` hides, innermost function last. */
  readonly locals: Map<string, Variable | undefined>[] = []
  loopDepth = 0
  functionDepth = 0
  /** Above 0 where a failure decides something, so that `set -e` does not end the shell. */
  tested = 0
  getoptsIndex = 0

  static fromEnvironment(env: ReadonlyMap<string, string>): ShellState {
    const state = new ShellState()
    for (const [name, value] of env) {
      // Names that no shell can spell are lost to its children.
      if (/^[A-Za-z_]\w*$/.test(name)) state.variables.set(name, { value, exported: true, readonly: false })
    }
    for (const [name, value] of Object.entries(OWN))
      state.variables.set(name, { value, exported: false, readonly: false })
    for (const [name, value] of Object.entries(PROMPTS)) if (!env.has(name)) state.set(name, value)
    const level = Number(state.get('SHLVL') ?? 0) + 1
    state.variables.set('SHLVL', { value: String(level), exported: true, readonly: false })
    return state
  }

  /** For a subshell: traps are gone, but those that ignore. */
  fork(): ShellState {
    const copy = new ShellState()
    for (const [name, variable] of this.variables) copy.variables.set(name, { ...variable })
    for (const [name, body] of this.functions) copy.functions.set(name, body)
    for (const [name, text] of this.aliases) copy.aliases.set(name, text)
    for (const option of this.options) if (option !== 'interactive') copy.options.add(option)
    for (const [signal, command] of this.traps) if (command === '') copy.traps.set(signal, command)
    copy.positional = [...this.positional]
    copy.name = this.name
    copy.processId = this.processId
    copy.status = this.status
    copy.lastBackground = this.lastBackground
    copy.loopDepth = this.loopDepth
    copy.functionDepth = this.functionDepth
    copy.tested = this.tested
    return copy
  }

  get(name: string): string | undefined {
    return this.variables.get(name)?.value
  }

  /** @throws ReadonlyVariable */
  set(name: string, value: string, fields: { exported?: boolean } = {}): void {
    const variable = this.variables.get(name)
    if (variable?.readonly) throw new ReadonlyVariable(name)
    if (variable) {
      variable.value = value
      if (fields.exported) variable.exported = true
      return
    }
    const exported = fields.exported ?? this.options.has('a')
    this.variables.set(name, { value, exported, readonly: false })
  }

  /** What children get as their environment. */
  environment(): Map<string, string> {
    const environment = new Map<string, string>()
    for (const [name, { value, exported }] of this.variables) if (exported) environment.set(name, value)
    return environment
  }
}

export class ReadonlyVariable extends Error {
  override name = 'ReadonlyVariable'

  constructor(variable: string) {
    super(`${variable}: is read only`)
  }
}
