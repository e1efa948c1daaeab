/** An address as a number, with its family. */
export interface IpAddress {
  family: 4 | 6
  bits: bigint
}

/** An address range: `10.0.0.0/8`. */
export interface IpPrefix {
  address: IpAddress
  length: number
}

const WIDTH = { 4: 32, 6: 128 } as const

/** Reads an address; `undefined` if it is none. IPv4 octets may have no leading zeros: see `parseLegacyIp`. */
export function parseIp(text: string): IpAddress | undefined {
  if (!text.includes(':')) return parseIpv4(text)
  const groups = expandIpv6(text)
  if (!groups) return undefined
  let bits = 0n
  for (const group of groups) {
    if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return undefined
    bits = (bits << 16n) | BigInt(`0x${group}`)
  }
  return { family: 6, bits }
}

/** Reads an address as old fields take it, with leading zeros: `010.0.0.1` is 10.0.0.1. */
export function parseLegacyIp(text: string): IpAddress | undefined {
  return parseIp(
    text.replace(/(^|[.:])0+(?=\d{1,3}(\.|$))/g, (zeros, before: string, ...rest) => {
      const whole = rest.at(-1) as string
      return whole.includes('.') ? before : zeros
    }),
  )
}

function parseIpv4(text: string): IpAddress | undefined {
  const octets = text.split('.')
  if (octets.length !== 4) return undefined
  let bits = 0n
  for (const octet of octets) {
    if (!/^(0|[1-9]\d{0,2})$/.test(octet) || Number(octet) > 255) return undefined
    bits = (bits << 8n) | BigInt(octet)
  }
  return { family: 4, bits }
}

/** The eight groups of an IPv6 address. */
function expandIpv6(text: string): string[] | undefined {
  let head = text
  const lastColon = text.lastIndexOf(':')
  if (text.includes('.', lastColon)) {
    const embedded = parseIpv4(text.slice(lastColon + 1))
    if (!embedded) return undefined
    const [high, low] = [embedded.bits >> 16n, embedded.bits & 0xffffn]
    head = `${text.slice(0, lastColon + 1)}${high.toString(16)}:${low.toString(16)}`
  }
  const halves = head.split('::')
  if (halves.length > 2) return undefined
  const [left, right] = halves.map((half) => (half === '' ? [] : half.split(':')))
  if (!right) return left!.length === 8 ? left : undefined
  const missing = 8 - left!.length - right.length
  return missing < 1 ? undefined : [...left!, ...Array.from({ length: missing }, () => '0'), ...right]
}

/** Reads `address/length` as old fields take it; bits behind the length are kept. `undefined` if it is none. */
export function parseCidr(text: string): IpPrefix | undefined {
  const slash = text.indexOf('/')
  if (slash < 0) return undefined
  const address = parseLegacyIp(text.slice(0, slash))
  const lengthText = text.slice(slash + 1)
  if (!address || !/^(0|[1-9]\d{0,2})$/.test(lengthText)) return undefined
  const length = Number(lengthText)
  return length > WIDTH[address.family] ? undefined : { address, length }
}

/** The first address of a range. */
export function networkOf({ address, length }: IpPrefix): IpAddress {
  const shift = BigInt(WIDTH[address.family] - length)
  return { family: address.family, bits: (address.bits >> shift) << shift }
}

/** Whether an address lies in a range. */
export function contains(prefix: IpPrefix, address: IpAddress): boolean {
  return (
    address.family === prefix.address.family &&
    networkOf({ address, length: prefix.length }).bits === networkOf(prefix).bits
  )
}

/** The canonical text: RFC 5952 for IPv6. */
export function formatIp({ family, bits }: IpAddress): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 255n).join('.')
  const groups = Array.from({ length: 8 }, (_, i) => ((bits >> BigInt(112 - 16 * i)) & 0xffffn).toString(16))
  if (bits >> 32n === 0xffffn) return `::ffff:${formatIp({ family: 4, bits: bits & 0xffff_ffffn })}`
  const zeros = longestZeros(groups)
  if (zeros.length < 2) return groups.join(':')
  return `${groups.slice(0, zeros.start).join(':')}::${groups.slice(zeros.start + zeros.length).join(':')}`
}

