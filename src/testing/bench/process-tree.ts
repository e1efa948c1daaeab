import { readdirSync, readFileSync } from 'node:fs'

/** Bytes of memory that a process and all that it has started take, what they share counted once. */
export function memoryOfTree(root: number): number {
  const parents = new Map<number, number>()
  for (const pid of readdirSync('/proc').map(Number)) {
    const status = Number.isInteger(pid) && read(`/proc/${pid}/stat`)
    // The name may hold anything but comes in parentheses; the parent is the second field behind it.
    if (status) parents.set(pid, Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]))
  }
  const isOurs = (pid: number | undefined): boolean => pid === root || (pid !== undefined && isOurs(parents.get(pid)))
  let bytes = 0
  for (const pid of parents.keys()) {
    if (!isOurs(pid)) continue
    const kilobytes = /^Pss: +(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? '')?.[1]
    bytes += Number(kilobytes ?? 0) * 1024
  }
  return bytes
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // Processes end while they are looked at.
    return undefined
  }
}
