import { holds } from '../../../machine/files/inode.ts'
import { SIGNALS, signalName, type SignalName } from '../../../machine/process/signals.ts'
import type { Process } from '../../../machine/process/process.ts'
import type { Shell } from '../interpreter.ts'
import type { Job } from '../shell-state.ts'
import type { Builtin } from './builtin.ts'

/** `wait [PID…]`: ends early, with 128 + n, when a signal with a trap comes in. */
export const wait: Builtin = async (shell, words) => {
  const wanted = words.slice(1)
  let status = 0
  const jobs = wanted.length === 0 ? [...shell.state.jobs] : wanted.map((word) => findJob(shell, word))
  for (const job of jobs) {
    if (!job) {
      status = 127
      continue
    }
    const code = await shell.waitFor(job.process)
    if (code === undefined) return 128 + SIGNALS.TERM
    shell.state.jobs = shell.state.jobs.filter((other) => other !== job)
    status = wanted.length === 0 ? 0 : code
  }
  return status
}

export const list: Builtin = async (shell) => {
  const { jobs } = shell.state
  for (const [index, { number, process, command }] of jobs.entries()) {
    const state = process.status ? (process.status.code === 0 ? 'Done' : `Done(${process.status.code})`) : 'Running'
    const mark = index === jobs.length - 1 ? '+' : index === jobs.length - 2 ? '-' : ' '
    await shell.process.write(1, `[${number}] ${mark} ${state.padEnd(26)}${command}\n`)
  }
  shell.state.jobs = jobs.filter(({ process }) => !process.status)
  return 0
}

export const foreground: Builtin = async (shell, words) => {
  const job = findJob(shell, words[1] ?? '%%')
  if (!job) {
    await shell.error('fg: no current job')
    return 1
  }
  await shell.process.write(1, `${job.command}\n`)
  return (await shell.waitFor(job.process)) ?? 130
}

/** Differs: jobs are never stopped, so there is none to be continued. */
export const background: Builtin = async (shell) => {
  await shell.error('bg: no current job')
  return 1
}

export const kill: Builtin = async (shell, words) => {
  const [, first] = words
  if (first === '-l') {
    await shell.process.write(
      1,
      Object.keys(SIGNALS)
        .map((name) => `${name}\n`)
        .join(''),
    )
    return 0
  }
  let signal: SignalName | undefined = 'TERM'
  let targets = words.slice(1)
  if (first === '-s') {
    signal = signalName(words[2] ?? '')
    targets = words.slice(3)
  } else if (first?.startsWith('-') && first !== '--') {
    signal = first === '-0' ? undefined : signalName(first.slice(1))
    if (!signal && first !== '-0') {
      await shell.error(`kill: bad signal name '${first.slice(1)}'`)
      return 1
    }
    targets = words.slice(2)
  }
  let status = 0
  for (const target of targets) {
    const process: Process | undefined = target.startsWith('%')
      ? findJob(shell, target)?.process
      : shell.process.namespace.get(Number(target))
    const problem =
      !process || process.status ? 'No such process' : mayKill(shell.process, process) ? '' : 'Operation not permitted'
    if (problem) {
      await shell.error(`can't kill pid ${target}: ${problem}`)
      status = 1
    } else if (signal) process!.kill(signal)
  }
  return status
}

/** `trap COMMAND SIGNAL…` */
export const trap: Builtin = async (shell, words) => {
  const { traps } = shell.state
  const args = words.slice(1).filter((word) => word !== '--')
  if (args.length === 0) {
    for (const [signal, command] of traps)
      await shell.process.write(1, `trap -- '${command.replaceAll("'", `'"'"'`)}' ${signal}\n`)
    return 0
  }
  const resets = args.length === 1 || args[0] === '-' || /^\d+$/.test(args[0]!)
  const [command, names] = resets ? [undefined, args[0] === '-' ? args.slice(1) : args] : [args[0]!, args.slice(1)]
  for (const name of names) {
    const signal = name === '0' || name.toUpperCase() === 'EXIT' ? 'EXIT' : signalName(name)
    if (!signal) {
      await shell.error(`trap: ${name}: invalid signal specification`)
      return 1
    }
    if (command === undefined) traps.delete(signal)
    else traps.set(signal, command)
    if (signal === 'EXIT') continue
    const handler = command === undefined ? undefined : command === '' ? 'ignore' : () => shell.signalled(signal)
    shell.process.onSignal(signal, handler)
  }
  return 0
}

function findJob(shell: Shell, word: string): Job | undefined {
  const { jobs } = shell.state
  if (word === '%%' || word === '%+' || word === '%') return jobs.at(-1)
  if (word.startsWith('%')) return jobs.find(({ number }) => number === Number(word.slice(1)))
  const process = shell.process.namespace.get(Number(word))
  // A job that has ended has no process id any more.
  return jobs.find((job) =>
    process ? job.process === process : job.process.status && Number(word) === shell.state.lastBackground,
  )
}

/** Whether one process may send signals to another. */
export function mayKill(from: Process, to: Process): boolean {
  return holds(from.files.viewer, 'KILL') || from.files.viewer.uid === to.files.viewer.uid
}
