import { isFileError } from '../../machine/files/file-error.ts'
import type { Process } from '../../machine/process/process.ts'
import { ConnectError } from '../../network/connection.ts'
import { LookupError } from '../../network/dns/resolver.ts'
import { HttpProtocolError, type HttpReply } from '../../network/http/http-message.ts'
import { nameOf, type Applet } from './applet.ts'
import { CurlError, readOptions, type Options } from './curl-options.ts'
import { CertificateError, fetchUrl } from './fetch.ts'
import { deadline } from './sockets.ts'

const VERSION = '8.14.1'
const MAX_REDIRECTS = 50
const DEFAULT_CONNECT_MS = 300_000

/** `curl [OPTION…] URL…` */
export const curl: Applet = async (process, argv) => {
  let options: Options
  try {
    options = await readOptions(process, argv.slice(1))
  } catch (error) {
    if (!(error instanceof CurlError)) throw error
    await process.write(2, `curl: ${error.message}\ncurl: try 'curl --help' for more information\n`)
    return error.code
  }
  if (options.urls.length === 0) {
    await process.write(
      2,
      "curl: (2) no URL specified\ncurl: try 'curl --help' or 'curl --manual' for more information\n",
    )
    return 2
  }
  let code = 0
  for (const url of options.urls) code = await transfer(process, options, url)
  return code
}

async function transfer(process: Process, options: Options, text: string): Promise<number> {
  for (let attempt = 0; ; attempt++) {
    try {
      await once(process, options, text)
      return 0
    } catch (error) {
      if (!(error instanceof CurlError)) throw error
      if (!options.silent || options.showError) await process.write(2, `curl: (${error.code}) ${error.message}\n`)
      const transient = options.retryAll || error.code === 28
      if (attempt >= options.retries || !transient) return error.code
      await process.sleep(options.retryDelayMs || 1000 * 2 ** attempt)
    }
  }
}

async function once(process: Process, options: Options, text: string): Promise<void> {
  let url: URL
  try {
    url = new URL(/^[a-z]+:\/\//i.test(text) ? text : `http://${text}`)
  } catch {
    throw new CurlError(3, 'URL rejected: Malformed input to a URL function')
  }
  const startedMs = process.clock.now()
  const limit = deadline(process, options.maxMs ?? DEFAULT_CONNECT_MS)
  const connecting = deadline(process, options.connectMs)
  const elapsed = () => Math.round(process.clock.now() - startedMs)
  const body = options.data.length > 0 && !options.get ? new TextEncoder().encode(options.data.join('&')) : undefined
  if (options.get && options.data.length > 0)
    url.search = [url.search.slice(1), ...options.data].filter(Boolean).join('&')
  let port = 0
  try {
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
      if (url.protocol !== 'http:' && url.protocol !== 'https:')
        throw new CurlError(1, `Protocol "${url.protocol.slice(0, -1)}" not supported`)
      const method = options.method ?? (options.head ? 'HEAD' : body ? 'POST' : 'GET')
      const headers = requestHeaders(options, url, body !== undefined)
      const fixed = options.resolve.get(`${url.hostname}:${port}`)
      const { reply, connection, ip } = await fetchUrl(process, {
        url,
        method,
        headers,
        ...(body && { body }),
        ...(fixed && { addresses: [fixed] }),
        ...(options.authorities && { authorities: options.authorities }),
        ...(options.version && { version: options.version }),
        insecure: options.insecure,
        signal: AbortSignal.any([limit.signal, connecting.signal]),
        onConnect: async (address) => {
          if (options.verbose) await process.write(2, `*   Trying ${address}:${port}...\n`)
        },
      })
      connecting.cancel()
      if (options.verbose) await trace(process, url, ip, port, method, headers, reply)
      const location = reply.headers['location']
      if (options.follow && location && reply.status >= 300 && reply.status < 400) {
        url = new URL(location, url)
        connection.close()
        continue
      }
      const size = await receive(process, options, url, reply)
      connection.close()
      if (options.writeOut !== undefined)
        await process.write(1, formatWriteOut(options.writeOut, { reply, ip, port, url, size, elapsedMs: elapsed() }))
      if (options.failFast && reply.status >= 400)
        throw new CurlError(22, `The requested URL returned error: ${reply.status}`)
      return
    }
    throw new CurlError(47, `Maximum (${MAX_REDIRECTS}) redirects followed`)
  } catch (error) {
    const failure = translate(error, {
      expired: limit.expired() || connecting.expired(),
      host: url.hostname,
      port,
      elapsedMs: elapsed(),
    })
    if (options.writeOut !== undefined && failure.code !== 22)
      await process.write(1, formatWriteOut(options.writeOut, { url, port, size: 0, elapsedMs: elapsed() }))
    throw failure
  } finally {
    limit.cancel()
    connecting.cancel()
  }
}

