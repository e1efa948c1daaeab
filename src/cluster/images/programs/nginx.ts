import { isFileError } from '../../machine/files/file-error.ts'
import type { Process, Program } from '../../machine/process/process.ts'
import { SIGNALS } from '../../machine/process/signals.ts'
import { fork } from '../../machine/process/spawn.ts'
import { AddressInUse } from '../../network/network-stack.ts'
import { serveHttp } from '../../network/http/http-server.ts'
import type { HttpRequest, HttpResponse } from '../../network/http/http-message.ts'
import { parseNginxConfig, serverBlocks, type Directive, type ServerBlock } from './nginx-config.ts'
import { answer } from './nginx-request.ts'
import { untilSignal } from './until-signal.ts'

/** `nginx [-c FILE] [-g DIRECTIVES] [-t] [-v] [-s SIGNAL]` */
export const nginx: Program = async (process) => {
  const { argv, files } = process
  const option = (letter: string) => (argv.includes(letter) ? argv[argv.indexOf(letter) + 1] : undefined)
  const version = `nginx/${process.env.get('NGINX_VERSION') ?? '1.29.1'}`
  if (argv.includes('-v') || argv.includes('-V')) {
    await process.write(2, `nginx version: ${version}\n`)
    return 0
  }
  if (option('-s') !== undefined) return signalMaster(process, option('-s')!)
  const path = option('-c') ?? '/etc/nginx/nginx.conf'
  const load = () => parseNginxConfig(files, path)
  const say = (level: string, text: string, pid = process.pid) =>
    process.write(2, `${stamp(process)} [${level}] ${pid}#${pid}: ${text}\n`)
  let config: Directive[]
  try {
    config = load()
  } catch (error) {
    await process.write(2, `nginx: [emerg] ${error instanceof Error ? error.message : String(error)}\n`)
    return 1
  }
  if (argv.includes('-t')) {
    await process.write(
      2,
      `nginx: the configuration file ${path} syntax is ok\nnginx: configuration file ${path} test is successful\n`,
    )
    return 0
  }
  process.title = `nginx: master process ${argv.join(' ')}`
  process.memoryBytes = 4_500_000
  let stops: (() => void)[] = []
  const worker = fork(process, { argv: ['nginx'] })
  worker.title = 'nginx: worker process'
  worker.memoryBytes = 3_000_000
  void worker.run(async (self) => {
    await untilSignal(self, 'QUIT', 'TERM')
    return 0
  })
  const listen = async () => {
    for (const [port, blocks] of byPort(serverBlocks(config))) {
      try {
        stops.push(
          serveHttp(process.world.network, {
            port,
            server: version,
            handler: (request) => handle(worker, process, blocks, request, version),
          }),
        )
      } catch (error) {
        if (!(error instanceof AddressInUse)) throw error
        await say('emerg', `bind() to 0.0.0.0:${port} failed (98: Address in use)`)
        return false
      }
    }
    return true
  }
  const stop = () => {
    for (const end of stops.splice(0)) end()
  }
  process.signal.addEventListener('abort', stop, { once: true })
  if (!(await listen())) return 1
  await writePid(process, config)
  await say('notice', 'using the "epoll" event method')
  await say('notice', version)
  await say('notice', 'start worker processes')
  const child = worker.pid
  await say('notice', `start worker process ${child}`)
  for (;;) {
    const signal = await untilSignal(process, 'QUIT', 'TERM', 'INT', 'HUP')
    if (signal === 'HUP') {
      try {
        config = load()
      } catch (error) {
        await say('emerg', error instanceof Error ? error.message : String(error))
        continue
      }
      stop()
      stops = []
      await listen()
      continue
    }
    const graceful = signal === 'QUIT'
    await say('notice', `signal ${SIGNALS[signal]} (SIG${signal}) received, ${graceful ? 'shutting down' : 'exiting'}`)
    stop()
    for (const text of [...(graceful ? ['gracefully shutting down'] : []), 'exiting', 'exit'])
      await say('notice', text, child)
    worker.end({ code: 0 })
    await say('notice', `signal ${SIGNALS.CHLD} (SIGCHLD) received from ${child}`)
    await say('notice', `worker process ${child} exited with code 0`)
    await say('notice', 'exit')
    return 0
  }
}

async function handle(
  worker: Process,
  master: Process,
  blocks: readonly ServerBlock[],
  request: HttpRequest,
  version: string,
): Promise<HttpResponse> {
  const started = master.clock.now()
  await worker.compute(0.2)
  const host = (request.headers['host'] ?? '').replace(/:\d+$/, '')
  const block =
    blocks.find(({ names }) => names.includes(host)) ?? blocks.find(({ isDefault }) => isDefault) ?? blocks[0]!
  const response = await answer(worker, block, request, version)
  const size =
    typeof response.body === 'string'
      ? new TextEncoder().encode(response.body).length
      : response.body instanceof Uint8Array
        ? response.body.length
        : 0
  const { headers } = request
  const line = `${request.remote.ip} - - [${logTime(started)}] "${request.method} ${request.target} HTTP/1.1" ${response.status} ${size} "${headers['referer'] ?? '-'}" "${headers['user-agent'] ?? '-'}" "${headers['x-forwarded-for'] ?? '-'}"\n`
  if (block.accessLog !== 'off') append(master, block.accessLog, line)
  return response
}

/** Log files are links to the descriptors of the container, unless somebody changed that. */
function append(process: Process, path: string, line: string): void {
  try {
    const file = process.files.open(path, { append: true, create: true })
    void file.write(new TextEncoder().encode(line), process.signal)
    file.close()
  } catch (error) {
    // As the real one, it goes on serving when it cannot write its log.
    if (!isFileError(error)) throw error
  }
}

function byPort(blocks: readonly ServerBlock[]): Map<number, ServerBlock[]> {
  const ports = new Map<number, ServerBlock[]>()
  for (const block of blocks) for (const port of block.ports) ports.set(port, [...(ports.get(port) ?? []), block])
  return ports
}

async function writePid(process: Process, config: readonly Directive[]): Promise<void> {
  const path = config.find(({ name }) => name === 'pid')?.args[0] ?? '/run/nginx.pid'
  try {
    process.files.writeFile(path, `${process.pid}\n`)
  } catch (error) {
    if (!isFileError(error)) throw error
    await process.write(2, `nginx: [emerg] open() "${path}" failed (${error.message})\n`)
  }
}

async function signalMaster(process: Process, signal: string): Promise<number> {
  const pid = process.files.find('/run/nginx.pid') ? Number(process.files.readText('/run/nginx.pid')) : undefined
  const master = pid === undefined ? undefined : process.namespace.get(pid)
  if (!master) {
    await process.write(2, 'nginx: [error] invalid PID number "" in "/run/nginx.pid"\n')
    return 1
  }
  await process.write(2, `${stamp(process)} [notice] ${process.pid}#${process.pid}: signal process started\n`)
  master.kill(signal === 'reload' ? 'HUP' : signal === 'quit' ? 'QUIT' : 'TERM')
  return 0
}

function stamp(process: Process): string {
  return new Date(process.clock.now()).toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ')
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `22/Nov/2026:12:00:00 +0000` */
export function logTime(timeMs: number): string {
  const time = new Date(timeMs)
  return `${String(time.getUTCDate()).padStart(2, '0')}/${MONTHS[time.getUTCMonth()]}/${time.getUTCFullYear()}:${time.toISOString().slice(11, 19)} +0000`
}
