import { evaluate } from '../arithmetic.ts'
import type { Shell } from '../interpreter.ts'
import type { Builtin } from './builtin.ts'

const NAME = /^[A-Za-z_]\w*$/
const LETTERS: Readonly<Record<string, string>> = {
  allexport: 'a',
  errexit: 'e',
  noglob: 'f',
  nounset: 'u',
  verbose: 'v',
  xtrace: 'x',
  noexec: 'n',
  noclobber: 'C',
  pipefail: 'pipefail',
}

export const exportNames: Builtin = async (shell, words) => {
  const names = words.slice(1).filter((word) => word !== '-p')
  if (names.length === 0) return printVariables(shell, 'export', (variable) => variable.exported)
  return declare(shell, words[0]!, names, (name) => {
    const variable = shell.state.variables.get(name)
    if (variable) variable.exported = true
    else shell.state.variables.set(name, { value: '', exported: true, readonly: false })
  })
}

export const readonlyNames: Builtin = async (shell, words) => {
  const names = words.slice(1).filter((word) => word !== '-p')
  if (names.length === 0) return printVariables(shell, 'readonly', (variable) => variable.readonly)
  return declare(shell, words[0]!, names, (name) => {
    const variable = shell.state.variables.get(name) ?? { value: '', exported: false, readonly: false }
    shell.state.variables.set(name, { ...variable, readonly: true })
  })
}

export const local: Builtin = async (shell, words) => {
  const scope = shell.state.locals.at(-1)
  if (!scope) {
    await shell.error('local: not in a function')
    return 1
  }
  for (const word of words.slice(1)) {
    const [name = '', value] = word.split(/=(.*)/s)
    if (!scope.has(name)) {
      const hidden = shell.state.variables.get(name)
      scope.set(name, hidden && { ...hidden })
    }
    if (value !== undefined) shell.state.set(name, value)
    else shell.state.variables.delete(name)
  }
  return 0
}

export const unset: Builtin = (shell, words) => {
  const functions = words[1] === '-f'
  for (const name of words.slice(1)) {
    if (name.startsWith('-')) continue
    if (functions) shell.state.functions.delete(name)
    else shell.state.variables.delete(name)
  }
  return 0
}

export const set: Builtin = async (shell, words) => {
  if (words.length === 1) {
    const lines = [...shell.state.variables]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { value }]) => `${name}=${quote(value)}\n`)
    await shell.process.write(1, lines.join(''))
    return 0
  }
  for (let i = 1; i < words.length; i++) {
    const word = words[i]!
    if (word === '--' || !/^[-+]./.test(word)) {
      shell.state.positional = words.slice(word === '--' ? i + 1 : i)
      break
    }
    const on = word.startsWith('-')
    for (const letter of word.slice(1)) {
      const option = letter === 'o' ? LETTERS[words[++i] ?? ''] : letter
      if (option === undefined) continue
      if (on) shell.state.options.add(option)
      else shell.state.options.delete(option)
    }
  }
  return 0
}

export const shift: Builtin = async (shell, words) => {
  const count = Number(words[1] ?? 1)
  if (count > shell.state.positional.length) {
    await shell.error("shift: can't shift that many")
    return 1
  }
  shell.state.positional = shell.state.positional.slice(count)
  return 0
}

/** `read [-r] [-p PROMPT] [-t SECONDS] [-n COUNT] [NAME…]`: one line of stdin. */
export const read: Builtin = async (shell, words) => {
  const { process, state } = shell
  let raw = false
  let prompt = ''
  let most = Infinity
  let seconds: number | undefined
  const names: string[] = []
  for (let i = 1; i < words.length; i++) {
    const word = words[i]!
    if (word === '-r') raw = true
    else if (word === '-s') continue
    else if (word === '-p') prompt = words[++i] ?? ''
    else if (word === '-n') most = Number(words[++i])
    else if (word === '-t') seconds = Number(words[++i])
    else names.push(word)
  }
  if (prompt && process.descriptors.get(0)?.file.terminal) await process.write(2, prompt)
  const { line, ended } = await readLine(shell, { raw, most, seconds })
  const targets = names.length > 0 ? names : ['REPLY']
  const fields = names.length > 0 ? splitFields(line, targets.length, state.get('IFS') ?? ' \t\n') : [line]
  for (const [index, name] of targets.entries()) state.set(name, fields[index] ?? '')
  return ended ? 1 : 0
}

