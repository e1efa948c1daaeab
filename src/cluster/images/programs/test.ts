import type { FileView } from '../../machine/files/file-view.ts'
import { permits } from '../../machine/files/inode.ts'
import type { Process } from '../../machine/process/process.ts'
import { fail, nameOf, type Applet } from './applet.ts'

/** An expression that cannot be tested. */
class TestError extends Error {
  override name = 'TestError'
}

/** `test EXPRESSION`, `[ EXPRESSION ]`. */
export const test: Applet = async (process, argv) => {
  const args = argv.slice(1)
  if (nameOf(argv) === '[' && args.pop() !== ']') return fail(process, argv, 'missing ]', 2)
  try {
    return Number(!new Evaluator(process, args).whole())
  } catch (error) {
    if (!(error instanceof TestError)) throw error
    return fail(process, argv, error.message, 2)
  }
}

const BINARY = new Set(['=', '==', '!=', '<', '>', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-nt', '-ot', '-ef'])
const UNARY = /^-[bcdefghknoprsStuvwxzLGNO]$/

class Evaluator {
  readonly #process: Process
  readonly #files: FileView
  readonly #args: string[]
  #at = 0

  constructor(process: Process, args: string[]) {
    this.#process = process
    this.#files = process.files
    this.#args = args
  }

  whole(): boolean {
    if (this.#args.length === 0) return false
    const result = this.#or()
    if (this.#at < this.#args.length) throw new TestError(`${this.#args[this.#at]}: unknown operand`)
    return result
  }

  #or(): boolean {
    let result = this.#and()
    while (this.#accept('-o')) result = this.#and() || result
    return result
  }

  #and(): boolean {
    let result = this.#not()
    while (this.#accept('-a')) result = this.#not() && result
    return result
  }

  #not(): boolean {
    // A lone `!` is a text like any other.
    if (this.#args[this.#at] === '!' && this.#args.length - this.#at > 1) {
      this.#at++
      return !this.#not()
    }
    return this.#primary()
  }

  #primary(): boolean {
    const [first, second] = [this.#args[this.#at], this.#args[this.#at + 1]]
    if (first === undefined) throw new TestError('argument expected')
    if (second !== undefined && BINARY.has(second) && this.#args.length - this.#at > 2) {
      const third = this.#args[this.#at + 2]!
      this.#at += 3
      return this.#binary(first, second, third)
    }
    if (first === '(' && this.#args.length - this.#at > 2) {
      this.#at++
      const result = this.#or()
      if (!this.#accept(')')) throw new TestError('closing paren expected')
      return result
    }
    if (UNARY.test(first) && second !== undefined) {
      this.#at += 2
      return this.#unary(first[1]!, second)
    }
    this.#at++
    return first !== ''
  }

  #binary(left: string, operator: string, right: string): boolean {
    switch (operator) {
      case '=':
      case '==':
        return left === right
      case '!=':
        return left !== right
      case '<':
        return left < right
      case '>':
        return left > right
      case '-nt':
      case '-ot': {
        const [a, b] = [this.#files.find(left)?.mtimeMs ?? 0, this.#files.find(right)?.mtimeMs ?? 0]
        return operator === '-nt' ? a > b : a < b
      }
      case '-ef':
        return this.#files.find(left) !== undefined && this.#files.find(left) === this.#files.find(right)
      default: {
        const [a, b] = [number(left), number(right)]
        return { '-eq': a === b, '-ne': a !== b, '-lt': a < b, '-le': a <= b, '-gt': a > b, '-ge': a >= b }[operator]!
      }
    }
  }

  #unary(operator: string, operand: string): boolean {
    if (operator === 'n') return operand !== ''
    if (operator === 'z') return operand === ''
    if (operator === 't') return this.#process.descriptors.get(Number(operand))?.file.terminal !== undefined
    if (operator === 'v') return this.#process.env.has(operand)
    const inode = this.#files.find(operand, operator !== 'h' && operator !== 'L')
    if (!inode) return false
    const device = inode.kind === 'device' ? inode.type : undefined
    switch (operator) {
      case 'd':
        return inode.kind === 'directory'
      case 'f':
        return inode.kind === 'file' || device === 'file'
      case 'h':
      case 'L':
        return inode.kind === 'symlink'
      case 's':
        return inode.kind === 'directory' || (inode.kind === 'file' && inode.size > 0)
      case 'r':
        return permits(inode, this.#files.viewer, 4)
      case 'w':
        return permits(inode, this.#files.viewer, 2)
      case 'x':
        return permits(inode, this.#files.viewer, 1)
      case 'S':
        return device === 'socket'
      case 'p':
        return device === 'pipe'
      case 'b':
        return device === 'block'
      case 'c':
        return device === 'character'
      case 'u':
        return (inode.mode & 0o4000) !== 0
      case 'g':
        return (inode.mode & 0o2000) !== 0
      case 'k':
        return (inode.mode & 0o1000) !== 0
      case 'O':
        return inode.uid === this.#files.viewer.uid
      case 'G':
        return inode.gid === this.#files.viewer.gid
      default:
        return true
    }
  }

  #accept(text: string): boolean {
    if (this.#args[this.#at] !== text) return false
    this.#at++
    return true
  }
}

function number(text: string): number {
  if (!/^\s*[-+]?\d+\s*$/.test(text)) throw new TestError(`${text}: bad number`)
  return Number(text)
}
