import { FileError } from './file-error.ts'
import type { FileInode } from './inode.ts'
import type { OpenFile } from './open-file.ts'

const SMALL = 4096

/** Bytes of a file from `offset` on, at most `most`; shares memory with the file where it can. */
export function readChunks(chunks: readonly Uint8Array[], offset: number, most: number): Uint8Array {
  const parts: Uint8Array[] = []
  let position = 0
  let wanted = most
  for (const chunk of chunks) {
    const end = position + chunk.length
    if (end > offset && wanted > 0) {
      const part = chunk.subarray(Math.max(0, offset - position), Math.max(0, offset - position) + wanted)
      parts.push(part)
      wanted -= part.length
    }
    position = end
    if (wanted <= 0) break
  }
  return parts.length === 1 ? parts[0]! : concat(parts)
}

/** `chunks` with `data` at `offset`; a gap reads as zeros. */
export function writeChunks(
  chunks: readonly Uint8Array[],
  size: number,
  offset: number,
  data: Uint8Array,
): Uint8Array[] {
  if (offset === size) {
    const last = chunks.at(-1)
    if (last && last.length + data.length <= SMALL) return [...chunks.slice(0, -1), concat([last, data])]
    return [...chunks, data]
  }
  const whole = new Uint8Array(Math.max(size, offset + data.length))
  let position = 0
  for (const chunk of chunks) {
    whole.set(chunk, position)
    position += chunk.length
  }
  whole.set(data, offset)
  return [whole]
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let position = 0
  for (const part of parts) {
    whole.set(part, position)
    position += part.length
  }
  return whole
}

export interface FileHandleOptions {
  path: string
  read: boolean
  /** Where writing is allowed: `append` writes always go to the end. */
  write?: 'at-position' | 'append'
  now(): number
}

/** An open regular file with its position. The tree owns the inode when the handle may write. */
export class FileHandle implements OpenFile {
  readonly path: string
  readonly #inode: FileInode
  readonly #options: FileHandleOptions
  #position = 0

  constructor(inode: FileInode, options: FileHandleOptions) {
    this.path = options.path
    this.#inode = inode
    this.#options = options
  }

  read(most: number): Uint8Array | undefined {
    if (!this.#options.read) throw new FileError('EBADF', this.path)
    if (this.#position >= this.#inode.size) return undefined
    const bytes = readChunks(this.#inode.chunks, this.#position, most)
    this.#position += bytes.length
    return bytes
  }

  write(chunk: Uint8Array): void {
    const { write } = this.#options
    if (!write) throw new FileError('EBADF', this.path)
    const inode = this.#inode
    const offset = write === 'append' ? inode.size : this.#position
    const { limitBytes, usedBytes } = inode.owner
    // A device that runs full takes what still fits.
    const room = limitBytes === undefined ? Infinity : limitBytes - usedBytes + inode.size - offset
    const fitting = chunk.length > room ? chunk.subarray(0, Math.max(0, room)) : chunk
    if (fitting.length > 0) {
      const chunks = writeChunks(inode.chunks, inode.size, offset, fitting)
      inode.owner.store(inode, chunks, Math.max(inode.size, offset + fitting.length), this.#options.now(), this.path)
      this.#position = offset + fitting.length
    }
    if (fitting.length < chunk.length) throw new FileError('ENOSPC', this.path)
  }

  close(): void {
    // Nothing is kept per handle.
  }
}
