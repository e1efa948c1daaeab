import { concat } from '../../machine/files/file-handle.ts'
import type { Connection } from '../connection.ts'
import { HttpProtocolError } from './http-message.ts'

const NEWLINE = 10
const MAX_LINE_BYTES = 65_536
const decoder = new TextDecoder()

/** Reads a connection by lines and by counts. */
export class ByteReader {
  readonly #connection: Connection
  readonly #signal: AbortSignal | undefined
  #rest: Uint8Array = new Uint8Array()

  constructor(connection: Connection, signal?: AbortSignal) {
    this.#connection = connection
    this.#signal = signal
  }

  /** A line without its end; `undefined` at the end of the connection. @throws HttpProtocolError when it is too long or cut off */
  async line(): Promise<string | undefined> {
    let end = this.#rest.indexOf(NEWLINE)
    while (end < 0) {
      if (this.#rest.length > MAX_LINE_BYTES) throw new HttpProtocolError('line too long')
      const chunk = await this.#connection.read(65_536, this.#signal)
      if (!chunk) {
        if (this.#rest.length > 0) throw new HttpProtocolError('unexpected end')
        return undefined
      }
      this.#rest = concat([this.#rest, chunk])
      end = this.#rest.indexOf(NEWLINE)
    }
    const line = decoder.decode(this.#rest.subarray(0, end)).replace(/\r$/, '')
    this.#rest = this.#rest.subarray(end + 1)
    return line
  }

  /** Up to `most` bytes; `undefined` at the end. */
  async some(most: number): Promise<Uint8Array | undefined> {
    if (this.#rest.length > 0) {
      const part = this.#rest.subarray(0, most)
      this.#rest = this.#rest.subarray(part.length)
      return part
    }
    return this.#connection.read(most, this.#signal)
  }

  /** Exactly `count` bytes, as they come. @throws HttpProtocolError when the connection ends before */
  async *exactly(count: number): AsyncIterable<Uint8Array> {
    for (let left = count; left > 0;) {
      const part = await this.some(left)
      if (!part) throw new HttpProtocolError('unexpected end')
      left -= part.length
      yield part
    }
  }

  async *toEnd(): AsyncIterable<Uint8Array> {
    for (let part = await this.some(65_536); part; part = await this.some(65_536)) yield part
  }

  /** A body in chunked coding. */
  async *chunked(): AsyncIterable<Uint8Array> {
    for (;;) {
      const size = parseInt((await this.line()) ?? '', 16)
      if (Number.isNaN(size)) throw new HttpProtocolError('malformed chunk')
      yield* this.exactly(size)
      await this.line()
      if (size === 0) return
    }
  }

  /** Header lines up to the empty one. */
  async headers(): Promise<[string, string][]> {
    const headers: [string, string][] = []
    for (let line = await this.line(); line; line = await this.line()) {
      const colon = line.indexOf(':')
      if (colon <= 0) throw new HttpProtocolError('malformed header')
      headers.push([line.slice(0, colon), line.slice(colon + 1).trim()])
    }
    return headers
  }
}

/** Everything of a body at once. */
export async function collect(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const part of body) parts.push(part)
  return parts.length === 1 ? parts[0]! : concat(parts)
}

/** Header names in lower case; repeated ones joined. */
export function lowerCase(headers: readonly (readonly [string, string])[]): Record<string, string> {
  const result: Record<string, string> = {}
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    result[key] = key in result ? `${result[key]}, ${value}` : value
  }
  return result
}
