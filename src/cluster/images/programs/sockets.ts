import type { Process } from '../../machine/process/process.ts'
import { ConnectError, type Connection } from '../../network/connection.ts'
import { resolveHost } from '../../network/dns/resolver.ts'

/** The addresses of a host as the process' C library finds them. @throws LookupError */
export function lookup(process: Process, host: string, signal: AbortSignal = process.signal): Promise<string[]> {
  const read = (path: string) => (process.files.find(path) ? process.files.readText(path) : '')
  const files = { hosts: read('/etc/hosts'), resolvConf: read('/etc/resolv.conf') }
  return resolveHost(process.world.network, host, files, signal)
}

/** Connects to the first address that answers. @throws ConnectError */
export async function connectAny(
  process: Process,
  ips: readonly string[],
  port: number,
  options: { tls?: boolean; signal?: AbortSignal; transport?: 'TCP' | 'SCTP' } = {},
): Promise<Connection> {
  const { network: stack } = process.world
  let failure: ConnectError | undefined
  for (const ip of ips) {
    try {
      return await stack.network.connect(stack, { ip, port }, { ...options, signal: options.signal ?? process.signal })
    } catch (error) {
      if (!(error instanceof ConnectError)) throw error
      failure = error
    }
  }
  throw failure ?? new ConnectError('EHOSTUNREACH', { ip: '0.0.0.0', port })
}

/** A signal that aborts with the process, or after `ms` with `Timeout`. */
export function deadline(
  process: Process,
  ms: number | undefined,
): { signal: AbortSignal; expired: () => boolean; cancel: () => void } {
  if (ms === undefined) return { signal: process.signal, expired: () => false, cancel: () => undefined }
  const limit = new AbortController()
  const timer = process.clock.setTimeout(() => limit.abort(new Timeout()), ms)
  return {
    signal: AbortSignal.any([process.signal, limit.signal]),
    expired: () => limit.signal.aborted,
    cancel: () => timer.cancel(),
  }
}

/** Took longer than allowed. */
export class Timeout extends Error {
  override name = 'Timeout'
}
