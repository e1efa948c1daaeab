/** Keys in byte order, in chunks, so that inserting among tens of thousands stays cheap and ranges are slices. */
export class SortedKeys {
  readonly #chunks: string[][] = []

  /** Adds a key that is not there. */
  add(key: string): void {
    const index = this.#chunkFor(key)
    const chunk = this.#chunks[index]
    if (!chunk) {
      this.#chunks.push([key])
      return
    }
    chunk.splice(lowerBound(chunk, key), 0, key)
    if (chunk.length > MAX_CHUNK) this.#chunks.splice(index + 1, 0, chunk.splice(MAX_CHUNK >> 1))
  }

  /** Removes a key that is there. */
  delete(key: string): void {
    const index = this.#chunkFor(key)
    const chunk = this.#chunks[index]!
    chunk.splice(lowerBound(chunk, key), 1)
    if (chunk.length === 0) this.#chunks.splice(index, 1)
  }

  /** Keys that begin with `prefix`, from the first that is greater than `after`. */
  *range(prefix: string, after = ''): Generator<string> {
    const from = after > prefix ? after : prefix
    for (let c = this.#chunkFor(from); c < this.#chunks.length; c++) {
      const chunk = this.#chunks[c]!
      for (let i = lowerBound(chunk, from); i < chunk.length; i++) {
        const key = chunk[i]!
        if (key <= after && after !== '') continue
        if (!key.startsWith(prefix)) return
        yield key
      }
    }
  }

  /** The last chunk whose first key is not beyond `key`. */
  #chunkFor(key: string): number {
    let low = 0
    let high = this.#chunks.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#chunks[middle]![0]! <= key) low = middle
      else high = middle - 1
    }
    return Math.max(0, low)
  }
}

const MAX_CHUNK = 1024

function lowerBound(chunk: readonly string[], key: string): number {
  let low = 0
  let high = chunk.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (chunk[middle]! < key) low = middle + 1
    else high = middle
  }
  return low
}
