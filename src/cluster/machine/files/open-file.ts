/** What a file descriptor refers to. Descriptors that were duplicated or inherited share one; the last `release` closes it. */
export interface OpenFile {
  /** At most `most` bytes; `undefined` at the end. Waits until there is something. */
  read(most: number, signal?: AbortSignal): Promise<Uint8Array | undefined> | Uint8Array | undefined
  /** The chunk belongs to the file from then on. Waits while there is no room. */
  write(chunk: Uint8Array, signal?: AbortSignal): Promise<void> | void
  close(): void
  /** What `/proc/self/fd` links to: `/dev/null`, `pipe:[12]`. */
  readonly path: string
  /** The terminal behind it, if any. */
  readonly terminal?: object
}

/** Counts the descriptors that refer to one open file. */
export class Descriptor {
  readonly file: OpenFile
  #references = 1

  constructor(file: OpenFile) {
    this.file = file
  }

  retain(): this {
    this.#references++
    return this
  }

  release(): void {
    if (--this.#references === 0) this.file.close()
  }
}
