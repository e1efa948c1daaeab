import type { Process, Program } from '../../machine/process/process.ts'
import type { HttpRequest, HttpResponse } from '../../network/http/http-message.ts'
import { serveHttp } from '../../network/http/http-server.ts'
import { untilSignal } from './until-signal.ts'

const VERSION = 'Apache/2.4.65 (Unix)'
const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
  txt: 'text/plain',
}

/** Apache's httpd: the files below its document root at the port that its configuration names. */
export const httpd: Program = async (process) => {
  const config = process.files.readText('/usr/local/apache2/conf/httpd.conf')
  const setting = (name: string, otherwise: string) =>
    new RegExp(`^\\s*${name}\\s+"?([^"\\n]+)"?`, 'm').exec(config)?.[1] ?? otherwise
  const root = setting('DocumentRoot', '/usr/local/apache2/htdocs')
  const stop = serveHttp(process.world.network, {
    port: Number(setting('Listen', '80').replace(/.*:/, '')),
    signal: process.signal,
    server: VERSION,
    handler: async (request) => {
      const response = answer(process, root, request)
      const size = typeof response.body === 'string' ? response.body.length : (response.body as Uint8Array).length
      await process.write(
        1,
        `${request.remote.ip} - - [${stamp(process)}] "${request.method} ${request.target} HTTP/1.1" ${response.status} ${size}\n`,
      )
      return response
    },
  })
  process.memoryBytes = 6_500_000
  const { ip } = process.world.network
  const name = `AH00558: httpd: Could not reliably determine the server's fully qualified domain name, using ${ip}. Set the 'ServerName' directive globally to suppress this message\n`
  await process.write(2, name + name)
  await notice(process, 'mpm_event', `AH00489: ${VERSION} configured -- resuming normal operations`)
  await notice(process, 'core', "AH00094: Command line: 'httpd -D FOREGROUND'")
  const signal = await untilSignal(process, 'WINCH', 'TERM', 'INT')
  const gently = signal === 'WINCH'
  await notice(
    process,
    'mpm_event',
    gently ? 'AH00492: caught SIGWINCH, shutting down gracefully' : 'AH00491: caught SIGTERM, shutting down',
  )
  stop()
  return 0
}

function answer({ files }: Process, root: string, { target }: HttpRequest): HttpResponse {
  const path = decodeURIComponent(target.split('?')[0]!)
  const isFolder = path.endsWith('/')
  const file = `${root}${path}${isFolder ? 'index.html' : ''}`
  if (path.split('/').includes('..') || files.find(file)?.kind !== 'file')
    return problem(404, 'Not Found', 'The requested URL was not found on this server.')
  const type = TYPES[file.replace(/.*\./, '')] ?? 'application/octet-stream'
  return { status: 200, headers: { 'content-type': type }, body: files.readBytes(file) }
}

function problem(status: number, title: string, text: string): HttpResponse {
  const body = `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>${status} ${title}</title>\n</head><body>\n<h1>${title}</h1>\n<p>${text}</p>\n</body></html>\n`
  return { status, headers: { 'content-type': 'text/html; charset=iso-8859-1' }, body }
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function stamp(process: Process): string {
  const time = new Date(process.clock.now())
  const day = String(time.getUTCDate()).padStart(2, '0')
  return `${day}/${MONTHS[time.getUTCMonth()]}/${time.getUTCFullYear()}:${time.toISOString().slice(11, 19)} +0000`
}

function notice(process: Process, module: string, text: string): Promise<void> | void {
  const time = new Date(process.clock.now())
  const day = `${WEEKDAYS[time.getUTCDay()]} ${MONTHS[time.getUTCMonth()]} ${String(time.getUTCDate()).padStart(2, '0')}`
  const clock = `${time.toISOString().slice(11, 23)}000`
  return process.write(2, `[${day} ${clock} ${time.getUTCFullYear()}] [${module}:notice] [pid 1:tid 1] ${text}\n`)
}
