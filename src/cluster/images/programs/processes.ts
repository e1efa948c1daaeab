import type { Process } from '../../machine/process/process.ts'
import { signalName, SIGNALS } from '../../machine/process/signals.ts'
import { mayKill } from '../shell/builtins/jobs.ts'
import { fail, nameOf, parseArguments, type Applet } from './applet.ts'
import { userName } from './ids.ts'

/** What `ps` shows of a process: its title or command line. */
export function commandLine(process: Process): string {
  return process.title ?? process.argv.join(' ')
}

const nameOfProcess = (process: Process) => (process.title?.split(':')[0] ?? nameOf(process.argv)).replace(/^-/, '')

/** Everything that `viewer` sees. */
function visible(viewer: Process): { pid: number; process: Process }[] {
  return viewer.namespace.list().map(([pid, process]) => ({ pid, process }))
}

const COLUMNS: Readonly<Record<string, { title: string; width: number; right?: boolean }>> = {
  pid: { title: 'PID', width: 5, right: true },
  ppid: { title: 'PPID', width: 5, right: true },
  user: { title: 'USER', width: 8 },
  uid: { title: 'UID', width: 5 },
  time: { title: 'TIME', width: 6 },
  stat: { title: 'STAT', width: 4 },
  comm: { title: 'COMMAND', width: 16 },
  args: { title: 'COMMAND', width: 0 },
}

/** `ps [-o COLUMN,…]`; other options change nothing, as in BusyBox. */
export const ps: Applet = async (process, argv) => {
  const at = argv.indexOf('-o')
  const columns =
    at > 0 ? (argv[at + 1] ?? '').split(/[, ]/).map((name) => name.split('=')[0]!) : ['pid', 'user', 'time', 'args']
  // Verbatim: without options the column of times is left out where the program is built without it.
  const shown = at > 0 ? columns : columns.filter((name) => name !== 'time')
  const unknown = shown.find((name) => !COLUMNS[name])
  if (unknown !== undefined)
    return fail(
      process,
      argv,
      `bad -o argument '${unknown}', supported arguments: user,group,comm,args,pid,ppid,pgid,tty,vsz,sid,stat,rss`,
    )
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => {
        const { width, right } = COLUMNS[shown[index]!]!
        return right ? cell.padStart(width) : index === cells.length - 1 ? cell : cell.padEnd(width)
      })
      .join(' ')
      .trimEnd() + '\n'
  const titles = shown.map((name) => COLUMNS[name]!)
  await process.write(
    1,
    titles
      .map(({ title, width }) => title.padEnd(width))
      .join(' ')
      .trimEnd() + '\n',
  )
  for (const { pid, process: other } of visible(process)) {
    const { uid } = other.files.viewer
    const values: Record<string, string> = {
      pid: String(pid),
      ppid: String(process.namespace.idOf(other.parent)),
      user: (userName(process, uid) ?? String(uid)).slice(0, 8),
      uid: String(uid),
      time: '0:00',
      stat: other === process ? 'R' : 'S',
      comm: nameOfProcess(other),
      args: commandLine(other),
    }
    await process.write(1, line(shown.map((name) => values[name]!)))
  }
  return 0
}

export const kill: Applet = async (process, argv) => {
  const args = argv.slice(1)
  const [first] = args
  if (first === '-l') {
    await process.write(
      1,
      Object.keys(SIGNALS)
        .map((name) => `${name}\n`)
        .join(''),
    )
    return 0
  }
  let signal = signalName('TERM')
  if (first === '-s') signal = signalName(args.splice(0, 2)[1] ?? '')
  else if (first?.startsWith('-')) signal = args.shift() === '-0' ? undefined : signalName(first.slice(1))
  let status = 0
  for (const target of args) {
    const other = process.namespace.get(Number(target))
    if (!other) status = await fail(process, argv, `can't kill pid ${target}: No such process`)
    else if (!mayKill(process, other))
      status = await fail(process, argv, `can't kill pid ${target}: Operation not permitted`)
    else if (signal) other.kill(signal)
  }
  return status
}

