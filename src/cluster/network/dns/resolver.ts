import type { NetworkStack } from '../network-stack.ts'
import { exchange } from './exchange.ts'

/** What `/etc/resolv.conf` says. */
export interface ResolverConfig {
  nameservers: readonly string[]
  search: readonly string[]
  ndots: number
}

export type LookupFailure = 'not-found' | 'try-again'

/** A name that could not be resolved. */
export class LookupError extends Error {
  readonly reason: LookupFailure
  readonly host: string

  constructor(reason: LookupFailure, host: string) {
    super(reason === 'not-found' ? 'Name does not resolve' : 'Try again')
    this.name = 'LookupError'
    this.reason = reason
    this.host = host
  }
}

const ATTEMPTS = 2

export function parseResolvConf(text: string): ResolverConfig {
  const config = { nameservers: [] as string[], search: [] as string[], ndots: 1 }
  for (const line of text.split('\n')) {
    const [keyword, ...values] = line.trim().split(/\s+/)
    if (keyword === 'nameserver' && values[0]) config.nameservers.push(values[0])
    else if (keyword === 'search' || keyword === 'domain') config.search = values
    else if (keyword === 'options')
      for (const option of values) if (option.startsWith('ndots:')) config.ndots = Number(option.slice(6))
  }
  return config
}

/** The full names under which a name is tried, in order. */
export function candidates(host: string, { search, ndots }: ResolverConfig): string[] {
  if (host.endsWith('.')) return [host]
  const qualified = search.map((domain) => `${host}.${domain}.`)
  const dots = host.split('.').length - 1
  return dots >= ndots ? [`${host}.`, ...qualified] : [...qualified, `${host}.`]
}

/** Addresses from `/etc/hosts`. */
export function lookupHosts(text: string, host: string): string[] {
  return text.split('\n').flatMap((line) => {
    const [ip, ...names] = line.replace(/#.*/, '').trim().split(/\s+/)
    return ip && names.includes(host) ? [ip] : []
  })
}

/**
 * The IPv4 addresses of a host, as the C library finds them: a literal, `/etc/hosts`, then DNS along the search path.
 * @throws LookupError
 */
export async function resolveHost(
  stack: NetworkStack,
  host: string,
  files: { hosts: string; resolvConf: string },
  signal?: AbortSignal,
): Promise<string[]> {
  if (/^\d+(\.\d+){3}$/.test(host) || host.includes(':')) return [host]
  const known = lookupHosts(files.hosts, host).filter((ip) => !ip.includes(':'))
  if (known.length > 0) return known
  const config = parseResolvConf(files.resolvConf)
  let silent = config.nameservers.length === 0
  for (const name of candidates(host, config)) {
    const reply = await ask(stack, config.nameservers, name, signal)
    if (!reply) {
      silent = true
      break
    }
    const ips = reply.answers.flatMap((record) => (record.type === 'A' ? [record.address] : []))
    if (ips.length > 0) return ips
  }
  throw new LookupError(silent ? 'try-again' : 'not-found', host)
}

async function ask(stack: NetworkStack, servers: readonly string[], name: string, signal?: AbortSignal) {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    for (const server of servers) {
      const reply = await exchange(stack, server, { name, type: 'A' }, signal && { signal })
      if (reply && reply.code !== 'SERVFAIL' && reply.code !== 'REFUSED') return reply
    }
  }
  return undefined
}
