import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

let names = 0

/** Marks a name as one that this process made and nobody else has, so that it is known as abandoned when the process is gone. */
export const ownName = (prefix: string): string => `${prefix}.${++names}.${process.pid}.tmp`

/** Removes what processes made in `folder` under an own name that begins with `prefix`, and left behind when they were killed. */
export async function removeAbandoned(folder: string, prefix: string): Promise<void> {
  const found = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  for (const name of found) {
    const pid = name.startsWith(prefix) ? /\.(\d+)\.tmp$/.exec(name)?.[1] : undefined
    if (pid !== undefined && !isRunning(Number(pid))) await rm(join(folder, name), { recursive: true, force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
