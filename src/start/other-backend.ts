import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A backend that has just begun answers late on a busy machine. */
const ANSWER_MS = 5_000

/** The process that serves a folder of the state, and where. */
interface Running {
  pid: number
  url: string
}

const fileIn = (state: string) => join(state, 'running.json')

/** The backend that serves this folder of the state, if one does. */
export async function otherBackend(state: string): Promise<Running | undefined> {
  try {
    const other = JSON.parse(await readFile(fileIn(state), 'utf8')) as Running
    process.kill(other.pid, 0)
    // A process number is used again after a restart of the machine; only a backend of ours answers there.
    const health = await fetch(new URL('/api/health', other.url), { signal: AbortSignal.timeout(ANSWER_MS) })
    return health.ok ? other : undefined
  } catch {
    // No such file, no such process or nobody there: it does not run.
    return undefined
  }
}

/** Notes that this process serves a folder of the state. @returns what takes the note back. */
export async function noteRunning(state: string, url: string): Promise<() => Promise<void>> {
  await writeFile(fileIn(state), JSON.stringify({ pid: process.pid, url } satisfies Running))
  return () => rm(fileIn(state), { force: true })
}
