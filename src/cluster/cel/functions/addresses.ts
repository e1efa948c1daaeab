import { declare } from '../functions.ts'
import { opaque } from '../types.ts'
import { CelError, Opaque } from '../values.ts'

/** An IP address as a number, with its family's width. */
interface Address {
  bits: 32 | 128
  value: bigint
}

function parseAddress(text: string): Address | undefined {
  if (text.includes(':')) return parseV6(text)
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)
  if (!match) return undefined
  const parts = match.slice(1)
  // Leading zeros are ambiguous, so they are refused.
  if (parts.some((part) => Number(part) > 255 || (part.length > 1 && part.startsWith('0')))) return undefined
  return { bits: 32, value: parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n) }
}

function parseV6(text: string): Address | undefined {
  let body = text
  const tail = /(\d+\.\d+\.\d+\.\d+)$/.exec(body)?.[1]
  if (tail) {
    const v4 = parseAddress(tail)
    if (!v4) return undefined
    body = `${body.slice(0, -tail.length)}${(v4.value >> 16n).toString(16)}:${(v4.value & 0xffffn).toString(16)}`
  }
  const halves = body.split('::')
  if (halves.length > 2) return undefined
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')))
  const present = groups.flat()
  if (present.some((group) => !/^[0-9a-fA-F]{1,4}$/.test(group))) return undefined
  const missing = 8 - present.length
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined
  const all = halves.length === 1 ? present : [...groups[0]!, ...Array<string>(missing).fill('0'), ...groups[1]!]
  return { bits: 128, value: all.reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n) }
}

function formatAddress({ bits, value }: Address): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.')
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - index * 16)) & 0xffffn).toString(16))
  // The longest run of zeros, the first of them, is left out.
  let best = { start: 0, length: 1 }
  for (let start = 0; start < 8; start++) {
    let length = 0
    while (groups[start + length] === '0') length++
    if (length > best.length) best = { start, length }
  }
  if (best.length < 2) return groups.join(':')
  return `${groups.slice(0, best.start).join(':')}::${groups.slice(best.start + best.length).join(':')}`
}

class Ip extends Opaque {
  readonly type = opaque('net.IP')
  readonly address: Address

  constructor(address: Address) {
    super()
    this.address = address
  }

  equals(other: Opaque): boolean {
    return other instanceof Ip && other.address.bits === this.address.bits && other.address.value === this.address.value
  }

  override toString(): string {
    return formatAddress(this.address)
  }

  /** Whether it is in one of two networks, by family. */
  isIn(v4: string, v6: string): boolean {
    return new Cidr(this.address.bits === 32 ? v4 : v6).contains(this.address)
  }
}

class Cidr extends Opaque {
  readonly type = opaque('net.CIDR')
  readonly address: Address
  readonly prefix: number

  constructor(text: string) {
    super()
    const [ip = '', length = ''] = text.split('/')
    const address = parseAddress(ip)
    const prefix = /^(0|[1-9]\d{0,2})$/.test(length) ? Number(length) : Infinity
    if (!address || isMapped(address) || prefix > address.bits)
      throw new CelError(
        `network address parse error during conversion from string: netip.ParsePrefix(${JSON.stringify(text)}): ${address ? 'prefix length out of range' : 'unable to parse IP'}`,
      )
    this.address = address
    this.prefix = prefix
  }

  get masked(): Address {
    const free = BigInt(this.address.bits - this.prefix)
    return { bits: this.address.bits, value: (this.address.value >> free) << free }
  }

  contains({ bits, value }: Address): boolean {
    const free = BigInt(bits - this.prefix)
    return bits === this.address.bits && value >> free === this.address.value >> free
  }

  equals(other: Opaque): boolean {
    return other instanceof Cidr && String(other) === String(this)
  }

  override toString(): string {
    return `${formatAddress(this.address)}/${this.prefix}`
  }
}

/** An IPv4 address in IPv6's clothes: refused, since it is read both ways. */
const isMapped = ({ bits, value }: Address) => bits === 128 && value >> 32n === 0xffffn

function parseIp(text: string): Ip {
  const address = parseAddress(text)
  if (!address)
    throw new CelError(
      `IP Address ${JSON.stringify(text)} parse error during conversion from string: ParseAddr(${JSON.stringify(text)}): unable to parse IP`,
    )
  if (isMapped(address)) throw new CelError(`IPv4-mapped IPv6 address ${JSON.stringify(text)} is not allowed`)
  return new Ip(address)
}

const succeeds = (run: () => unknown) => {
  try {
    run()
    return true
  } catch {
    // Whatever is wrong with it.
    return false
  }
}

const containsIp = (cidr: Cidr, ip: Ip) => cidr.contains(ip.address)
const containsCidr = (cidr: Cidr, other: Cidr) => other.prefix >= cidr.prefix && cidr.contains(other.address)

/** @see https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-ip-address-library */
export const addresses = declare({
  'ip(string): IP': parseIp,
  'isIP(string): bool': (text: string) => succeeds(() => parseIp(text)),
  'ip.isCanonical(string): bool': (text: string) => String(parseIp(text)) === text,
  'string(IP): string': String,
  'IP.family(): int': (ip: Ip) => (ip.address.bits === 32 ? 4n : 6n),
  'IP.isUnspecified(): bool': (ip: Ip) => ip.address.value === 0n,
  'IP.isLoopback(): bool': (ip: Ip) => ip.isIn('127.0.0.0/8', '::1/128'),
  'IP.isLinkLocalMulticast(): bool': (ip: Ip) => ip.isIn('224.0.0.0/24', 'ff02::/16'),
  'IP.isLinkLocalUnicast(): bool': (ip: Ip) => ip.isIn('169.254.0.0/16', 'fe80::/10'),
  'IP.isGlobalUnicast(): bool': (ip: Ip) =>
    ip.address.value !== 0n &&
    String(ip) !== '255.255.255.255' &&
    !ip.isIn('127.0.0.0/8', '::1/128') &&
    !ip.isIn('224.0.0.0/4', 'ff00::/8') &&
    !ip.isIn('169.254.0.0/16', 'fe80::/10'),
  'cidr(string): CIDR': (text: string) => new Cidr(text),
  'isCIDR(string): bool': (text: string) => succeeds(() => new Cidr(text)),
  'string(CIDR): string': String,
  'CIDR.ip(): IP': (cidr: Cidr) => new Ip(cidr.address),
  'CIDR.masked(): CIDR': (cidr: Cidr) => new Cidr(`${formatAddress(cidr.masked)}/${cidr.prefix}`),
  'CIDR.prefixLength(): int': (cidr: Cidr) => BigInt(cidr.prefix),
  'CIDR.containsIP(IP): bool': containsIp,
  'CIDR.containsIP(string): bool': (cidr: Cidr, ip: string) => containsIp(cidr, parseIp(ip)),
  'CIDR.containsCIDR(CIDR): bool': containsCidr,
  'CIDR.containsCIDR(string): bool': (cidr: Cidr, other: string) => containsCidr(cidr, new Cidr(other)),
})
