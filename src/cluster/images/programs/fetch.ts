import { fromPem } from '#base'
import type { Process } from '../../machine/process/process.ts'
import type { Connection } from '../../network/connection.ts'
import { sendRequest } from '../../network/http/http-client.ts'
import type { HttpReply } from '../../network/http/http-message.ts'
import { connectAny, lookup } from './sockets.ts'

export interface FetchRequest {
  url: URL
  method: string
  headers: readonly (readonly [string, string])[]
  body?: Uint8Array
  signal: AbortSignal
  /** Takes any certificate. */
  insecure?: boolean
  /** PEM file with the authorities to trust. */
  authorities?: string
  /** Addresses to use instead of a lookup. */
  addresses?: readonly string[]
  /** Told before the connection is made. */
  onConnect?(ip: string, port: number): Promise<void> | void
  version?: string
}

/** The server's certificate is not to be trusted; the message says why. */
export class CertificateError extends Error {
  override name = 'CertificateError'
}

const DEFAULT_AUTHORITIES = '/etc/ssl/certs/ca-certificates.crt'

/**
 * One request over a connection of its own, which closes with the process or by `close`.
 * @throws LookupError, ConnectError, HttpProtocolError, CertificateError
 */
export async function fetchUrl(
  process: Process,
  request: FetchRequest,
): Promise<{ reply: HttpReply; connection: Connection; ip: string }> {
  const { url, signal } = request
  const tls = url.protocol === 'https:'
  const port = Number(url.port || (tls ? 443 : 80))
  const host = url.hostname.replaceAll(/[[\]]/g, '')
  const ips = request.addresses ?? (await lookup(process, host, signal))
  await request.onConnect?.(ips[0]!, port)
  const connection = await connectAny(process, ips, port, { tls, signal })
  if (tls && !request.insecure) verify(process, connection, host, request.authorities ?? DEFAULT_AUTHORITIES)
  const hasHost = request.headers.some(([name]) => name.toLowerCase() === 'host')
  const headers = hasHost ? request.headers : [['Host', url.host] as const, ...request.headers]
  const target = `${url.pathname}${url.search}`
  const { method, body, version } = request
  const reply = await sendRequest(
    connection,
    { method, target, headers, ...(body && { body }), ...(version && { version }) },
    signal,
  )
  return { reply, connection, ip: connection.remote.ip }
}

function verify(process: Process, connection: Connection, host: string, path: string): void {
  const identity = connection.tls!
  const known = process.files.find(path) ? process.files.readText(path) : ''
  const trusted = known.split(/(?=-----BEGIN)/).some((pem) => samePem(pem, identity.authority))
  if (!trusted) throw new CertificateError('unable to get local issuer certificate')
  if (!identity.names.includes(host))
    throw new CertificateError(`no alternative certificate subject name matches target host name '${host}'`)
}

function samePem(a: string, b: string): boolean {
  const body = (pem: string) => (pem.includes('-----BEGIN') ? Array.from(fromPem(pem)).join() : undefined)
  const left = body(a)
  return left !== undefined && left === body(b)
}
