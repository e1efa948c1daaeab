/** ASN.1 in its distinguished encoding, as far as certificates need it. */

/** One encoded value: identifier octet, length, content. */
export function tlv(tag: number, ...content: readonly Uint8Array[]): Uint8Array {
  const length = content.reduce((sum, part) => sum + part.length, 0)
  const head = length < 0x80 ? [tag, length] : [tag, 0, ...bigEndian(length)]
  if (length >= 0x80) head[1] = 0x80 | (head.length - 2)
  const out = new Uint8Array(head.length + length)
  out.set(head)
  let at = head.length
  for (const part of content) {
    out.set(part, at)
    at += part.length
  }
  return out
}

export const sequence = (...items: readonly Uint8Array[]): Uint8Array => tlv(0x30, ...items)
/** A set has no order of its own: DER sorts the encodings. */
export const setOf = (...items: readonly Uint8Array[]): Uint8Array => tlv(0x31, ...items.toSorted(compareBytes))
export const octets = (content: Uint8Array): Uint8Array => tlv(0x04, content)
export const bits = (content: Uint8Array, unused = 0): Uint8Array => tlv(0x03, Uint8Array.of(unused), content)
export const utf8 = (text: string): Uint8Array => tlv(0x0c, new TextEncoder().encode(text))
export const yes: Uint8Array = Uint8Array.of(0x01, 0x01, 0xff)

/** A constructed or primitive value with a context-specific tag. */
export const context = (tag: number, constructed: boolean, ...content: readonly Uint8Array[]): Uint8Array =>
  tlv((constructed ? 0xa0 : 0x80) | tag, ...content)

/** A non-negative integer, given as big-endian octets. */
export function integer(value: Uint8Array): Uint8Array {
  let start = 0
  while (start < value.length - 1 && value[start] === 0) start++
  const minimal = value.subarray(start)
  return minimal[0]! & 0x80 ? tlv(0x02, Uint8Array.of(0), minimal) : tlv(0x02, minimal)
}

/** An object identifier in dotted form. */
export function oid(dotted: string): Uint8Array {
  const [first, second, ...rest] = dotted.split('.').map(Number)
  const out = [first! * 40 + second!]
  for (const arc of rest) {
    const digits = [arc & 0x7f]
    for (let left = arc >>> 7; left > 0; left >>>= 7) digits.unshift(0x80 | (left & 0x7f))
    out.push(...digits)
  }
  return tlv(0x06, Uint8Array.from(out))
}

/** UTCTime until 2049 and GeneralizedTime after, as RFC 5280 wants it. */
export function time(timeMs: number): Uint8Array {
  const iso = new Date(timeMs).toISOString().replace(/\.\d+Z$|[-:T]/g, '')
  const early = Number(iso.slice(0, 4)) < 2050
  return tlv(early ? 0x17 : 0x18, new TextEncoder().encode(`${early ? iso.slice(2) : iso}Z`))
}

function bigEndian(value: number): number[] {
  const out = []
  for (let left = value; left > 0; left = Math.floor(left / 256)) out.unshift(left % 256)
  return out
}

/** A decoded value: its tag, its content, and where it ends. */
export interface DerValue {
  tag: number
  content: Uint8Array
  /** The whole value with its head. */
  encoded: Uint8Array
}

/** The values that lie one after the other in `bytes`.
 *  @throws when a length points beyond the end. */
export function decode(bytes: Uint8Array): DerValue[] {
  const values: DerValue[] = []
  for (let at = 0; at < bytes.length;) {
    let head = at + 2
    let length = bytes[at + 1] ?? Number.NaN
    if (length & 0x80) {
      const count = length & 0x7f
      length = 0
      for (let i = 0; i < count; i++) length = length * 256 + (bytes[head++] ?? Number.NaN)
    }
    const end = head + length
    if (!(end <= bytes.length)) throw new Error('DER value is cut short')
    values.push({ tag: bytes[at]!, content: bytes.subarray(head, end), encoded: bytes.subarray(at, end) })
    at = end
  }
  return values
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const at = a.findIndex((byte, index) => byte !== b[index])
  return at < 0 ? a.length - b.length : a[at]! - (b[at] ?? -1)
}
