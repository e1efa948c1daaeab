import { isFileError } from '../../machine/files/file-error.ts'
import { ExitRequest, type Process, type Program } from '../../machine/process/process.ts'
import { Shell } from './interpreter.ts'
import { parseComplete, parseScript } from './parser.ts'
import { ShellState } from './shell-state.ts'
import { ShellSyntaxError } from './syntax.ts'

/** `sh [-abefnux…] [-c COMMAND [NAME [ARG…]] | FILE [ARG…]]` */
export const sh: Program = async (process) => {
  const state = ShellState.fromEnvironment(process.env)
  state.processId = process.pid
  const invocation = readInvocation(process, state)
  const caller = (process.argv[0] ?? 'sh').replace(/^-/, '')
  const shell = new Shell(process, state, invocation.file ?? caller)
  state.set('PWD', process.files.cwd, { exported: true })
  if (invocation.text !== undefined) return runText(shell, invocation.text)
  if (invocation.file !== undefined) return runFile(shell, invocation.file, caller)
  const { interactive } = await import('./interactive.ts')
  if (state.options.has('interactive') || process.descriptors.get(0)?.file.terminal) return interactive(shell)
  return runStream(shell)
}

interface Invocation {
  text?: string
  file?: string
}

function readInvocation(process: Process, state: ShellState): Invocation {
  const args = process.argv.slice(1)
  let hasText = false
  while (args[0] && /^[-+]./.test(args[0])) {
    const option = args.shift()!
    if (option === '--') break
    if (option.startsWith('--')) continue
    for (const letter of option.slice(1)) {
      if (letter === 'c') hasText = true
      else if (letter === 'i') state.options.add('interactive')
      else if (letter === 'o') {
        if (args.shift() === 'pipefail') state.options.add('pipefail')
      } else if (letter !== 'l' && letter !== 's') {
        if (option.startsWith('-')) state.options.add(letter)
        else state.options.delete(letter)
      }
    }
  }
  const [first] = args
  state.name = process.argv[0] ?? 'sh'
  if (hasText) {
    state.name = args[1] ?? state.name
    state.positional = args.slice(2)
    return { text: first ?? '' }
  }
  state.positional = args.slice(1)
  if (first === undefined) return {}
  state.name = first
  return { file: first }
}

async function runText(shell: Shell, text: string): Promise<number> {
  return finish(shell, async () => {
    const list = parseScript(text)
    return shell.run(list, true)
  })
}

async function runFile(shell: Shell, file: string, caller: string): Promise<number> {
  let text: string
  try {
    text = shell.process.files.readText(file)
  } catch (error) {
    if (!isFileError(error)) throw error
    await shell.process.write(2, `${caller}: can't open '${file}': ${error.message}\n`)
    return error.code === 'ENOENT' ? 127 : 126
  }
  return runText(shell, text)
}

/** Commands from a stream that is no terminal, each as soon as it is complete. */
async function runStream(shell: Shell): Promise<number> {
  const decoder = new TextDecoder()
  let text = ''
  let ended = false
  return finish(shell, async () => {
    while (!ended) {
      const chunk = await shell.process.read(0, 1)
      if (chunk) text += decoder.decode(chunk, { stream: true })
      else ended = true
      if (!ended && !text.endsWith('\n')) continue
      const list = parseComplete(text, ended)
      if (!list) continue
      text = ''
      await shell.run(list)
    }
    return shell.state.status
  })
}

async function finish(shell: Shell, body: () => Promise<number>): Promise<number> {
  try {
    return await shell.atExit(await body())
  } catch (error) {
    if (error instanceof ExitRequest) return shell.atExit(error.code)
    if (!(error instanceof ShellSyntaxError)) throw error
    await shell.error(error.message)
    return 2
  }
}
