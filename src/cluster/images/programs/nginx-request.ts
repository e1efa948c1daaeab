import { isFileError } from '../../machine/files/file-error.ts'
import type { Process } from '../../machine/process/process.ts'
import { ConnectError } from '../../network/connection.ts'
import { LookupError } from '../../network/dns/resolver.ts'
import { collect } from '../../network/http/byte-reader.ts'
import { HttpProtocolError, REASONS, type HttpRequest, type HttpResponse } from '../../network/http/http-message.ts'
import { fetchUrl } from './fetch.ts'
import type { Directive, Location, ServerBlock } from './nginx-config.ts'

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  htm: 'text/html',
  css: 'text/css',
  js: 'application/javascript',
  json: 'application/json',
  txt: 'text/plain',
  png: 'image/png',
  svg: 'image/svg+xml',
  xml: 'text/xml',
}

/** Answers one request as the server block says. */
export async function answer(
  process: Process,
  server: ServerBlock,
  request: HttpRequest,
  version: string,
): Promise<HttpResponse> {
  const path = decodeURIComponent(request.target.replace(/\?.*/s, ''))
  const location = chooseLocation(server.locations, path)
  const directives = [...(location?.directives ?? []), ...server.directives]
  const find = (name: string) => directives.find((directive) => directive.name === name)
  const own = (name: string) => (location?.directives ?? server.directives).find((directive) => directive.name === name)
  const variables = (text: string) => expand(text, process, request)
  const added = Object.fromEntries(
    directives.filter(({ name }) => name === 'add_header').map(({ args }) => [args[0]!, variables(args[1] ?? '')]),
  )
  const returned = own('return') ?? server.directives.find(({ name, file }) => name === 'return' && file !== '')
  if (returned) return withHeaders(returnResponse(returned, variables, find('default_type')?.args[0], version), added)
  const proxied = own('proxy_pass')
  if (proxied) return withHeaders(await proxy(process, server, location, proxied, directives, request, version), added)
  if (own('stub_status'))
    return {
      status: 200,
      headers: { 'Content-Type': 'text/plain' },
      body: 'Active connections: 1 \nserver accepts handled requests\n 1 1 1 \nReading: 0 Writing: 1 Waiting: 0 \n',
    }
  if (request.method !== 'GET' && request.method !== 'HEAD') return errorPage(405, version)
  return withHeaders(staticFile(process, find, location, path, version), added)
}

function chooseLocation(locations: readonly Location[], path: string): Location | undefined {
  const exact = locations.find(({ modifier, path: wanted }) => modifier === '=' && wanted === path)
  if (exact) return exact
  const prefixes = locations.filter(
    ({ modifier, path: prefix }) => (modifier === '' || modifier === '^~') && path.startsWith(prefix),
  )
  const longest = prefixes.sort((a, b) => b.path.length - a.path.length)[0]
  if (longest?.modifier === '^~') return longest
  const matching = locations.find(
    ({ modifier, path: expression }) =>
      modifier.startsWith('~') && new RegExp(expression, modifier === '~*' ? 'i' : '').test(path),
  )
  return matching ?? longest
}

function returnResponse(
  { args }: Directive,
  variables: (text: string) => string,
  type: string | undefined,
  version: string,
): HttpResponse {
  const [first = '200', text] = args
  const status = /^\d+$/.test(first) ? Number(first) : 302
  const target = /^\d+$/.test(first) ? text : first
  if (status >= 300 && status < 400)
    return {
      ...errorPage(status, version),
      headers: { 'Content-Type': 'text/html', Location: variables(target ?? '/') },
    }
  if (text === undefined) return status >= 400 ? errorPage(status, version) : { status, body: '' }
  return {
    status,
    headers: { 'Content-Type': type ?? 'application/octet-stream' },
    body: variables(text).replaceAll('\\n', '\n'),
  }
}

async function proxy(
  process: Process,
  server: ServerBlock,
  location: Location | undefined,
  { args }: Directive,
  directives: readonly Directive[],
  request: HttpRequest,
  version: string,
): Promise<HttpResponse> {
  const target = new URL(expand(args[0]!, process, request))
  const backends = server.upstreams.get(target.hostname)
  if (backends) {
    const [host = '', port] = backends[Math.floor(process.world.ids.random() * backends.length)]!.split(':')
    target.hostname = host
    if (port !== undefined) target.port = port
  }
  const keepsUri = /^https?:\/\/[^/]+$/.test(args[0]!)
  const url = new URL(
    target.origin + (keepsUri ? request.target : target.pathname + request.target.slice(location?.path.length ?? 0)),
  )
  const set = directives
    .filter(({ name }) => name === 'proxy_set_header')
    .map(({ args: [name = '', value = ''] }) => [name, expand(value, process, request)] as const)
  const passed = Object.entries(request.headers).filter(
    ([name]) => !['host', 'connection', 'content-length', 'transfer-encoding'].includes(name),
  )
  const names = new Set(set.map(([name]) => name.toLowerCase()))
  try {
    const { reply, connection } = await fetchUrl(process, {
      url,
      method: request.method,
      headers: [...passed.filter(([name]) => !names.has(name)), ...set, ['Connection', 'close']],
      ...(request.body.length > 0 && { body: request.body }),
      signal: AbortSignal.any([process.signal, request.signal]),
      insecure: true,
    })
    const body = await collect(reply.body)
    connection.close()
    const headers = Object.fromEntries(
      reply.rawHeaders.filter(
        ([name]) => !/^(connection|transfer-encoding|content-length|server|date|keep-alive)$/i.test(name),
      ),
    )
    return { status: reply.status, headers, body }
  } catch (error) {
    const known =
      error instanceof ConnectError ||
      error instanceof LookupError ||
      error instanceof HttpProtocolError ||
      isFileError(error)
    if (!known) throw error
    const timedOut = error instanceof ConnectError && error.code === 'ETIMEDOUT'
    await process.write(
      2,
      `${new Date(process.clock.now()).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ')} [error] ${process.pid}#${process.pid}: *1 connect() failed (${error.message}) while connecting to upstream, client: ${request.remote.ip}, request: "${request.method} ${request.target} HTTP/1.1", upstream: "${url.href}"\n`,
    )
    return errorPage(timedOut ? 504 : 502, version)
  }
}

