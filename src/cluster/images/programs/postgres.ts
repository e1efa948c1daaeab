import { isFileError } from '../../machine/files/file-error.ts'
import type { Process, Program } from '../../machine/process/process.ts'
import { ConnectError, type Connection } from '../../network/connection.ts'
import { LookupError } from '../../network/dns/resolver.ts'
import { ByteReader, collect } from '../../network/http/byte-reader.ts'
import { fail, nameOf, parseArguments, type Applet } from './applet.ts'
import { connectAny, lookup } from './sockets.ts'
import { untilSignal } from './until-signal.ts'

const PORT = 5432
const SOCKETS = '/var/run/postgresql'
const SSL_REQUEST = 80_877_103
/** Of the server and of the client: what is asked for exists elsewhere, and not here. */
const NOT_SIMULATED = 'queries are not simulated'

const STEPS = [
  'creating subdirectories',
  'selecting dynamic shared memory implementation ... posix\nselecting default "max_connections" ... 100\nselecting default "shared_buffers" ... 128MB\nselecting default time zone ... Etc/UTC\ncreating configuration files',
  'running bootstrap script',
  'performing post-bootstrap initialization',
  'syncing data to disk',
]

/** `initdb -D DIRECTORY`: makes the files of a database, in a directory that has none. */
export const initdb: Applet = async (process, argv) => {
  const { files } = process
  const folder = parseArguments(argv.slice(1), 'D:U:').values.get('D') ?? process.env.get('PGDATA') ?? ''
  await process.write(
    1,
    'The files belonging to this database system will be owned by user "postgres".\nThis user must also own the server process.\n\nThe database cluster will be initialized with locale "en_US.utf8".\nThe default database encoding has accordingly been set to "UTF8".\nThe default text search configuration will be set to "english".\n\nData page checksums are enabled.\n\n',
  )
  try {
    files.mkdir(folder, { parents: true, mode: 0o700 })
    const found = files.list(folder)
    if (found.length > 0) return await refuseFolder(process, folder, found)
    await process.write(1, `fixing permissions on existing directory ${folder} ... ok\n`)
    for (const name of ['base', 'global', 'pg_wal']) files.mkdir(`${folder}/${name}`, { mode: 0o700 })
    files.writeFile(
      `${folder}/postgresql.conf`,
      "listen_addresses = '*'\nmax_connections = 100\nshared_buffers = 128MB\n",
    )
    files.writeFile(`${folder}/pg_hba.conf`, 'local all all trust\nhost all all all scram-sha-256\n')
    for (const step of STEPS) {
      await process.sleep(150)
      await process.write(1, `${step} ... ok\n`)
    }
    // Last, as the mark of a database that is whole.
    files.writeFile(`${folder}/PG_VERSION`, `${process.env.get('PG_MAJOR')}\n`)
  } catch (error) {
    if (!isFileError(error, 'EACCES', 'EROFS', 'ENOSPC', 'EPERM')) throw error
    return fail(process, argv, `error: could not create directory "${folder}": ${error.message}`)
  }
  await process.write(1, '\n\nSuccess.\n')
  return 0
}

async function refuseFolder(process: Process, folder: string, found: readonly string[]): Promise<number> {
  await process.write(2, `initdb: error: directory "${folder}" exists but is not empty\n`)
  if (found.includes('lost+found'))
    await process.write(
      2,
      'initdb: detail: It contains a lost+found directory, perhaps due to it being a mount point.\ninitdb: hint: Using a mount point directly as the data directory is not recommended.\nCreate a subdirectory under the mount point.\n',
    )
  else
    await process.write(
      2,
      `initdb: hint: If you want to create a new database system, either remove or empty the directory "${folder}" or run initdb with an argument other than "${folder}".\n`,
    )
  return 1
}

/** `postgres [-D DIRECTORY] [-p PORT]`: the server. It accepts connections and says that it runs no queries. */
export const postgres: Program = async (process) => {
  const { files } = process
  const { values } = parseArguments(process.argv.slice(1), 'D:p:c:h:k:N:')
  const folder = values.get('D') ?? process.env.get('PGDATA') ?? ''
  const port = Number(values.get('p') ?? PORT)
  if (!files.find(`${folder}/postgresql.conf`))
    return fail(
      process,
      process.argv,
      `could not access the server configuration file "${folder}/postgresql.conf": No such file or directory`,
      2,
    )
  const say = (text: string, pid = process.pid) => process.write(2, `${stamp(process)} [${pid}] LOG:  ${text}\n`)
  process.memoryBytes = 32_000_000
  await say(`starting PostgreSQL ${process.env.get('PG_VERSION')} on x86_64-pc-linux-gnu, 64-bit`)
  const stop = process.world.network.listen('TCP', port, {
    accept: (connection) => void refuse(process, connection).finally(() => connection.close()),
  })
  process.signal.addEventListener('abort', stop, { once: true })
  await say(`listening on IPv4 address "0.0.0.0", port ${port}`)
  await say(`listening on IPv6 address "::", port ${port}`)
  await say(`listening on Unix socket "${SOCKETS}/.s.PGSQL.${port}"`)
  await say(`database system was shut down at ${stamp(process).replace(/\.\d+/, '')}`, process.pid + 28)
  await say('database system is ready to accept connections')
  const signal = await untilSignal(process, 'TERM', 'INT', 'QUIT')
  await say(`received ${{ TERM: 'smart', INT: 'fast', QUIT: 'immediate' }[signal as 'TERM']} shutdown request`)
  stop()
  await say('shutting down', process.pid + 26)
  await say('database system is shut down')
  return 0
}