function translate(
  error: unknown,
  { expired, host, port, elapsedMs }: { expired: boolean; host: string; port: number; elapsedMs: number },
): CurlError {
  if (error instanceof CurlError) return error
  if (expired) return new CurlError(28, `Connection timed out after ${elapsedMs} milliseconds`)
  if (error instanceof LookupError) return new CurlError(6, `Could not resolve host: ${host}`)
  if (error instanceof ConnectError) {
    if (error.code === 'ECONNRESET')
      return new CurlError(35, 'TLS connect error: error:0A0000C6:SSL routines::packet length too long')
    const reason = error.code === 'ETIMEDOUT' ? 'Connection timed out' : 'Could not connect to server'
    return new CurlError(
      error.code === 'ETIMEDOUT' ? 28 : 7,
      `Failed to connect to ${host} port ${port} after ${elapsedMs} ms: ${reason}`,
    )
  }
  if (error instanceof CertificateError) return new CurlError(60, `SSL certificate problem: ${error.message}`)
  if (error instanceof HttpProtocolError)
    return error.message === 'empty reply'
      ? new CurlError(52, 'Empty reply from server')
      : new CurlError(1, 'Received HTTP/0.9 when not allowed')
  if (isFileError(error) && error.code === 'EPIPE') return new CurlError(56, 'Recv failure: Connection reset by peer')
  throw error
}

function requestHeaders({ headers, form }: Options, url: URL, hasBody: boolean): [string, string][] {
  const given = new Set(headers.map(([name]) => name.toLowerCase()))
  const standard: [string, string][] = [
    ['Host', url.host],
    ['User-Agent', `curl/${VERSION}`],
    ['Accept', '*/*'],
    ...(hasBody && form ? [['Content-Type', 'application/x-www-form-urlencoded'] as [string, string]] : []),
  ]
  return [
    ...standard.filter(([name]) => !given.has(name.toLowerCase())),
    ...headers.filter(([, value]) => value !== ''),
  ]
}

async function receive(process: Process, options: Options, url: URL, reply: HttpReply): Promise<number> {
  const toFile = options.remoteName ? nameOf([url.pathname]) : options.output
  const output =
    toFile === undefined || toFile === '-'
      ? process.file(1)
      : process.files.open(toFile, { write: true, create: true, truncate: true })
  const write = (chunk: Uint8Array | string) =>
    output.write(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk, process.signal)
  if (options.include || options.head)
    await write(
      `${reply.version} ${reply.status} ${reply.reason}\r\n${reply.rawHeaders.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
    )
  let size = 0
  if (!(options.failFast && reply.status >= 400))
    for await (const part of reply.body) {
      size += part.length
      await write(part)
    }
  if (output !== process.file(1)) output.close()
  return size
}

async function trace(
  process: Process,
  url: URL,
  ip: string,
  port: number,
  method: string,
  headers: readonly [string, string][],
  reply: HttpReply,
): Promise<void> {
  const sent = headers.map(([name, value]) => `> ${name}: ${value}\n`).join('')
  const received = reply.rawHeaders.map(([name, value]) => `< ${name}: ${value}\n`).join('')
  await process.write(
    2,
    `* Connected to ${url.hostname} (${ip}) port ${port}\n> ${method} ${url.pathname}${url.search} ${reply.version}\n${sent}> \n* Request completely sent off\n< ${reply.version} ${reply.status} ${reply.reason}\n${received}< \n`,
  )
}

function formatWriteOut(
  format: string,
  {
    reply,
    ip = '',
    port,
    url,
    size,
    elapsedMs,
  }: { reply?: HttpReply; ip?: string; port: number; url: URL; size: number; elapsedMs: number },
): string {
  const values: Record<string, string> = {
    http_code: String(reply?.status ?? 0).padStart(3, '0'),
    response_code: String(reply?.status ?? 0).padStart(3, '0'),
    remote_ip: ip,
    remote_port: String(port),
    url_effective: url.href,
    size_download: String(size),
    time_total: (elapsedMs / 1000).toFixed(6),
    time_connect: '0.000300',
    content_type: reply?.headers['content-type'] ?? '',
  }
  return format
    .replaceAll(/%\{(\w+)\}/g, (_whole, name: string) => values[name] ?? '')
    .replaceAll('\\n', '\n')
    .replaceAll('\\t', '\t')
}
