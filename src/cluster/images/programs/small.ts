import { isFileError } from '../../machine/files/file-error.ts'
import { findCommand } from '../../machine/process/executable.ts'
import { abortable } from '../../machine/streams/devices.ts'
import type { Process } from '../../machine/process/process.ts'
import { become, spawn } from '../../machine/process/spawn.ts'
import { signalName } from '../../machine/process/signals.ts'
import { fail, parseArguments, type Applet } from './applet.ts'

const UNITS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 }

/** Seconds of `5`, `0.2`, `3m`; `undefined` for what is no duration. */
export function readDuration(text: string): number | undefined {
  const match = /^(\d*\.?\d+)([smhd]?)$/.exec(text)
  return match ? Number(match[1]) * UNITS[match[2]!]! : undefined
}

export const sleepFor: Applet = async (process, argv) => {
  const args = argv.slice(1)
  if (args.length === 0) return fail(process, argv, 'missing operand')
  let seconds = 0
  for (const text of args) {
    const value = text === 'infinity' ? 1e9 : readDuration(text)
    if (value === undefined) return fail(process, argv, `invalid number '${text}'`)
    seconds += value
  }
  await process.sleep(seconds * 1000)
  return 0
}

export const yes: Applet = async (process, argv) => {
  const line = `${argv.slice(1).join(' ') || 'y'}\n`
  for (;;) {
    await process.write(1, line.repeat(100))
    await process.compute(1)
  }
}

export const seq: Applet = async (process, argv) => {
  const { values, operands, flags } = parseArguments(
    argv.slice(1).map((argument) => (/^-\d/.test(argument) ? `\0${argument}` : argument)),
    's:wf:',
  )
  const numbers = operands.map((operand) => Number(operand.replace('\0', '')))
  if (numbers.length === 0 || numbers.some(Number.isNaN))
    return fail(process, argv, `invalid number '${operands[0] ?? ''}'`)
  const [from, step, to] =
    numbers.length === 1
      ? [1, 1, numbers[0]!]
      : numbers.length === 2
        ? [numbers[0]!, 1, numbers[1]!]
        : (numbers as [number, number, number])
  const count = Math.floor((to - from) / step + 1e-9) + 1
  const decimals = Math.max(...operands.map((operand) => (operand.split('.')[1] ?? '').length))
  const texts = Array.from({ length: Math.max(0, count) }, (_, index) => (from + index * step).toFixed(decimals))
  const width = flags.has('w') ? Math.max(...texts.map((text) => text.length)) : 0
  if (texts.length > 0)
    await process.write(1, texts.map((text) => text.padStart(width, '0')).join(values.get('s') ?? '\n') + '\n')
  return 0
}

export const hostname: Applet = async (process, argv) => {
  const { flags } = parseArguments(argv.slice(1), 'sfidy')
  const { hostname: name, network } = process.world
  const full = canonicalName(process, name)
  const text = flags.has('i')
    ? network.ips.join(' ')
    : flags.has('s')
      ? name.split('.')[0]!
      : flags.has('d')
        ? full.split('.').slice(1).join('.')
        : flags.has('f')
          ? full
          : name
  await process.write(1, `${text}\n`)
  return 0
}

