/** The record types that are spoken here. */
export const RECORD_TYPES = { A: 1, NS: 2, CNAME: 5, SOA: 6, PTR: 12, TXT: 16, AAAA: 28, SRV: 33, ANY: 255 } as const

export type RecordType = keyof typeof RECORD_TYPES

export type ResponseCode = 'NOERROR' | 'FORMERR' | 'SERVFAIL' | 'NXDOMAIN' | 'NOTIMP' | 'REFUSED'

/** Names end with a dot, except in data as programs print it. */
export type DnsRecord =
  | { name: string; ttl: number; type: 'A' | 'AAAA'; address: string }
  | { name: string; ttl: number; type: 'CNAME' | 'PTR' | 'NS'; target: string }
  | { name: string; ttl: number; type: 'SRV'; priority: number; weight: number; port: number; target: string }
  | { name: string; ttl: number; type: 'TXT'; text: string }
  | { name: string; ttl: number; type: 'SOA'; primary: string; mailbox: string; serial: number; minimum: number }

export interface DnsQuestion {
  name: string
  type: RecordType
}

export interface DnsMessage {
  id: number
  response: boolean
  authoritative: boolean
  recursionDesired: boolean
  recursionAvailable: boolean
  code: ResponseCode
  questions: readonly DnsQuestion[]
  answers: readonly DnsRecord[]
  authority: readonly DnsRecord[]
  additional: readonly DnsRecord[]
}

const CODES: readonly ResponseCode[] = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED']
const TYPE_NAMES = new Map(Object.entries(RECORD_TYPES).map(([name, number]) => [number as number, name as RecordType]))
const CLASS_IN = 1
const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** RFC 1035 wire form, without name compression. */
export function encodeMessage(message: DnsMessage): Uint8Array {
  const out: number[] = []
  const u16 = (value: number) => out.push((value >> 8) & 255, value & 255)
  const u32 = (value: number) => {
    u16(value >>> 16)
    u16(value & 0xffff)
  }
  const name = (text: string) => {
    for (const label of text.split('.')) {
      if (label === '') continue
      const bytes = encoder.encode(label)
      out.push(bytes.length, ...bytes)
    }
    out.push(0)
  }
  const record = (item: DnsRecord) => {
    name(item.name)
    u16(RECORD_TYPES[item.type])
    u16(CLASS_IN)
    u32(item.ttl)
    const start = out.length
    u16(0)
    if (item.type === 'A') out.push(...item.address.split('.').map(Number))
    else if (item.type === 'AAAA') for (const group of expandIpv6(item.address)) u16(group)
    else if (item.type === 'SRV') {
      for (const value of [item.priority, item.weight, item.port]) u16(value)
      name(item.target)
    } else if (item.type === 'TXT') {
      const bytes = encoder.encode(item.text)
      out.push(bytes.length, ...bytes)
    } else if (item.type === 'SOA') {
      name(item.primary)
      name(item.mailbox)
      for (const value of [item.serial, 7200, 1800, 86_400, item.minimum]) u32(value)
    } else if ('target' in item) name(item.target)
    const length = out.length - start - 2
    out[start] = length >> 8
    out[start + 1] = length & 255
  }
  u16(message.id)
  const flag = (on: boolean, bit: number) => (on ? 1 << bit : 0)
  u16(
    flag(message.response, 15) |
      flag(message.authoritative, 10) |
      flag(message.recursionDesired, 8) |
      flag(message.recursionAvailable, 7) |
      CODES.indexOf(message.code),
  )
  const sections = [message.answers, message.authority, message.additional]
  for (const section of [message.questions, ...sections]) u16(section.length)
  for (const question of message.questions) {
    name(question.name)
    u16(RECORD_TYPES[question.type])
    u16(CLASS_IN)
  }
  for (const item of sections.flat()) record(item)
  return Uint8Array.from(out)
}

/** Reads the wire form. @throws RangeError when it is cut off */
export function decodeMessage(bytes: Uint8Array): DnsMessage {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const u16 = () => view.getUint16((at += 2) - 2)
  const u32 = () => view.getUint32((at += 4) - 4)
  const nameAt = (offset: number): [string, number] => {
    let text = ''
    let end: number | undefined
    for (;;) {
      const length = view.getUint8(offset)
      if (length >= 192) {
        end ??= offset + 2
        offset = view.getUint16(offset) & 0x3fff
      } else if (length === 0) return [text || '.', end ?? offset + 1]
      else {
        text += decoder.decode(bytes.subarray(offset + 1, offset + 1 + length)) + '.'
        offset += 1 + length
      }
    }
  }
  const name = () => {
    const [text, end] = nameAt(at)
    at = end
    return text
  }
  const id = u16()
  const flags = u16()
  const counts = [u16(), u16(), u16(), u16()]
  const questions = Array.from({ length: counts[0]! }, (): DnsQuestion => {
    const question = { name: name(), type: TYPE_NAMES.get(u16()) ?? 'ANY' }
    at += 2
    return question
  })
  const record = (): DnsRecord | undefined => {
    const owner = name()
    const type = TYPE_NAMES.get(u16())
    at += 2
    const ttl = u32()
    const end = u16() + at
    const base = { name: owner, ttl }
    let item: DnsRecord | undefined
    if (type === 'A') item = { ...base, type, address: [...bytes.subarray(at, end)].join('.') }
    else if (type === 'AAAA')
      item = { ...base, type, address: Array.from({ length: 8 }, () => u16().toString(16)).join(':') }
    else if (type === 'SRV') item = { ...base, type, priority: u16(), weight: u16(), port: u16(), target: name() }
    else if (type === 'TXT') item = { ...base, type, text: decoder.decode(bytes.subarray(at + 1, end)) }
    else if (type === 'CNAME' || type === 'PTR' || type === 'NS') item = { ...base, type, target: name() }
    else if (type === 'SOA') {
      const [primary, mailbox, serial] = [name(), name(), u32()]
      at += 12
      item = { ...base, type, primary, mailbox, serial, minimum: u32() }
    }
    at = end
    return item
  }
  const section = (count: number) => Array.from({ length: count }, record).filter((item) => item !== undefined)
  return {
    id,
    response: (flags & 0x8000) !== 0,
    authoritative: (flags & 0x400) !== 0,
    recursionDesired: (flags & 0x100) !== 0,
    recursionAvailable: (flags & 0x80) !== 0,
    code: CODES[flags & 15] ?? 'SERVFAIL',
    questions,
    answers: section(counts[1]!),
    authority: section(counts[2]!),
    additional: section(counts[3]!),
  }
}

function expandIpv6(address: string): number[] {
  const [head = '', tail] = address.split('::')
  const groups = (text: string | undefined) => (text ? text.split(':').map((group) => parseInt(group, 16)) : [])
  const [left, right] = [groups(head), groups(tail)]
  return [...left, ...Array.from({ length: 8 - left.length - right.length }, () => 0), ...right]
}
