import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { contains, parseCidr, parseLegacyIp, type IpPrefix } from './ip.ts'

const ranges = (...texts: string[]): IpPrefix[] => texts.map((text) => parseCidr(text)!)
const LOOPBACK = ranges('127.0.0.0/8', '::1/128')
const LINK_LOCAL = ranges('169.254.0.0/16', 'fe80::/10')
const LINK_LOCAL_MULTICAST = ranges('224.0.0.0/24', 'ff02::/16')

/** Addresses that mean something else on each machine cannot be an endpoint; `errors` stands at the address. */
export function validateSpecialIp(text: string, errors: FieldErrors): void {
  const address = parseLegacyIp(text)
  if (!address) return errors.invalid(text, 'must be a valid IP address')
  const within = (list: readonly IpPrefix[]) => list.some((prefix) => contains(prefix, address))
  if (address.bits === 0n) errors.invalid(text, `may not be unspecified (${text})`)
  if (within(LOOPBACK)) errors.invalid(text, 'may not be in the loopback range (127.0.0.0/8, ::1/128)')
  if (within(LINK_LOCAL)) errors.invalid(text, 'may not be in the link-local range (169.254.0.0/16, fe80::/10)')
  if (within(LINK_LOCAL_MULTICAST))
    errors.invalid(text, 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)')
}