/** `pidof NAME…`: newest first. */
export const pidof: Applet = async (process, argv) => {
  const names = argv.slice(1).filter((argument) => !argument.startsWith('-'))
  const found = visible(process).filter(({ process: other }) => names.includes(nameOfProcess(other)))
  if (found.length === 0) return 1
  await process.write(
    1,
    `${found
      .map(({ pid }) => pid)
      .reverse()
      .join(' ')}\n`,
  )
  return 0
}

/** `pgrep [-fl] PATTERN`, `pkill [-SIGNAL] PATTERN`, `killall NAME` */
export const pgrep: Applet = async (process, argv) => {
  const command = nameOf(argv)
  const args = argv.slice(1)
  let signal = signalName('TERM')!
  const flags = new Set<string>()
  while (args[0]?.startsWith('-')) {
    const option = args.shift()!.slice(1)
    const named = signalName(option)
    if (named) signal = named
    else for (const letter of option) flags.add(letter)
  }
  const [pattern = ''] = args
  const expression = new RegExp(command === 'killall' ? `^${pattern}$` : pattern)
  const found = visible(process).filter(
    ({ process: other }) =>
      other !== process && expression.test(flags.has('f') ? commandLine(other) : nameOfProcess(other)),
  )
  if (found.length === 0) return command === 'killall' ? fail(process, argv, `${pattern}: no process killed`) : 1
  for (const { pid, process: other } of found) {
    if (command === 'pgrep') await process.write(1, `${pid}${flags.has('l') ? ` ${nameOfProcess(other)}` : ''}\n`)
    else if (mayKill(process, other)) other.kill(signal)
  }
  return 0
}

/** `top [-b] [-n COUNT]` */
export const top: Applet = async (process, argv) => {
  const { flags, values } = parseArguments(argv.slice(1), 'bn:d:H')
  const rounds = Number(values.get('n') ?? Infinity)
  const seconds = Number(values.get('d') ?? 5)
  for (let round = 0; round < rounds; round++) {
    if (round > 0) await process.sleep(seconds * 1000)
    const usedKilobytes = Math.round(process.group.memoryBytes / 1024)
    const all = visible(process)
    const lines = all.map(({ pid, process: other }) => {
      const { uid } = other.files.viewer
      const memory = Math.round(other.memoryBytes / 1024)
      const who = (userName(process, uid) ?? String(uid)).padEnd(8)
      return `${String(pid).padStart(5)} ${String(process.namespace.idOf(other.parent)).padStart(5)} ${who} ${other === process ? 'R' : 'S'} ${String(memory).padStart(8)}   0%   0   0% ${commandLine(other)}`
    })
    const clear = flags.has('b') ? '' : '\x1b[H\x1b[J'
    await process.write(
      1,
      `${clear}Mem: ${usedKilobytes}K used, ${8_006_060 - usedKilobytes}K free, 0K shrd, 0K buff, 0K cached\nCPU:   0% usr   0% sys   0% nic 100% idle   0% io   0% irq   0% sirq\nLoad average: 0.00 0.00 0.00 1/${all.length} ${process.pid}\n  PID  PPID USER     STAT   VSZ %VSZ CPU %CPU COMMAND\n${lines.join('\n')}\n`,
    )
  }
  return 0
}

export const free: Applet = async (process, argv) => {
  const { flags } = parseArguments(argv.slice(1), 'hmkgb')
  const unit = flags.has('m') ? 1024 : flags.has('g') ? 1024 ** 2 : 1
  const total = 8_006_060
  const used = Math.round(process.group.memoryBytes / 1024)
  const cell = (kilobytes: number) => String(Math.round(kilobytes / unit)).padStart(12)
  await process.write(1, `              total        used        free      shared  buff/cache   available\n`)
  await process.write(
    1,
    `Mem:   ${cell(total)}${cell(used)}${cell(total - used)}${cell(0)}${cell(0)}${cell(total - used)}\nSwap:  ${cell(0)}${cell(0)}${cell(0)}\n`,
  )
  return 0
}

export const uptime: Applet = async (process) => {
  const now = new Date(process.clock.now())
  await process.write(1, ` ${now.toISOString().slice(11, 19)} up 1 day,  0 users,  load average: 0.00, 0.00, 0.00\n`)
  return 0
}
