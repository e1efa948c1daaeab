import { isFileError, type FileErrorCode } from '../../machine/files/file-error.ts'
import { Descriptor, type OpenFile } from '../../machine/files/open-file.ts'
import type { Process } from '../../machine/process/process.ts'
import { textFile } from '../../machine/streams/devices.ts'
import type { Expander } from './expansion.ts'
import type { Redirect } from './syntax.ts'

/** A file that could not be opened; the message is the shell's. */
export class RedirectionError extends Error {
  override name = 'RedirectionError'
}

// Verbatim: the shell has words of its own for what is not there.
const OPEN_TEXTS: Partial<Record<FileErrorCode, string>> = { ENOENT: 'no such file' }
const CREATE_TEXTS: Partial<Record<FileErrorCode, string>> = { ENOENT: 'nonexistent directory' }

/** Opens and puts back what a command redirects. */
export class Redirections {
  readonly #process: Process
  readonly #expander: Expander

  constructor(process: Process, expander: Expander) {
    this.#process = process
    this.#expander = expander
  }

  /** @returns what brings the former descriptors back @throws RedirectionError */
  async apply(redirects: readonly Redirect[]): Promise<() => void> {
    const saved = new Map<number, Descriptor | undefined>()
    const restore = () => {
      for (const [fd, descriptor] of saved) this.#process.setDescriptor(fd, descriptor)
    }
    try {
      for (const redirect of redirects) {
        const target = await this.#expander.text(redirect.target)
        const fds = redirect.operator === '&>' ? [1, 2] : [redirect.fd]
        const descriptor = this.#open(redirect, target)
        for (const fd of fds) {
          if (!saved.has(fd)) saved.set(fd, this.#process.descriptors.get(fd)?.retain())
          this.#process.setDescriptor(fd, fds.length > 1 ? descriptor?.retain() : descriptor)
        }
        if (fds.length > 1) descriptor?.release()
      }
    } catch (error) {
      restore()
      throw error
    }
    return restore
  }

  #open({ operator }: Redirect, target: string): Descriptor | undefined {
    switch (operator) {
      case '<<':
        return new Descriptor(textFile('pipe:[0]', target))
      case '<<<':
        return new Descriptor(textFile('pipe:[0]', target + '\n'))
      case '<&':
      case '>&': {
        if (target === '-') return undefined
        const source = this.#process.descriptors.get(Number(target))
        if (!/^\d+$/.test(target) || !source) throw new RedirectionError(`${target}: Bad file descriptor`)
        return source.retain()
      }
      case '<':
        return this.#file(target, 'open', () => this.#process.files.open(target, { read: true }))
      case '<>':
        return this.#file(target, 'create', () =>
          this.#process.files.open(target, { read: true, write: true, create: true }),
        )
      case '>>':
        return this.#file(target, 'create', () => this.#process.files.open(target, { append: true, create: true }))
      default:
        return this.#file(target, 'create', () =>
          this.#process.files.open(target, { write: true, create: true, truncate: true }),
        )
    }
  }

  #file(path: string, verb: 'open' | 'create', open: () => OpenFile): Descriptor {
    try {
      return new Descriptor(open())
    } catch (error) {
      if (!isFileError(error)) throw error
      const own = (verb === 'open' ? OPEN_TEXTS : CREATE_TEXTS)[error.code]
      throw new RedirectionError(`can't ${verb} ${path}: ${own ?? error.message}`)
    }
  }
}
