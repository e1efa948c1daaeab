import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import { checkSubdomain, regexError } from '../../../apimachinery/names.ts'
import type * as types from '../../generated/types.ts'
import { checkIp } from '../../shared/ip.ts'
import { checkName } from '../../shared/rules.ts'

const MAX_NAMESERVERS = 3
const MAX_SEARCHES = 32
const MAX_SEARCH_CHARACTERS = 2048

/** Rules of a pod's resolver; `errors` stands at `dnsConfig`. */
export function validateDnsConfig(
  config: types.PodDNSConfig | undefined,
  policy: string | undefined,
  errors: FieldErrors,
): void {
  if (policy === 'None') {
    if (!config) return errors.required('must provide `dnsConfig` when `dnsPolicy` is None')
    if (!config.nameservers?.length)
      errors.at('nameservers').required('must provide at least one DNS nameserver when `dnsPolicy` is None')
  }
  if (!config) return
  const { nameservers = [], searches = [], options = [] } = config
  if (nameservers.length > MAX_NAMESERVERS)
    errors.at('nameservers').invalid(nameservers, `must not have more than ${MAX_NAMESERVERS} nameservers`)
  for (const [index, address] of nameservers.entries()) checkName(address, checkIp, errors.at('nameservers', index))
  if (searches.length > MAX_SEARCHES)
    errors.at('searches').invalid(searches, `must not have more than ${MAX_SEARCHES} search paths`)
  if (searches.join(' ').length > MAX_SEARCH_CHARACTERS)
    errors
      .at('searches')
      .invalid(
        searches,
        `must not have more than ${MAX_SEARCH_CHARACTERS} characters (including spaces) in the search list`,
      )
  for (const [index, search] of searches.entries()) {
    const at = errors.at('searches', index)
    const trimmed = search === '.' ? search : search.replace(/\.$/, '')
    if (trimmed !== '.') for (const problem of checkSearch(trimmed)) at.invalid(search, problem)
  }
  for (const [index, { name }] of options.entries())
    if (!name) errors.at('options', index).required('must not be empty')
}

const SEARCH_PATTERN = '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*'
const SEARCH = new RegExp(`^${SEARCH_PATTERN}$`)
const SEARCH_TEXT = regexError(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-' or '.', and must start and end with an alphanumeric character",
  SEARCH_PATTERN,
  'example.com',
)

function checkSearch(value: string): string[] {
  const tooLong = value.length > 253 ? ['must be no more than 253 characters'] : []
  return SEARCH.test(value) ? tooLong : [...tooLong, SEARCH_TEXT]
}

/** Rules of additions to `/etc/hosts`; `errors` stands at `hostAliases`. */
export function validateHostAliases(aliases: readonly types.HostAlias[], errors: FieldErrors): void {
  for (const [index, { ip, hostnames = [] }] of aliases.entries()) {
    checkName(ip, checkIp, errors.at(index, 'ip'))
    for (const [at, name] of hostnames.entries()) checkName(name, checkSubdomain, errors.at(index, 'hostnames', at))
  }
}
