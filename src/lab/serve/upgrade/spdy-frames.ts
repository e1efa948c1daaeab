/** The frames of SPDY/3.1 that Kubernetes clients exchange.
 *  @see https://www.chromium.org/spdy/spdy-protocol/spdy-protocol-draft3-1/ */

export const SYN_STREAM = 1
export const SYN_REPLY = 2
export const RST_STREAM = 3
export const PING = 6
export const GOAWAY = 7

export const FLAG_FIN = 0x01

const HEAD_BYTES = 8
const CONTROL = 0x80
const VERSION = 3

/** `type` is absent on a data frame, `stream` on a control frame. */
export interface Frame {
  type?: number
  stream?: number
  flags: number
  payload: Buffer
}

/** Cuts a byte stream into frames: each call gives those that `chunk` completes, and throws when it is not SPDY/3. */
export function createFrameReader(): (chunk: Uint8Array) => Generator<Frame> {
  let pending: Uint8Array = new Uint8Array()
  return function* read(chunk) {
    let bytes = Buffer.concat([pending, chunk])
    while (bytes.length >= HEAD_BYTES) {
      const end = HEAD_BYTES + bytes.readUIntBE(5, 3)
      if (bytes.length < end) break
      const frame = { flags: bytes[4]!, payload: bytes.subarray(HEAD_BYTES, end) }
      if ((bytes[0]! & CONTROL) === 0) yield { ...frame, stream: bytes.readUInt32BE(0) }
      else if ((bytes.readUInt16BE(0) & 0x7fff) === VERSION) yield { ...frame, type: bytes.readUInt16BE(2) }
      else throw new Error('not SPDY/3')
      bytes = bytes.subarray(end)
    }
    pending = bytes
  }
}

/** A control frame, encoded. */
export function controlFrame(type: number, payload: Uint8Array, flags = 0): Buffer {
  const head = Buffer.from([CONTROL, VERSION, 0, type, flags, 0, 0, 0])
  head.writeUIntBE(payload.length, 5, 3)
  return Buffer.concat([head, payload])
}

/** A data frame, encoded. */
export function dataFrame(stream: number, payload: Uint8Array, flags = 0): Buffer {
  const head = Buffer.alloc(HEAD_BYTES)
  head.writeUInt32BE(stream, 0)
  head[4] = flags
  head.writeUIntBE(payload.length, 5, 3)
  return Buffer.concat([head, payload])
}

export function uint32(...values: number[]): Buffer {
  const out = Buffer.alloc(4 * values.length)
  values.forEach((value, i) => out.writeUInt32BE(value, 4 * i))
  return out
}
