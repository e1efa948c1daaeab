import { isFileError } from '../../../machine/files/file-error.ts'
import { findCommand } from '../../../machine/process/executable.ts'
import { ExitRequest } from '../../../machine/process/process.ts'
import { matches, pattern } from '../patterns.ts'
import type { Shell } from '../interpreter.ts'
import { Jump } from '../jump.ts'
import { ShellSyntaxError } from '../syntax.ts'
import type { Builtin } from './builtin.ts'

export const jump =
  (kind: 'break' | 'continue'): Builtin =>
  (shell, words) => {
    const levels = Math.max(1, Number(words[1] ?? 1))
    if (shell.state.loopDepth === 0) return 0
    throw new Jump(kind, Math.min(levels, shell.state.loopDepth))
  }

export const returnFrom: Builtin = (shell, words) => {
  throw new Jump('return', words[1] === undefined ? shell.state.status : Number(words[1]) & 0xff)
}

export const exit: Builtin = (shell, words) => {
  throw new ExitRequest(words[1] === undefined ? shell.state.status : Number(words[1]) & 0xff)
}

export const evaluate: Builtin = async (shell, words) => {
  try {
    return await shell.evaluate(words.slice(1).join(' '))
  } catch (error) {
    return syntaxError(shell, error)
  }
}

export const exec: Builtin = async (shell, words) => {
  if (words.length < 2) return 0
  const status = await shell.programs.replace(words.slice(1), shell.state.environment())
  if (shell.state.options.has('interactive')) return status
  throw new ExitRequest(status)
}

/** `. FILE` */
export const source: Builtin = async (shell, words) => {
  const [name, file] = words
  if (file === undefined) return fail(shell, `${name}: filename argument required`, 2)
  const { files } = shell.process
  try {
    const path = file.includes('/') ? file : (findReadable(shell, file) ?? file)
    return await shell.evaluate(files.readText(path))
  } catch (error) {
    if (error instanceof Jump && error.kind === 'return') return error.levels
    if (isFileError(error)) {
      await shell.error(`.: can't open '${file}': ${error.message}`)
      throw shell.state.options.has('interactive') ? new Jump('return', 2) : new ExitRequest(2)
    }
    return syntaxError(shell, error)
  }
}

export const command: Builtin = async (shell, words) => {
  const [, first, ...rest] = words
  if (first === '-v' || first === '-V') {
    let status = 0
    for (const name of rest) {
      const found = resolve(shell, name)
      if (!found) status = 127
      if (found) await shell.process.write(1, first === '-v' ? `${found.path ?? name}\n` : `${describe(name, found)}\n`)
      else if (first === '-V') await shell.process.write(2, `${name}: not found\n`)
    }
    return status
  }
  const argv = first === '-p' ? rest : words.slice(1)
  const [name] = argv
  if (name === undefined) return 0
  const builtin = shell.builtins[name]
  return builtin ? builtin(shell, argv) : shell.programs.run(argv, shell.state.environment())
}

export const type: Builtin = async (shell, words) => {
  let status = 0
  for (const name of words.slice(1)) {
    const found = resolve(shell, name)
    if (!found) status = 127
    await shell.process.write(1, `${found ? describe(name, found) : `${name}: not found`}\n`)
  }
  return status
}

export const times: Builtin = async (shell) => {
  await shell.process.write(1, '0m0.00s 0m0.00s\n0m0.00s 0m0.00s\n')
  return 0
}

/** `[[ EXPRESSION ]]` with patterns on the right of `==`; everything else as `[`. */
export const doubleBracket: Builtin = async (shell, words) => {
  const args = words.slice(1, words.at(-1) === ']]' ? -1 : undefined)
  const or = args.indexOf('||')
  const and = args.lastIndexOf('&&')
  const inner = (part: readonly string[]) => doubleBracket(shell, ['[[', ...part, ']]'])
  if (or >= 0) return (await inner(args.slice(0, or))) === 0 ? 0 : inner(args.slice(or + 1))
  if (and >= 0) return (await inner(args.slice(0, and))) === 0 ? inner(args.slice(and + 1)) : 1
  const [left = '', operator, right = ''] = args
  if (args[0] === '!') return Number((await inner(args.slice(1))) === 0)
  if (operator === '==' || operator === '=') return Number(!matches(pattern(right), left))
  if (operator === '!=') return Number(matches(pattern(right), left))
  if (operator === '=~') return Number(!new RegExp(right).test(left))
  return shell.builtins['[']!(shell, ['[', ...args, ']'])
}

/** What a name stands for. */
function resolve(shell: Shell, name: string): { kind: 'function' | 'builtin' | 'file'; path?: string } | undefined {
  if (shell.state.functions.has(name)) return { kind: 'function' }
  if (shell.builtins[name]) return { kind: 'builtin' }
  try {
    const path = findCommand(shell.process.files, name, shell.state.get('PATH') ?? '')
    return path !== undefined && shell.process.files.find(path) ? { kind: 'file', path } : undefined
  } catch (error) {
    if (isFileError(error)) return undefined
    throw error
  }
}

function describe(name: string, { kind, path }: { kind: string; path?: string }): string {
  return kind === 'file'
    ? `${name} is ${path}`
    : kind === 'function'
      ? `${name} is a function`
      : `${name} is a shell builtin`
}

function findReadable(shell: Shell, file: string): string | undefined {
  return (shell.state.get('PATH') ?? '')
    .split(':')
    .map((folder) => `${folder}/${file}`)
    .find((path) => shell.process.files.find(path))
}

async function fail(shell: Shell, message: string, status = 1): Promise<number> {
  await shell.error(message)
  return status
}

async function syntaxError(shell: Shell, error: unknown): Promise<number> {
  if (!(error instanceof ShellSyntaxError)) throw error
  await shell.error(error.message)
  if (shell.state.options.has('interactive')) return 2
  throw new ExitRequest(2)
}
