import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { once } from 'node:events'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../../..')

/** A process that has said that it is ready. */
export interface Served<T> extends AsyncDisposable {
  readonly process: ChildProcess
  /** The JSON of its first line. */
  readonly first: T
}

/** Starts a script and waits for its first line, which is JSON. @throws when it ends without one. */
export async function serveScript<T>(script: string, args: readonly string[]): Promise<Served<T>> {
  const child = start(script, args)
  const lines = createInterface({ input: child.stdout! })
  const ended = once(child, 'exit').then(() => undefined)
  const first = await Promise.race([once(lines, 'line').then(([line]) => String(line)), ended])
  if (first === undefined) throw new Error(`${script} ended before it was ready`)
  return {
    process: child,
    first: JSON.parse(first) as T,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Runs a script to its end. @returns the JSON of its last line. @throws when it fails. */
export async function runScript<T>(script: string, args: readonly string[]): Promise<T> {
  const child = start(script, args)
  let output = ''
  child.stdout!.on('data', (text) => (output += String(text)))
  const [code] = (await once(child, 'close')) as [number]
  if (code !== 0) throw new Error(`${script} failed with status ${code}`)
  return JSON.parse(output.trimEnd().split('\n').at(-1)!) as T
}

function start(script: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['--expose-gc', join(root, script), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}