/** The first name that `/etc/hosts` gives to whatever has a host's name. */
function canonicalName(process: Process, name: string): string {
  const hosts = process.files.find('/etc/hosts') ? process.files.readText('/etc/hosts') : ''
  for (const line of hosts.split('\n')) {
    const [, ...names] = line.replace(/#.*/, '').trim().split(/\s+/)
    if (names.includes(name)) return names[0]!
  }
  return name
}

export const uname: Applet = async (process, argv) => {
  const { flags } = parseArguments(argv.slice(1), 'asnrvmpio')
  const parts: [string, string][] = [
    ['s', 'Linux'],
    ['n', process.world.hostname],
    ['r', '6.12.79-101.147.amzn2023.x86_64'],
    ['v', '#1 SMP PREEMPT_DYNAMIC'],
    ['m', 'x86_64'],
    ['o', 'GNU/Linux'],
  ]
  const shown = parts.filter(([flag]) => flags.has('a') || flags.has(flag) || (flags.size === 0 && flag === 's'))
  await process.write(1, `${shown.map(([, text]) => text).join(' ')}\n`)
  return 0
}

export const printenv: Applet = async (process, argv) => {
  const names = argv.slice(1)
  if (names.length === 0) {
    await process.write(1, Array.from(process.env, ([name, value]) => `${name}=${value}\n`).join(''))
    return 0
  }
  let status = 0
  for (const name of names) {
    const value = process.env.get(name)
    if (value === undefined) status = 1
    else await process.write(1, `${value}\n`)
  }
  return status
}

/** `env [-i] [-u NAME] [NAME=VALUE…] [COMMAND [ARG…]]` */
export const env: Applet = async (process, argv) => {
  const args = argv.slice(1)
  for (;;) {
    const [first] = args
    if (first === '-i' || first === '-') process.env.clear()
    else if (first === '-u') process.env.delete(args.splice(0, 1) && args[0]!)
    else if (first !== undefined && /^[^=]+=/.test(first)) {
      const [name = '', value = ''] = first.split(/=(.*)/s)
      process.env.set(name, value)
    } else break
    args.shift()
  }
  if (args.length === 0) return printenv(process, ['printenv'])
  return execute(process, argv, args)
}

/** `timeout [-s SIGNAL] [-k SECONDS] SECONDS COMMAND [ARG…]` */
export const timeout: Applet = async (process, argv) => {
  const args = argv.slice(1)
  let signal = signalName('TERM')!
  let killAfter: number | undefined
  while (args[0]?.startsWith('-')) {
    const option = args.shift()!
    if (option === '-s') signal = signalName(args.shift() ?? '') ?? signal
    else if (option === '-k') killAfter = readDuration(args.shift() ?? '')
  }
  const seconds = readDuration(args.shift() ?? '')
  if (seconds === undefined || args.length === 0) return fail(process, argv, 'usage: timeout SECS PROG ARGS')
  const path = findCommand(process.files, args[0]!, process.env.get('PATH') ?? '')
  try {
    const child = await spawn(process, path ?? args[0]!, { argv: args })
    const timer = process.clock.setTimeout(() => {
      child.kill(signal)
      if (killAfter !== undefined) process.clock.setTimeout(() => child.kill('KILL'), killAfter * 1000)
    }, seconds * 1000)
    const status = await abortable(child.exited, process.signal)
    timer.cancel()
    return status.code
  } catch (error) {
    if (!isFileError(error)) throw error
    return fail(process, argv, `can't execute '${args[0]}': ${error.message}`, error.code === 'ENOENT' ? 127 : 126)
  }
}

/** `watch [-n SECONDS] COMMAND…` */
export const watch: Applet = async (process, argv) => {
  const { values, operands } = parseArguments(argv.slice(1), 'n:t')
  const seconds = Number(values.get('n') ?? 2)
  for (;;) {
    await process.write(1, `\x1b[H\x1b[JEvery ${seconds.toFixed(1)}s: ${operands.join(' ')}\n\n`)
    const child = await spawn(process, '/bin/sh', { argv: ['sh', '-c', operands.join(' ')] })
    await abortable(child.exited, process.signal)
    await process.sleep(seconds * 1000)
  }
}

export const which: Applet = async (process, argv) => {
  let status = 0
  for (const name of argv.slice(1)) {
    const path = findCommand(process.files, name, process.env.get('PATH') ?? '')
    if (path === undefined || !process.files.find(path)) status = 1
    else await process.write(1, `${path}\n`)
  }
  return status
}

export const basename: Applet = async (process, argv) => {
  const [, path = '', suffix = ''] = argv
  const name = path.replace(/\/+$/, '').replace(/.*\//, '') || '/'
  await process.write(
    1,
    `${suffix && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name}\n`,
  )
  return 0
}

export const dirname: Applet = async (process, argv) => {
  const path = (argv[1] ?? '').replace(/(?<=.)\/+$/, '')
  const folder = path.includes('/') ? path.replace(/\/[^/]*$/, '') || '/' : '.'
  await process.write(1, `${folder}\n`)
  return 0
}

export const pwd: Applet = async (process) => {
  await process.write(1, `${process.files.cwd}\n`)
  return 0
}

export const nproc: Applet = async (process) => {
  await process.write(1, '2\n')
  return 0
}

export const tty: Applet = async (process) => {
  const { terminal, path } = process.file(0)
  await process.write(1, `${terminal ? path : 'not a tty'}\n`)
  return Number(!terminal)
}

export const clear: Applet = async (process) => {
  await process.write(1, '\x1b[H\x1b[J')
  return 0
}

export const sync: Applet = () => 0

/** `nohup COMMAND…`, `nice`, `setsid`, `busybox APPLET…`: the command in its own place. */
export const passOn: Applet = (process, argv) => execute(process, argv, argv.slice(1))

/** Goes on as another command. */
export async function execute(
  process: Parameters<Applet>[0],
  argv: readonly string[],
  command: readonly string[],
): Promise<number> {
  const [name] = command
  if (name === undefined) return fail(process, argv, 'missing command')
  try {
    const path = findCommand(process.files, name, process.env.get('PATH') ?? '/bin:/usr/bin')
    if (path !== undefined) return await become(process, path, command)
    return await fail(process, argv, `can't execute '${name}': No such file or directory`, 127)
  } catch (error) {
    if (!isFileError(error) || error.code === 'EPIPE') throw error
    return fail(process, argv, `can't execute '${name}': ${error.message}`, error.code === 'ENOENT' ? 127 : 126)
  }
}