/** `2026-01-31 12:00:00.000 UTC` */
const stamp = ({ clock }: Process) => new Date(clock.now()).toISOString().replace('T', ' ').replace('Z', ' UTC')

/** Speaks the protocol as far as a client's first words. */
async function refuse(process: Process, connection: Connection): Promise<void> {
  const reader = new ByteReader(connection, process.signal)
  const word = async () => new DataView((await collect(reader.exactly(4))).slice().buffer).getUint32(0)
  try {
    for (;;) {
      const length = await word()
      const version = await word()
      await collect(reader.exactly(Math.min(length, 10_000) - 8))
      if (version !== SSL_REQUEST) break
      await connection.write(new TextEncoder().encode('N'))
    }
  } catch {
    // A probe that only looks whether somebody listens.
    return
  }
  const fields = `SFATAL\0VFATAL\0C0A000\0M${NOT_SIMULATED}\0\0`
  const message = new Uint8Array(5 + fields.length)
  message[0] = 'E'.charCodeAt(0)
  new DataView(message.buffer).setUint32(1, 4 + fields.length)
  message.set(new TextEncoder().encode(fields), 5)
  await connection.write(message)
}

interface Target {
  host: string | undefined
  port: number
}

function targetOf(process: Process, values: ReadonlyMap<string, string>): Target {
  const host = values.get('h') ?? process.env.get('PGHOST')
  return { host, port: Number(values.get('p') ?? process.env.get('PGPORT') ?? PORT) }
}

/** @returns why there is no server, in libpq's words; `undefined` when one answers. */
async function whyUnreachable(process: Process, { host, port }: Target): Promise<string | undefined> {
  try {
    const local = host === undefined || host === 'localhost'
    const ips = local ? ['127.0.0.1'] : /^[\d.]+$/.test(host) ? [host] : await lookup(process, host)
    const connection = await connectAny(process, ips, port)
    connection.close()
    return undefined
  } catch (error) {
    if (error instanceof LookupError)
      return `could not translate host name "${host}" to address: Name or service not known`
    if (!(error instanceof ConnectError)) throw error
    if (host === undefined)
      return `connection to server on socket "${SOCKETS}/.s.PGSQL.${port}" failed: No such file or directory\n\tIs the server running locally and accepting connections on that socket?`
    return `connection to server at "${host}" (${error.address.ip}), port ${port} failed: ${error.message}\n\tIs the server running on that host and accepting TCP/IP connections?`
  }
}

const CLIENT_OPTIONS = 'h:p:U:d:t:c:f:wWqAtX'
const LONG_OPTIONS = { host: 'h', port: 'p', username: 'U', dbname: 'd', timeout: 't', command: 'c', quiet: 'q' }

/** `pg_isready [-h HOST] [-p PORT]` */
export const pgIsReady: Applet = async (process, argv) => {
  const { values, flags } = parseArguments(argv.slice(1), 'h:p:U:d:t:q', LONG_OPTIONS)
  const target = targetOf(process, values)
  const unreachable = await whyUnreachable(process, target)
  const place = `${target.host ?? SOCKETS}:${target.port}`
  if (!flags.has('q')) await process.write(1, `${place} - ${unreachable ? 'no response' : 'accepting connections'}\n`)
  return unreachable ? 2 : 0
}

/** `psql`: gets as far as the server. */
export const psql: Applet = async (process, argv) => {
  const { values } = parseArguments(argv.slice(1), CLIENT_OPTIONS, LONG_OPTIONS)
  const target = targetOf(process, values)
  const unreachable = await whyUnreachable(process, target)
  const place = target.host
    ? `at "${target.host}", port ${target.port}`
    : `on socket "${SOCKETS}/.s.PGSQL.${target.port}"`
  await process.write(
    2,
    `${nameOf(argv)}: error: ${unreachable ?? `connection to server ${place} failed: FATAL:  ${NOT_SIMULATED}`}\n`,
  )
  return 2
}
