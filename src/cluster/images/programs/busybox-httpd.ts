import { FileError, isFileError } from '../../machine/files/file-error.ts'
import type { Process } from '../../machine/process/process.ts'
import { fork } from '../../machine/process/spawn.ts'
import { REASONS, type HttpRequest, type HttpResponse } from '../../network/http/http-message.ts'
import { serveHttp } from '../../network/http/http-server.ts'
import { AddressInUse } from '../../network/network-stack.ts'
import { fail, parseArguments, type Applet } from './applet.ts'
import { untilSignal } from './until-signal.ts'

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css',
  gif: 'image/gif',
  htm: 'text/html',
  html: 'text/html',
  jpg: 'image/jpeg',
  js: 'application/javascript',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain',
}

/** `httpd [-fv] [-p [ADDRESS:]PORT] [-h HOME]`: files of a folder; in the background unless `-f`. Differs: no CGI, no passwords. */
export const busyboxHttpd: Applet = async (process, argv) => {
  const { flags, values } = parseArguments(argv.slice(1), 'fivp:h:u:c:r:')
  const home = values.get('h')
  if (home !== undefined) {
    try {
      const { inode } = process.files.stat(home)
      if (inode.kind !== 'directory') throw new FileError('ENOTDIR', home)
      process.files.cwd = process.files.absolute(home)
    } catch (error) {
      if (!isFileError(error)) throw error
      return fail(process, argv, `can't change directory to '${home}': ${error.message}`)
    }
  }
  const port = Number((values.get('p') ?? '80').replace(/.*:/, ''))
  if (process.world.network.listener('TCP', port)) return fail(process, argv, 'bind: Address already in use')
  if (flags.has('f')) return serve(process, argv, port)
  void fork(process, { argv }).run((child) => serve(child, argv, port))
  return 0
}

async function serve(process: Process, argv: readonly string[], port: number): Promise<number> {
  process.memoryBytes = 400 * 1024
  let stop: () => void
  try {
    const handler = (request: HttpRequest) => answer(process, request)
    stop = serveHttp(process.world.network, { port, signal: process.signal, handler })
  } catch (error) {
    if (error instanceof AddressInUse) return fail(process, argv, 'bind: Address already in use')
    throw error
  }
  await untilSignal(process, 'TERM', 'INT', 'HUP').finally(stop)
  return 0
}

function answer({ files }: Process, { method, target }: HttpRequest): HttpResponse {
  if (method !== 'GET' && method !== 'HEAD') return problem(501, 'The requested method is not recognized')
  const path = decodeURIComponent(target.split('?')[0]!)
  if (path.split('/').includes('..')) return problem(400, 'Unsupported method')
  const isFolder = path.endsWith('/')
  const file = `.${path}${isFolder ? 'index.html' : ''}`
  const inode = files.find(file)
  if (inode?.kind === 'directory')
    return { status: 302, headers: { Connection: 'close', 'Content-type': 'text/html', Location: `${path}/` } }
  if (inode?.kind !== 'file') return problem(404, 'The requested URL was not found')
  const type = TYPES[file.replace(/.*\./, '')]
  const seconds = Math.floor(inode.mtimeMs / 1000)
  return {
    status: 200,
    headers: {
      Connection: 'close',
      ...(type && { 'Content-type': type }),
      'Accept-Ranges': 'bytes',
      'Last-Modified': new Date(seconds * 1000).toUTCString(),
      ETag: `"${seconds.toString(16)}-${inode.size.toString(16)}"`,
    },
    body: files.readBytes(file),
  }
}

function problem(status: number, text: string): HttpResponse {
  const title = `${status} ${REASONS[status]}`
  return {
    status,
    headers: { Connection: 'close', 'Content-type': 'text/html' },
    body: `<HTML><HEAD><TITLE>${title}</TITLE></HEAD>\n<BODY><H1>${title}</H1>\n${text}\n</BODY></HTML>\n`,
  }
}
