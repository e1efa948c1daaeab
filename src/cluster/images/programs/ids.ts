import type { Process } from '../../machine/process/process.ts'
import { fail, parseArguments, type Applet } from './applet.ts'

interface Entry {
  name: string
  id: number
  /** Names of members, for groups. */
  members: string[]
}

/** Lines of `/etc/passwd` or `/etc/group`; empty when the image has none. */
function database(process: Process, path: string): Entry[] {
  if (!process.files.find(path)) return []
  return process.files
    .readText(path)
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const fields = line.split(':')
      return { name: fields[0]!, id: Number(fields[2]), members: (fields[3] ?? '').split(',') }
    })
}

export function userName(process: Process, uid: number): string | undefined {
  return database(process, '/etc/passwd').find(({ id }) => id === uid)?.name
}

export function groupName(process: Process, gid: number): string | undefined {
  return database(process, '/etc/group').find(({ id }) => id === gid)?.name
}

/** `id [-ugGn] [USER]` */
export const id: Applet = async (process, argv) => {
  const { flags } = parseArguments(argv.slice(1), 'ugGnr')
  const { uid, gid, groups } = process.files.viewer
  const all = [...new Set(groups.length > 0 ? groups : [gid])]
  const named = (text: string, name: string | undefined) => (name === undefined ? text : `${text}(${name})`)
  const plain = (value: number, name: string | undefined) => (flags.has('n') ? (name ?? String(value)) : String(value))
  let text
  if (flags.has('u')) text = plain(uid, userName(process, uid))
  else if (flags.has('g')) text = plain(gid, groupName(process, gid))
  else if (flags.has('G')) text = all.map((group) => plain(group, groupName(process, group))).join(' ')
  else {
    const list = all.map((group) => named(String(group), groupName(process, group))).join(',')
    text = `uid=${named(String(uid), userName(process, uid))} gid=${named(String(gid), groupName(process, gid))} groups=${list}`
  }
  await process.write(1, `${text}\n`)
  return 0
}

export const whoami: Applet = async (process, argv) => {
  const { uid } = process.files.viewer
  const name = userName(process, uid)
  if (name === undefined) return fail(process, argv, `unknown uid ${uid}`)
  await process.write(1, `${name}\n`)
  return 0
}

export const groups: Applet = async (process) => {
  const { gid, groups: others } = process.files.viewer
  const names = [...new Set(others.length > 0 ? others : [gid])].map(
    (group) => groupName(process, group) ?? String(group),
  )
  await process.write(1, `${names.join(' ')}\n`)
  return 0
}
