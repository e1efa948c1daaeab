import { isFileError } from '../../machine/files/file-error.ts'
import type { Process, Program } from '../../machine/process/process.ts'
import { ConnectError } from '../../network/connection.ts'
import { LookupError } from '../../network/dns/resolver.ts'
import { nameOf, parseArguments, type Applet } from './applet.ts'
import { connectAny, lookup } from './sockets.ts'
import { untilSignal } from './until-signal.ts'

const PORT = 3306
const SERVER_BYTES = 410_000_000
const INITIALIZE_MS = 3_000
/** What says that a folder holds a database. */
const MARK = 'ibdata1'

interface Server {
  name: 'mysqld' | 'mariadbd'
  socket: string
  version: string
  /** How it ends what it says of being ready. */
  edition: string
}

function serverOf({ argv, env }: Process): Server {
  if (nameOf(argv).startsWith('mysql'))
    return {
      name: 'mysqld',
      socket: '/var/run/mysqld/mysqld.sock',
      version: (env.get('MYSQL_VERSION') ?? '').replace(/-.*/, ''),
      edition: 'MySQL Community Server - GPL',
    }
  return {
    name: 'mariadbd',
    socket: '/run/mysqld/mysqld.sock',
    version: `${(env.get('MARIADB_VERSION') ?? '').replace(/^.*:|[+-].*/g, '')}-MariaDB`,
    edition: 'mariadb.org binary distribution',
  }
}

/** `mysqld [--initialize-insecure] [--datadir=FOLDER] [--port=PORT]` and `mariadbd`: accepts connections and runs no queries. */
export const mysqld: Program = async (process) => {
  const { argv, files } = process
  const server = serverOf(process)
  const option = (name: string) => argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3)
  const folder = option('datadir') ?? '/var/lib/mysql'
  const say = (level: string, code: string, text: string) => {
    const time = new Date(process.clock.now()).toISOString()
    const line =
      server.name === 'mysqld'
        ? `${time.replace('Z', '000Z')} 0 [${level}] [${code}] [Server] ${text}`
        : `${time.slice(0, 19).replace('T', ' ')} 0 [${level === 'System' ? 'Note' : level.toUpperCase()}] ${text}`
    return process.write(2, `${line}\n`)
  }
  if (argv.includes('--initialize-insecure')) return initialize(process, folder, say)
  if (!files.find(`${folder}/${MARK}`)) {
    await say('ERROR', 'MY-010119', `Aborting: ${folder} holds no database`)
    return 1
  }
  await say('System', 'MY-015015', `${server.name} Server - start.`)
  // A limit of less than this kills it, as it does the real one.
  process.memoryBytes = SERVER_BYTES
  await process.sleep(500)
  const port = Number(option('port') ?? PORT)
  const stop = process.world.network.listen('TCP', port, { accept: (connection) => connection.close() })
  process.signal.addEventListener('abort', stop, { once: true })
  const { name, version, socket, edition } = server
  await say(
    'System',
    'MY-010931',
    `/usr/sbin/${name}: ready for connections. Version: '${version}'  socket: '${socket}'  port: ${port}  ${edition}.`,
  )
  const signal = await untilSignal(process, 'TERM', 'QUIT')
  await say('System', 'MY-013172', `Received SHUTDOWN from user <via signal ${signal}>. Shutting down ${name}.`)
  stop()
  await say('System', 'MY-010910', `/usr/sbin/${name}: Shutdown complete (${name} ${version})  ${edition}.`)
  return 0
}

async function initialize(
  process: Process,
  folder: string,
  say: (level: string, code: string, text: string) => Promise<void> | void,
): Promise<number> {
  const { files } = process
  await say('System', 'MY-015017', 'MySQL Server Initialization - start.')
  try {
    files.mkdir(folder, { parents: true })
    // An empty file system's own folder is no data.
    if (files.list(folder).some((name) => name !== 'lost+found')) {
      await say('ERROR', 'MY-010457', '--initialize specified but the data directory has files in it. Aborting.')
      return 1
    }
    await process.sleep(INITIALIZE_MS)
    for (const name of ['mysql', 'performance_schema', 'sys']) files.mkdir(`${folder}/${name}`)
    files.writeFile(`${folder}/${MARK}`, '')
  } catch (error) {
    if (!isFileError(error, 'EACCES', 'EROFS', 'ENOSPC', 'EPERM')) throw error
    await say('ERROR', 'MY-013236', `The designated data directory ${folder}/ is unusable: ${error.message}.`)
    return 1
  }
  await say('System', 'MY-015018', 'MySQL Server Initialization - end.')
  return 0
}

/** @returns why there is no server, in the client library's words; `undefined` when one answers. */
async function whyUnreachable(process: Process, host: string | undefined, port: number): Promise<string | undefined> {
  const local = host === undefined || host === 'localhost'
  try {
    const ips = local ? ['127.0.0.1'] : /^[\d.]+$/.test(host) ? [host] : await lookup(process, host)
    const connection = await connectAny(process, ips, port)
    connection.close()
    return undefined
  } catch (error) {
    if (error instanceof LookupError) return `Unknown MySQL server host '${host}' (-2)`
    if (!(error instanceof ConnectError)) throw error
    if (local) return `Can't connect to local MySQL server through socket '${serverOf(process).socket}' (2)`
    return `Can't connect to MySQL server on '${host}:${port}' (111)`
  }
}

const LONG_OPTIONS = { host: 'h', port: 'P', user: 'u', password: 'p', execute: 'e', silent: 's', protocol: 'T' }

function clientOf(process: Process, argv: readonly string[]) {
  // A password stands with its option or is asked for; it is never the next word.
  const words = argv.slice(1).map((word) => (/^(-p.*|--password(=.*)?)$/.test(word) ? '-s' : word))
  const { values, operands } = parseArguments(words, 'h:P:u:e:T:s', LONG_OPTIONS)
  return { host: values.get('h') ?? process.env.get('MYSQL_HOST'), port: Number(values.get('P') ?? PORT), operands }
}

/** `mysqladmin [-h HOST] ping|status` and `mariadb-admin` */
export const mysqlAdmin: Applet = async (process, argv) => {
  const { host, port, operands } = clientOf(process, argv)
  const name = nameOf(argv)
  const unreachable = await whyUnreachable(process, host, port)
  if (unreachable) {
    const { socket } = serverOf(process)
    const text = `${name}: connect to server at '${host ?? 'localhost'}' failed\nerror: '${unreachable}'\n`
    const hint = host
      ? ''
      : `Check that ${serverOf(process).name} is running and that the socket: '${socket}' exists!\n`
    await process.write(2, text + hint)
    return 1
  }
  if (operands[0] === 'ping') {
    await process.write(1, `${serverOf(process).name} is alive\n`)
    return 0
  }
  await process.write(2, `${name}: ${operands[0] ?? 'a command'}: not simulated; there is ping\n`)
  return 1
}

/** `mysql` and `mariadb`: gets as far as the server. */
export const mysqlClient: Applet = async (process, argv) => {
  const { host, port } = clientOf(process, argv)
  const unreachable = await whyUnreachable(process, host, port)
  const product = serverOf(process).name === 'mysqld' ? 'MySQL' : 'MariaDB'
  const code = host && host !== 'localhost' ? '2003 (HY000)' : '2002 (HY000)'
  await process.write(
    2,
    unreachable
      ? `ERROR ${code}: ${unreachable}\n`
      : `ERROR 1235 (42000): This version of ${product} doesn't yet support 'queries: they are not simulated'\n`,
  )
  return 1
}
