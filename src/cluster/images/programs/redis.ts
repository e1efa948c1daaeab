import type { Process, Program } from '../../machine/process/process.ts'
import { ConnectError, type Connection } from '../../network/connection.ts'
import { LookupError } from '../../network/dns/resolver.ts'
import { ByteReader, collect } from '../../network/http/byte-reader.ts'
import { RedisStatus, RedisStore, type RedisReply } from './redis-store.ts'
import { connectAny, lookup } from './sockets.ts'
import { untilSignal } from './until-signal.ts'

const PORT = 6379
const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** `redis-server [--port PORT] [--requirepass PASSWORD]`: keys in memory, gone with the container. */
export const redisServer: Program = async (process) => {
  const store = new RedisStore(() => process.clock.now())
  const port = Number(option(process.argv, '--port') ?? PORT)
  const password = option(process.argv, '--requirepass')
  const stop = process.world.network.listen('TCP', port, {
    accept: (connection) => void converse(process, connection, store, password).finally(() => connection.close()),
  })
  process.signal.addEventListener('abort', stop, { once: true })
  process.memoryBytes = 8_000_000
  const say = (mark: string, text: string) => {
    const time = new Date(process.clock.now())
    const month = time.toLocaleString('en-US', { month: 'short', timeZone: 'UTC' })
    const day = `${String(time.getUTCDate()).padStart(2, '0')} ${month} ${time.getUTCFullYear()}`
    return process.write(1, `1:${mark} ${day} ${time.toISOString().slice(11, 23)} ${text}\n`)
  }
  await say('C', '* oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo')
  await say('M', `* Running mode=standalone, port=${port}.`)
  await say('M', '* Server initialized')
  await say('M', '* Ready to accept connections tcp')
  const signal = await untilSignal(process, 'TERM', 'INT')
  await say(
    'signal-handler',
    `(${Math.floor(process.clock.now() / 1000)}) Received SIG${signal} scheduling shutdown...`,
  )
  await say('M', '# User requested shutdown...')
  await say('M', '# Redis is now ready to exit, bye bye...')
  stop()
  return 0
}

async function converse(
  process: Process,
  connection: Connection,
  store: RedisStore,
  password: string | undefined,
): Promise<void> {
  const reader = new ByteReader(connection, process.signal)
  let trusted = password === undefined
  for (;;) {
    const words = await readCommand(reader).catch(() => undefined)
    if (!words) return
    const auth = words[0]?.toLowerCase() === 'auth'
    if (auth) trusted = words.at(-1) === password
    const reply = auth
      ? trusted
        ? new RedisStatus('OK')
        : new Error('WRONGPASS invalid username-password pair or user is disabled.')
      : trusted
        ? store.run(words)
        : new Error('NOAUTH Authentication required.')
    await connection.write(encoder.encode(encode(reply)))
  }
}

/** A command as clients send it (an array of strings), or as people type it. */
async function readCommand(reader: ByteReader): Promise<string[] | undefined> {
  const line = await reader.line()
  if (line === undefined) return undefined
  if (!line.startsWith('*')) return line.split(' ').filter(Boolean)
  const words: string[] = []
  for (let left = Number(line.slice(1)); left > 0; left--) {
    const size = Number((await reader.line())?.slice(1))
    words.push(decoder.decode(await collect(reader.exactly(size))))
    await reader.line()
  }
  return words
}

function encode(reply: RedisReply): string {
  if (reply === null) return '$-1\r\n'
  if (reply instanceof RedisStatus) return `+${reply.text}\r\n`
  if (reply instanceof Error) return `-${reply.message}\r\n`
  if (typeof reply === 'number') return `:${reply}\r\n`
  if (typeof reply === 'string') return `$${encoder.encode(reply).length}\r\n${reply}\r\n`
  return `*${reply.length}\r\n${reply.map(encode).join('')}`
}

async function decode(reader: ByteReader): Promise<RedisReply> {
  const line = (await reader.line()) ?? '-ERR Server closed the connection'
  const rest = line.slice(1)
  switch (line[0]) {
    case '+':
      return new RedisStatus(rest)
    case '-':
      return new Error(rest)
    case ':':
      return Number(rest)
    case '*': {
      const replies: RedisReply[] = []
      for (let left = Number(rest); left > 0; left--) replies.push(await decode(reader))
      return replies
    }
    default: {
      if (rest === '-1') return null
      const text = decoder.decode(await collect(reader.exactly(Number(rest))))
      await reader.line()
      return text
    }
  }
}

/** `redis-cli [-h HOST] [-p PORT] [-a PASSWORD] [COMMAND…]`; without a command it reads them from standard input. */
export const redisCli: Program = async (process) => {
  const { argv } = process
  const host = option(argv, '-h') ?? '127.0.0.1'
  const port = Number(option(argv, '-p') ?? PORT)
  const password = option(argv, '-a') ?? process.env.get('REDISCLI_AUTH')
  let at = 1
  while (argv[at]?.startsWith('-')) at += ['-h', '-p', '-a', '-n'].includes(argv[at]!) ? 2 : 1
  const command = argv.slice(at)
  const human = process.file(1).terminal !== undefined
  try {
    const ips = /^[\d.]+$/.test(host) ? [host] : await lookup(process, host)
    const connection = await connectAny(process, ips, port)
    const reader = new ByteReader(connection, process.signal)
    const ask = async (words: readonly string[]) => {
      await connection.write(encoder.encode(encode([...words])))
      return decode(reader)
    }
    if (password !== undefined) await ask(['AUTH', password])
    const commands = command.length > 0 ? [command] : (await readInput(process)).map((line) => line.split(/\s+/))
    let status = 0
    for (const words of commands) {
      const reply = await ask(words)
      if (reply instanceof Error) status = 1
      await process.write(1, `${human ? forPeople(reply) : forPrograms(reply)}\n`)
    }
    connection.close()
    return command.length > 0 ? status : 0
  } catch (error) {
    const known = error instanceof ConnectError || error instanceof LookupError
    if (!known) throw error
    const reason = error instanceof LookupError ? 'Name or service not known' : error.message
    await process.write(2, `Could not connect to Redis at ${host}:${port}: ${reason}\n`)
    return 1
  }
}

async function readInput(process: Process): Promise<string[]> {
  let text = ''
  for (let chunk = await process.read(0); chunk; chunk = await process.read(0)) text += decoder.decode(chunk)
  return text.split('\n').filter(Boolean)
}

function forPrograms(reply: RedisReply): string {
  if (reply === null) return ''
  if (reply instanceof RedisStatus) return reply.text
  if (reply instanceof Error) return `${reply.message}\n`
  return Array.isArray(reply) ? reply.map(forPrograms).join('\n') : String(reply)
}

function forPeople(reply: RedisReply): string {
  if (reply === null) return '(nil)'
  if (reply instanceof RedisStatus) return reply.text
  if (reply instanceof Error) return `(error) ${reply.message}`
  if (typeof reply === 'number') return `(integer) ${reply}`
  if (typeof reply === 'string') return JSON.stringify(reply)
  if (reply.length === 0) return '(empty array)'
  return reply.map((part, index) => `${index + 1}) ${forPeople(part)}`).join('\n')
}

function option(argv: readonly string[], name: string): string | undefined {
  const at = argv.indexOf(name)
  return at < 0 ? undefined : argv[at + 1]
}