export const getopts: Builtin = (shell, words) => {
  const { state } = shell
  const [, spec = '', name = '', ...given] = words
  const args = given.length > 0 ? given : state.positional
  const index = Number(state.get('OPTIND') ?? 1)
  const argument = args[index - 1]
  const silent = spec.startsWith(':')
  const next = (to: number) => {
    state.getoptsIndex = 0
    state.set('OPTIND', String(to))
  }
  if (argument === undefined || !/^-./.test(argument) || argument === '--') {
    if (argument === '--') next(index + 1)
    state.set(name, '?')
    return 1
  }
  const letter = argument[++state.getoptsIndex]!
  const known = letter !== ':' && spec.includes(letter)
  const rest = argument.slice(state.getoptsIndex + 1)
  state.variables.delete('OPTARG')
  if (known && spec.includes(`${letter}:`)) {
    const value = rest || args[index]
    next(rest ? index + 1 : index + 2)
    state.set(name, value === undefined ? (silent ? ':' : '?') : letter)
    if (value !== undefined) state.set('OPTARG', value)
    return 0
  }
  if (!rest) next(index + 1)
  state.set(name, known ? letter : '?')
  if (known) return 0
  if (silent) state.set('OPTARG', letter)
  else void shell.error(`illegal option -- ${letter}`)
  return 0
}

export const letExpressions: Builtin = (shell, words) => {
  const variables = {
    get: (name: string) => shell.state.get(name),
    set: (name: string, value: string) => shell.state.set(name, value),
  }
  return Number(words.slice(1).reduce((_value, expression) => evaluate(expression, variables), 0) === 0)
}

/** Differs: aliases are kept and shown, but not used. */
export const alias: Builtin = async (shell, words) => {
  const { aliases } = shell.state
  if (words.length === 1)
    for (const [name, text] of aliases) await shell.process.write(1, `alias ${name}=${quote(text)}\n`)
  for (const word of words.slice(1)) {
    const [name = '', text] = word.split(/=(.*)/s)
    if (text !== undefined) aliases.set(name, text)
    else if (aliases.has(name)) await shell.process.write(1, `${name}=${quote(aliases.get(name)!)}\n`)
    else {
      await shell.error(`${name}: not found`)
      return 1
    }
  }
  return 0
}

export const unalias: Builtin = (shell, words) => {
  for (const name of words.slice(1)) shell.state.aliases.delete(name)
  return 0
}

async function declare(
  shell: Shell,
  command: string,
  names: readonly string[],
  mark: (name: string) => void,
): Promise<number> {
  for (const word of names) {
    const [name = '', value] = word.split(/=(.*)/s)
    if (!NAME.test(name)) {
      await shell.error(`${command}: ${name}: bad variable name`)
      return 2
    }
    if (value !== undefined) shell.state.set(name, value)
    mark(name)
  }
  return 0
}

async function printVariables(
  shell: Shell,
  command: string,
  shown: (variable: { exported: boolean; readonly: boolean }) => boolean,
): Promise<number> {
  const lines = [...shell.state.variables]
    .filter(([, variable]) => shown(variable))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { value }]) => `${command} ${name}=${quote(value)}\n`)
  await shell.process.write(1, lines.join(''))
  return 0
}

const quote = (value: string) => `'${value.replaceAll("'", `'"'"'`)}'`

async function readLine(
  shell: Shell,
  { raw, most, seconds }: { raw: boolean; most: number; seconds: number | undefined },
): Promise<{ line: string; ended: boolean }> {
  const { process } = shell
  const limit = new AbortController()
  const timer = seconds === undefined ? undefined : process.clock.setTimeout(() => limit.abort(), seconds * 1000)
  const signal = AbortSignal.any([process.signal, limit.signal])
  const bytes: number[] = []
  let ended = false
  try {
    for (;;) {
      const [byte] = (await process.file(0).read(1, signal)) ?? []
      if (byte === undefined) ended = true
      if (byte === undefined || byte === 10) break
      if (byte === 92 && !raw) {
        const [next] = (await process.file(0).read(1, signal)) ?? []
        if (next !== undefined && next !== 10) bytes.push(next)
      } else bytes.push(byte)
      if (bytes.length >= most) break
    }
  } catch (error) {
    if (!limit.signal.aborted) throw error
    ended = true
  } finally {
    timer?.cancel()
  }
  return { line: new TextDecoder().decode(Uint8Array.from(bytes)), ended }
}

/** At most `count` fields; the last takes all the rest. */
function splitFields(line: string, count: number, ifs: string): string[] {
  const blank = Array.from(ifs).filter((character) => ' \t\n'.includes(character))
  let rest = stripStart(line)
  const fields: string[] = []
  while (fields.length < count - 1 && rest !== '') {
    const end = Array.from(rest).findIndex((character) => ifs.includes(character))
    if (end < 0) break
    fields.push(rest.slice(0, end))
    rest = stripStart(rest.slice(end))
    if (rest !== '' && ifs.includes(rest[0]!) && !blank.includes(rest[0]!)) rest = stripStart(rest.slice(1))
  }
  while (rest !== '' && blank.includes(rest.at(-1)!)) rest = rest.slice(0, -1)
  return [...fields, rest]

  function stripStart(text: string): string {
    let at = 0
    while (at < text.length && blank.includes(text[at]!)) at++
    return text.slice(at)
  }
}