function longestZeros(groups: readonly string[]): { start: number; length: number } {
  let best = { start: 0, length: 0 }
  for (let start = 0; start < groups.length; start++) {
    let length = 0
    while (groups[start + length] === '0') length++
    if (length > best.length) best = { start, length }
  }
  return best
}

/** The canonical text of a range. */
export function formatCidr(prefix: IpPrefix): string {
  return `${formatIp(networkOf(prefix))}/${prefix.length}`
}

const IP_TEXT = 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'
const CIDR_TEXT = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'

/** What is wrong with an address in an old field. */
export function checkIp(value: string): string[] {
  return parseLegacyIp(value) ? [] : [IP_TEXT]
}

/** Whether it is an IPv4 address in the clothes of IPv6: `::ffff:1.2.3.4`. */
const isMapped = ({ family, bits }: IpAddress) => family === 6 && bits >> 32n === 0xffffn

/** What to warn of in an address of an old field. */
export function ipWarnings(path: string, value: string): string[] {
  const address = parseLegacyIp(value)
  if (!address) return []
  const mapped = isMapped(address)
  const canonical = formatIp(mapped ? { family: 4, bits: address.bits & 0xffff_ffffn } : address)
  if (canonical === value) return []
  if (!parseIp(value) || mapped || (address.family === 6 && canonical.includes('.')))
    return [
      `${path}: non-standard IP address ${JSON.stringify(value)} will be considered invalid in a future Kubernetes release: use ${JSON.stringify(canonical)}`,
    ]
  return [
    `${path}: IPv6 address ${JSON.stringify(value)} should be in RFC 5952 canonical format (${JSON.stringify(canonical)})`,
  ]
}

/** What to warn of in a range of an old field. */
export function cidrWarnings(path: string, value: string): string[] {
  const prefix = parseCidr(value)
  if (!prefix) return []
  const canonical = formatCidr(prefix)
  if (canonical === value) return []
  const quoted = JSON.stringify(value)
  const strict = parseIp(value.slice(0, value.indexOf('/')))
  if (!strict)
    return [
      `${path}: non-standard CIDR value ${quoted} will be considered invalid in a future Kubernetes release: use ${JSON.stringify(canonical)}`,
    ]
  if (networkOf(prefix).bits !== prefix.address.bits) {
    const single = `${formatIp(prefix.address)}/${WIDTH[prefix.address.family]}`
    return [
      `${path}: CIDR value ${quoted} is ambiguous in this context (should be ${JSON.stringify(canonical)} or ${JSON.stringify(single)}?)`,
    ]
  }
  return [`${path}: IPv6 CIDR value ${quoted} should be in RFC 5952 canonical format (${JSON.stringify(canonical)})`]
}

/** What is wrong with a range. */
export function checkCidr(value: string): string[] {
  return parseCidr(value) ? [] : [CIDR_TEXT]
}

/** What is wrong with a range in a field of a newer kind, which takes one spelling only. */
export function checkStrictCidr(value: string): string[] {
  const prefix = parseCidr(value)
  if (!prefix) return [CIDR_TEXT]
  if (!parseIp(value.slice(0, value.indexOf('/')))) return ['must not have leading 0s in IP']
  if (networkOf(prefix).bits !== prefix.address.bits) return ['must not have bits set beyond the prefix length']
  const canonical = formatCidr(prefix)
  return canonical === value ? [] : [`must be in canonical form (${JSON.stringify(canonical)})`]
}

/** Names of IPAddress objects: addresses in canonical form. */
export function checkIpAddressName(value: string): string[] {
  const address = parseIp(value)
  if (!address) return [parseLegacyIp(value) ? 'must not have leading 0s' : IP_TEXT]
  if (isMapped(address)) return ['must not be an IPv4-mapped IPv6 address']
  const canonical = formatIp(address)
  return canonical === value ? [] : [`must be in canonical form (${JSON.stringify(canonical)})`]
}
