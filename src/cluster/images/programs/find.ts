import { isFileError } from '../../machine/files/file-error.ts'
import type { Inode } from '../../machine/files/inode.ts'
import type { Process } from '../../machine/process/process.ts'
import { spawn } from '../../machine/process/spawn.ts'
import { findCommand } from '../../machine/process/executable.ts'
import { abortable } from '../../machine/streams/devices.ts'
import { matches, pattern } from '../shell/patterns.ts'
import { fail, nameOf, type Applet } from './applet.ts'
import { removeAll } from './changing-files.ts'

interface Visit {
  process: Process
  path: string
  inode: Inode
  depth: number
  pruned: boolean
}

type Test = (visit: Visit) => Promise<boolean> | boolean

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** `find [-HL] [PATH…] [EXPRESSION]` */
export const find: Applet = async (process, argv) => {
  const args = argv.slice(1)
  let follow = false
  while (args[0] === '-L' || args[0] === '-H') follow = args.shift() === '-L' || follow
  const paths: string[] = []
  while (args[0] !== undefined && !/^[-(!]/.test(args[0])) paths.push(args.shift()!)
  const limits = { least: 0, most: Infinity }
  // What older scripts write for -L.
  const at = args.indexOf('-follow')
  if (at >= 0) follow = args.splice(at, 1).length > 0
  let test: Test
  try {
    test = new ExpressionParser(args, limits).whole()
  } catch (error) {
    if (error instanceof ExpressionError) return fail(process, argv, error.message)
    throw error
  }
  let status = 0
  async function visit(path: string, depth: number): Promise<void> {
    let inode
    try {
      inode = process.files.stat(path, follow && process.files.find(path) !== undefined).inode
    } catch (error) {
      if (!isFileError(error)) throw error
      status = await fail(process, argv, `${path}: ${error.message}`)
      return
    }
    const here: Visit = { process, path, inode, depth, pruned: false }
    if (depth >= limits.least) await test(here)
    if (inode.kind !== 'directory' || here.pruned || depth >= limits.most) return
    try {
      for (const name of process.files.list(path).sort()) await visit(`${path.replace(/\/$/, '')}/${name}`, depth + 1)
    } catch (error) {
      if (!isFileError(error)) throw error
      status = await fail(process, argv, `${path}: ${error.message}`)
    }
  }
  for (const path of paths.length > 0 ? paths : ['.']) await visit(path, 0)
  return status
}

class ExpressionError extends Error {
  override name = 'ExpressionError'
}

class ExpressionParser {
  readonly #args: string[]
  readonly #limits: { least: number; most: number }
  #acts = false

  constructor(args: string[], limits: { least: number; most: number }) {
    this.#args = args
    this.#limits = limits
  }

  whole(): Test {
    const test = this.#args.length > 0 ? this.#or() : () => true
    if (this.#args.length > 0) throw new ExpressionError(`unrecognized: ${this.#args[0]}`)
    return this.#acts ? test : async (visit) => (await test(visit)) && print(visit, '\n')
  }

  #or(): Test {
    let left = this.#and()
    while (this.#accept('-o')) {
      const [a, b] = [left, this.#and()]
      left = async (visit) => (await a(visit)) || b(visit)
    }
    return left
  }

  #and(): Test {
    let left = this.#not()
    while (this.#args.length > 0 && this.#args[0] !== '-o' && this.#args[0] !== ')') {
      this.#accept('-a')
      const [a, b] = [left, this.#not()]
      left = async (visit) => (await a(visit)) && b(visit)
    }
    return left
  }

  #not(): Test {
    if (!this.#accept('!')) return this.#primary()
    const inner = this.#not()
    return async (visit) => !(await inner(visit))
  }

  #primary(): Test {
    if (this.#accept('(')) {
      const inner = this.#or()
      if (!this.#accept(')')) throw new ExpressionError('unpaired (')
      return inner
    }
    const name = this.#args.shift()!
    const value = () => {
      const text = this.#args.shift()
      if (text === undefined) throw new ExpressionError(`${name} requires an argument`)
      return text
    }
    const action = (test: Test): Test => {
      this.#acts = true
      return test
    }
    switch (name) {
      case '-name':
      case '-iname': {
        const fold = (text: string) => (name === '-iname' ? text.toLowerCase() : text)
        const wanted = pattern(fold(value()))
        return ({ path }) => matches(wanted, fold(nameOf([path.replace(/(?<=.)\/+$/, '')])))
      }
      case '-path': {
        const wanted = pattern(value())
        return ({ path }) => matches(wanted, path)
      }
      case '-type': {
        const letter = value()
        return ({ inode }) => typeLetter(inode) === letter
      }
      case '-maxdepth':
        this.#limits.most = Number(value())
        return () => true
      case '-mindepth':
        this.#limits.least = Number(value())
        return () => true
      case '-size': {
        const compare = comparison(value(), { c: 1, w: 2, b: 512, '': 512, k: 1024, M: 1024 ** 2, G: 1024 ** 3 })
        return ({ inode }) => compare(inode.kind === 'file' ? inode.size : 0)
      }
      case '-mtime':
      case '-mmin': {
        const unit = name === '-mtime' ? DAY_MS : MINUTE_MS
        const compare = comparison(value(), { '': 1 })
        return ({ inode, process }) => compare(Math.floor((process.clock.now() - inode.mtimeMs) / unit))
      }
      case '-newer': {
        const other = value()
        return ({ inode, process }) => inode.mtimeMs > (process.files.find(other)?.mtimeMs ?? 0)
      }
      case '-user': {
        const uid = Number(value().replace('root', '0'))
        return ({ inode }) => inode.uid === uid
      }
      case '-perm': {
        const text = value()
        const bits = parseInt(text.replace(/^[-/]/, ''), 8)
        return ({ inode }) => (text.startsWith('-') ? (inode.mode & bits) === bits : inode.mode === bits)
      }
      case '-empty':
        return ({ inode, process, path }) =>
          inode.kind === 'directory' ? process.files.list(path).length === 0 : inode.kind === 'file' && inode.size === 0
      case '-prune':
        return (visit) => (visit.pruned = true)
      case '-xdev':
      case '-true':
        return () => true
      case '-print':
        return action((visit) => print(visit, '\n'))
      case '-print0':
        return action((visit) => print(visit, '\0'))
      case '-delete':
        return action(({ process, path }) => {
          removeAll(process.files, path)
          return true
        })
      case '-quit':
        return action(() => {
          throw new ExpressionError('quit')
        })
      case '-exec': {
        const end = this.#args.findIndex((argument) => argument === ';' || argument === '+')
        if (end < 0) throw new ExpressionError('-exec requires an argument')
        const command = this.#args.splice(0, end + 1).slice(0, -1)
        return action((visit) => run(visit, command))
      }
      default:
        throw new ExpressionError(`unrecognized: ${name}`)
    }
  }

  #accept(text: string): boolean {
    if (this.#args[0] !== text) return false
    this.#args.shift()
    return true
  }
}

function typeLetter(inode: Inode): string {
  if (inode.kind !== 'device') return { file: 'f', directory: 'd', symlink: 'l' }[inode.kind]
  return { character: 'c', block: 'b', socket: 's', pipe: 'p', file: 'f' }[inode.type]
}

function comparison(text: string, units: Readonly<Record<string, number>>): (value: number) => boolean {
  const [, sign = '', digits = '0', unit = ''] = /^([-+]?)(\d+)(\w?)$/.exec(text) ?? []
  const factor = units[unit] ?? 1
  const wanted = Number(digits)
  return (value) => {
    const amount = Math.ceil(value / factor)
    return sign === '+' ? amount > wanted : sign === '-' ? amount < wanted : amount === wanted
  }
}

async function print({ process, path }: Visit, end: string): Promise<boolean> {
  await process.write(1, path + end)
  return true
}

async function run({ process, path }: Visit, command: readonly string[]): Promise<boolean> {
  const argv = command.map((word) => word.replaceAll('{}', path))
  const program = findCommand(process.files, argv[0]!, process.env.get('PATH') ?? '') ?? argv[0]!
  const child = await spawn(process, program, { argv })
  return (await abortable(child.exited, process.signal)).code === 0
}
