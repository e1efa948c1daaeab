import type { Process, Program } from '../../machine/process/process.ts'
import type { HttpRequest, HttpResponse } from '../../network/http/http-message.ts'
import { serveHttp } from '../../network/http/http-server.ts'
import { pause } from './pause.ts'
import { untilSignal } from './until-signal.ts'

type Handler = (request: HttpRequest) => Promise<HttpResponse> | HttpResponse

/** Serves until it is asked to end. */
async function serve(process: Process, port: number, handler: Handler, started?: string): Promise<number> {
  const stop = serveHttp(process.world.network, { port, signal: process.signal, handler })
  process.memoryBytes = 9_000_000
  if (started) await process.write(2, started)
  await untilSignal(process, 'TERM', 'INT')
  stop()
  return 0
}

const TEXT = { 'content-type': 'text/plain; charset=utf-8' }

const plain = (body: string, status = 200, headers: Record<string, string> = TEXT): HttpResponse => ({
  status,
  headers,
  body,
})

/** `2024/01/01 00:00:00`, as Go's log begins its lines. */
function goTime(process: Process): string {
  return new Date(process.clock.now()).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ')
}

/** The value of `-name=value`, `--name value`. */
function option({ argv }: Process, name: string, otherwise: string): string {
  for (const [index, word] of argv.entries()) {
    const [key, value] = word.replace(/^--?/, '').split(/=(.*)/s)
    if (word.startsWith('-') && key === name) return value ?? argv[index + 1] ?? otherwise
  }
  return otherwise
}

/** `hello-app` */
export const helloApp: Program = (process) => {
  const port = Number(process.env.get('PORT') ?? 8080)
  return serve(
    process,
    port,
    async ({ target }) => {
      await process.write(2, `${goTime(process)} Serving request: ${target}\n`)
      const { hostname } = process.world
      return plain(`Hello, world!\nVersion: ${process.env.get('VERSION') ?? '1.0.0'}\nHostname: ${hostname}\n`)
    },
    `${goTime(process)} Server listening on port ${port}\n`,
  )
}

/** `http-echo -text=TEXT [-listen=:PORT]` */
export const httpEcho: Program = async (process) => {
  const text = option(process, 'text', process.env.get('ECHO_TEXT') ?? '')
  if (text === '') {
    await process.write(2, 'Missing -text option!\n')
    return 127
  }
  const listen = option(process, 'listen', ':5678')
  const handler: Handler = async ({ method, target, headers, remote }) => {
    if (target === '/health') return plain('{"status":"ok"}\n', 200, { 'content-type': 'application/json' })
    const asked = `${headers['host'] ?? ''} ${remote.ip}:${remote.port} "${method} ${target} HTTP/1.1"`
    await process.write(1, `${goTime(process)} ${asked} 200 ${text.length + 1} "${headers['user-agent'] ?? ''}"\n`)
    return plain(`${text}\n`, 200, { 'X-App-Name': 'http-echo', 'X-App-Version': '1.0.0' })
  }
  const port = Number(listen.replace(/.*:/, ''))
  return serve(process, port, handler, `${goTime(process)} [INFO] server is listening on ${listen}\n`)
}

/** `whoami [--port PORT]` */
export const whoami: Program = (process) => {
  const port = Number(option(process, 'port', '80'))
  const handler: Handler = ({ method, target, headers, remote }) => {
    if (target === '/health') return plain('')
    const { hostname, network } = process.world
    const addresses = ['127.0.0.1', '::1', ...network.ips].map((ip) => `IP: ${ip}\n`).join('')
    const { host = '', ...others } = headers
    const sent = Object.entries(others)
      .map(([name, value]) => `${name.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase())}: ${value}\n`)
      .sort()
    return plain(
      `Hostname: ${hostname}\n${addresses}RemoteAddr: ${remote.ip}:${remote.port}\n${method} ${target} HTTP/1.1\nHost: ${host}\n${sent.join('')}\n`,
    )
  }
  return serve(process, port, handler, `${goTime(process)} Starting up on port ${port}\n`)
}

/** `agnhost pause|netexec|serve-hostname`: the commands that others use it for. */
export const agnhost: Program = async (process) => {
  const { hostname } = process.world
  const [, command = 'pause'] = process.argv
  if (command === 'pause') {
    await process.write(1, 'Paused\n')
    return pause(process)
  }
  if (command === 'serve-hostname') {
    const port = Number(option(process, 'port', '9376'))
    return serve(process, port, () => plain(hostname, 200, {}))
  }
  if (command === 'netexec') {
    const port = Number(option(process, 'http-port', '8080'))
    return serve(process, port, (request) => netexec(process, request), `Started HTTP server on port ${port}\n`)
  }
  await process.write(2, `Error: unknown command "${command}" for "app"\nRun 'app --help' for usage.\n`)
  return 1
}

async function netexec(process: Process, { method, target, remote }: HttpRequest): Promise<HttpResponse> {
  const { pathname, searchParams } = new URL(target, 'http://localhost')
  await process.write(2, `${goTime(process)} ${method} ${pathname}\n`)
  switch (pathname) {
    case '/':
      return plain(`NOW: ${new Date(process.clock.now()).toISOString()}`)
    case '/hostname':
    case '/hostName':
      return plain(process.world.hostname)
    case '/clientip':
      return plain(`${remote.ip}:${remote.port}`)
    case '/echo':
      return plain(searchParams.get('msg') ?? '', Number(searchParams.get('code') ?? 200))
    case '/healthz':
      return plain('')
    default:
      return plain('404 page not found\n', 404)
  }
}