function staticFile(
  process: Process,
  find: (name: string) => Directive | undefined,
  location: Location | undefined,
  path: string,
  version: string,
): HttpResponse {
  const alias = location?.directives.find(({ name }) => name === 'alias')?.args[0]
  const root = find('root')?.args[0] ?? '/etc/nginx/html'
  const toFile = (uri: string) => (alias === undefined ? root + uri : alias + uri.slice(location!.path.length))
  const candidates = find('try_files')?.args.map((text) => text.replaceAll('$uri', path)) ?? [path]
  for (const candidate of candidates) {
    if (candidate.startsWith('=')) return errorPage(Number(candidate.slice(1)), version)
    const response = readStatic(process, toFile(candidate), candidate, find, version)
    if (response.status !== 404 || candidate === candidates.at(-1)) return response
  }
  return errorPage(404, version)
}

function readStatic(
  process: Process,
  file: string,
  uri: string,
  find: (name: string) => Directive | undefined,
  version: string,
): HttpResponse {
  try {
    const { inode } = process.files.stat(file)
    if (inode.kind === 'directory') {
      if (!uri.endsWith('/'))
        return { ...errorPage(301, version), headers: { 'Content-Type': 'text/html', Location: `${uri}/` } }
      for (const index of find('index')?.args ?? ['index.html']) {
        if (process.files.find(file + index)) return readStatic(process, file + index, uri + index, find, version)
      }
      if (find('autoindex')?.args[0] === 'on')
        return { status: 200, headers: { 'Content-Type': 'text/html' }, body: listing(uri, process.files.list(file)) }
      return errorPage(403, version)
    }
    const extension = /\.(\w+)$/.exec(file)?.[1] ?? ''
    const headers = {
      'Content-Type': TYPES[extension] ?? find('default_type')?.args[0] ?? 'text/plain',
      'Last-Modified': new Date(inode.mtimeMs).toUTCString(),
      ETag: `"${Math.floor(inode.mtimeMs / 1000).toString(16)}-${(inode.kind === 'file' ? inode.size : 0).toString(16)}"`,
      'Accept-Ranges': 'bytes',
    }
    return { status: 200, headers, body: process.files.readBytes(file) }
  } catch (error) {
    if (!isFileError(error)) throw error
    return errorPage(error.code === 'EACCES' ? 403 : 404, version)
  }
}

function listing(uri: string, names: readonly string[]): string {
  const links = [...names].sort().map((name) => `<a href="${name}">${name}</a>\n`)
  return `<html>\n<head><title>Index of ${uri}</title></head>\n<body>\n<h1>Index of ${uri}</h1><hr><pre><a href="../">../</a>\n${links.join('')}</pre><hr></body>\n</html>\n`
}

function errorPage(status: number, version: string): HttpResponse {
  const title = `${status} ${REASONS[status] ?? ''}`.trim()
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>${version}</center>\r\n</body>\r\n</html>\r\n`
  return { status, headers: { 'Content-Type': 'text/html' }, body }
}

function withHeaders(response: HttpResponse, added: Record<string, string>): HttpResponse {
  return { ...response, headers: { ...response.headers, ...added } }
}

function expand(text: string, process: Process, { headers, method, target, remote }: HttpRequest): string {
  const [path, query = ''] = target.split(/\?(.*)/s)
  const known: Record<string, string> = {
    host: (headers['host'] ?? '').replace(/:\d+$/, ''),
    http_host: headers['host'] ?? '',
    hostname: process.world.hostname,
    remote_addr: remote.ip,
    remote_port: String(remote.port),
    proxy_add_x_forwarded_for: [headers['x-forwarded-for'], remote.ip].filter(Boolean).join(', '),
    request_method: method,
    request_uri: target,
    uri: path ?? '/',
    args: query,
    scheme: 'http',
    server_addr: process.world.network.ip,
    server_port: '80',
    time_iso8601: new Date(process.clock.now()).toISOString().replace(/\.\d+Z/, '+00:00'),
    date_local: new Date(process.clock.now()).toUTCString(),
  }
  return text.replaceAll(
    /\$\{?(\w+)\}?/g,
    (_whole, name: string) =>
      known[name] ?? (name.startsWith('http_') ? (headers[name.slice(5).replaceAll('_', '-')] ?? '') : ''),
  )
}
