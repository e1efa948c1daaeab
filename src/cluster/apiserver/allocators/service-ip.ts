import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { contains, formatIp, networkOf, parseCidr, parseLegacyIp, type IpPrefix } from '../../resources/shared/ip.ts'

// Explicit choices come from the low end by convention, so that what is given out at random starts above it.
const MIN_RESERVED = 16
const MAX_RESERVED = 256
const RESERVED_SHARE = 16
const TRIES = 64

/** The addresses of Services. */
export interface ServiceIps {
  /** A free address, or `undefined` when all are taken. */
  next(): string | undefined
  /** Reports an address that cannot be had; `errors` stands at `clusterIPs`. */
  check(ip: string, shown: readonly string[], dryRun: boolean, errors: FieldErrors): void
}

/**
 * @param ranges of Service addresses, as they are now.
 * @param isTaken whether another Service has the address.
 */
export function createServiceIps(
  ranges: () => readonly string[],
  isTaken: (ip: string) => boolean,
  random: () => number,
): ServiceIps {
  const prefixes = () => ranges().map((range) => parseCidr(range)!)
  return {
    next() {
      for (const prefix of prefixes()) {
        const found = pick(prefix, isTaken, random)
        if (found) return found
      }
      return undefined
    },
    check(ip, shown, dryRun, errors) {
      const address = parseLegacyIp(ip)!
      const home = prefixes().find((prefix) => contains(prefix, address))
      if (dryRun) {
        if (home) return
        const list = prefixes().map((prefix) => `${formatIp(networkOf(prefix))}/${prefix.length}`)
        const detail = `the provided IP (${ip}) is not in the valid range. The range of valid IPs is ${list.join(',')}`
        return errors.invalid(shown, `failed to allocate IP ${ip}: ${detail}`)
      }
      if (!home || isEdge(home, address.bits))
        errors.invalid(shown, `failed to allocate IP ${ip}: the provided network does not match the current range`)
      else if (isTaken(ip)) errors.invalid(shown, `failed to allocate IP ${ip}: provided IP is already allocated`)
    },
  }
}

function sizeOf({ address, length }: IpPrefix): bigint {
  return 1n << BigInt((address.family === 4 ? 32 : 128) - length)
}

/** The first address of a range names it, the last reaches all of it. */
function isEdge(prefix: IpPrefix, bits: bigint): boolean {
  const first = networkOf(prefix).bits
  return bits === first || (prefix.address.family === 4 && bits === first + sizeOf(prefix) - 1n)
}

function pick(prefix: IpPrefix, isTaken: (ip: string) => boolean, random: () => number): string | undefined {
  const size = Number(sizeOf(prefix) > 2n ** 40n ? 2n ** 40n : sizeOf(prefix))
  const first = networkOf(prefix).bits
  const at = (offset: number) => formatIp({ family: prefix.address.family, bits: first + BigInt(offset) })
  const isFree = (offset: number) => !isEdge(prefix, first + BigInt(offset)) && !isTaken(at(offset))
  const reserved = Math.min(Math.max(MIN_RESERVED, Math.floor(size / RESERVED_SHARE)), MAX_RESERVED)
  const start = reserved < size ? reserved : 0
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const offset = start + Math.floor(random() * (size - start))
    if (isFree(offset)) return at(offset)
  }
  for (let offset = start; offset < size; offset++) if (isFree(offset)) return at(offset)
  for (let offset = 0; offset < start; offset++) if (isFree(offset)) return at(offset)
  return undefined
}
