import { FileError, isFileError } from '../files/file-error.ts'
import type { FileView } from '../files/file-view.ts'
import { permits } from '../files/inode.ts'

const MAGIC = '\x7fELF\x02\x01\x01'
const HEADER_BYTES = 16
const encoder = new TextEncoder()
const decoder = new TextDecoder('latin1')

/** What a file that can be executed says about how. */
export type Executable = { path: string; program: string } | { path: string; interpreter: string[] }

/** The content of an executable: a header as every binary has it, and the name of the program that stands for its code. */
export function programFile(program: string): Uint8Array {
  return encoder.encode(`${MAGIC.padEnd(HEADER_BYTES, '\0')}${program}\n`)
}

/**
 * Finds what `execve` would run.
 * @throws FileError ENOENT, EACCES, ENOTDIR, ENOEXEC
 */
export function readExecutable(files: FileView, path: string): Executable {
  const { inode } = files.stat(path)
  if (inode.kind !== 'file' || !permits(inode, files.viewer, 1)) throw new FileError('EACCES', path)
  const [head] = inode.chunks
  const text = decoder.decode(head?.subarray(0, 256))
  if (text.startsWith(MAGIC)) return { path, program: text.slice(HEADER_BYTES, text.indexOf('\n')) }
  if (!text.startsWith('#!')) throw new FileError('ENOEXEC', path)
  const line = /^#!\s*(.*)/.exec(text)![1]!.trim()
  // The kernel passes everything behind the interpreter as one argument.
  const [, interpreter = '', argument] = /^(\S+)(?:\s+(.*))?$/.exec(line) ?? []
  return { path, interpreter: argument ? [interpreter, argument] : [interpreter] }
}

/**
 * Looks a command up as `execvp` does.
 * @returns the path, or `undefined` when no folder of `searchPath` has it
 * @throws FileError EACCES when only files that must not be executed were found
 */
export function findCommand(files: FileView, name: string, searchPath: string): string | undefined {
  if (name.includes('/')) return name
  let forbidden: FileError | undefined
  for (const folder of searchPath.split(':')) {
    const path = `${folder || '.'}/${name}`
    try {
      const { inode } = files.stat(path)
      if (inode.kind !== 'file') continue
      if (permits(inode, files.viewer, 1)) return path
      forbidden = new FileError('EACCES', path)
    } catch (error) {
      if (!isFileError(error)) throw error
    }
  }
  if (forbidden) throw forbidden
  return undefined
}
