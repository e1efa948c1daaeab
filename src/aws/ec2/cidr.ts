/** A block of IPv4 addresses. */
export interface Cidr {
  /** First address as a number. */
  base: number
  bits: number
  size: number
}

/** Reads `10.0.0.0/16`, clearing the bits behind the prefix as AWS does; `undefined` when it is not a block. */
export function parseCidr(text: string): Cidr | undefined {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(text)
  if (!match) return undefined
  const parts = match.slice(1).map(Number)
  const bits = parts[4]!
  if (bits > 32 || parts.slice(0, 4).some((part) => part > 255)) return undefined
  const address = parts.slice(0, 4).reduce((sum, part) => sum * 256 + part, 0)
  const size = 2 ** (32 - bits)
  return { base: address - (address % size), bits, size }
}

/** `10.0.0.0` of a number. */
export const formatAddress = (address: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.')

/** The block as AWS writes it back: host bits cleared. */
export const formatCidr = ({ base, bits }: Cidr): string => `${formatAddress(base)}/${bits}`

/** Whether two blocks have an address in common. */
export const overlaps = (a: Cidr, b: Cidr): boolean => a.base < b.base + b.size && b.base < a.base + a.size

/** Whether `inner` lies within `outer`. */
export const contains = (outer: Cidr, inner: Cidr): boolean =>
  inner.base >= outer.base && inner.base + inner.size <= outer.base + outer.size
