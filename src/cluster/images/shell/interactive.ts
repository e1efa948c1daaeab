import { ExitRequest } from '../../machine/process/process.ts'
import type { Terminal } from '../../machine/streams/terminal.ts'
import type { Shell } from './interpreter.ts'
import { LineEditor } from './line-editor.ts'
import { parseComplete } from './parser.ts'
import { ShellSyntaxError } from './syntax.ts'

const INTERRUPTED = 130

/** Reads commands from a person: prompts, edits lines, goes on after mistakes. */
export async function interactive(shell: Shell): Promise<number> {
  const { process, state } = shell
  state.options.add('interactive')
  const terminal = process.file(0).terminal as Terminal | undefined
  process.onSignal('TERM', 'ignore')
  process.onSignal('INT', () => undefined)
  const editor = new LineEditor(process, terminal)
  let text = ''
  for (;;) {
    const prompt = text === '' ? await expandPrompt(shell) : '> '
    const result = await editor.read(prompt)
    if (result === 'interrupted') {
      text = ''
      state.status = INTERRUPTED
      continue
    }
    if (result === 'ended') {
      await process.write(2, terminal ? '\n' : '')
      return shell.atExit(state.status)
    }
    text += result.line + '\n'
    try {
      const list = parseComplete(text, false)
      if (!list) continue
      text = ''
      await shell.run(list)
    } catch (error) {
      text = ''
      if (error instanceof ExitRequest) return shell.atExit(error.code)
      if (!(error instanceof ShellSyntaxError)) throw error
      await shell.error(error.message)
      state.status = 2
    }
  }
}

/** `PS1` with the escapes that images use. */
async function expandPrompt({ state, process }: Shell): Promise<string> {
  const { viewer, cwd } = process.files
  const home = state.get('HOME')
  const place =
    home && home !== '/' && (cwd === home || cwd.startsWith(home + '/')) ? '~' + cwd.slice(home.length) : cwd
  const sign = viewer.uid === 0 ? '#' : '$'
  const host = process.world.hostname
  return (state.get('PS1') ?? '')
    .replaceAll('\\w', place)
    .replaceAll('\\W', place.replace(/.*\/(?=.)/, ''))
    .replaceAll('\\h', host.split('.')[0]!)
    .replaceAll('\\H', host)
    .replaceAll('\\u', viewer.uid === 0 ? 'root' : (state.get('USER') ?? String(viewer.uid)))
    .replaceAll('\\$', sign)
}
