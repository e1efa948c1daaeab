import { isFileError } from '../../machine/files/file-error.ts'
import { ConnectError } from '../../network/connection.ts'
import { LookupError } from '../../network/dns/resolver.ts'
import { HttpProtocolError } from '../../network/http/http-message.ts'
import { UnknownOption, fail, nameOf, parseArguments, type Applet } from './applet.ts'
import { CertificateError, fetchUrl } from './fetch.ts'
import { deadline } from './sockets.ts'

const DEFAULT_TIMEOUT_S = 900
const MAX_REDIRECTS = 5
const LONG = {
  quiet: 'q',
  spider: 's',
  timeout: 'T',
  'output-document': 'O',
  header: 'H',
  'post-data': 'D',
  'no-check-certificate': 'K',
  tries: 't',
  'server-response': 'S',
  'user-agent': 'U',
}

/** BusyBox' `wget [-qS] [-O FILE] [-T SECONDS] [--header X] [--post-data X] [--spider] URL` */
export const wget: Applet = async (process, argv) => {
  const headers = argv.flatMap((argument, index) => {
    const text = argument.startsWith('--header=')
      ? argument.slice(9)
      : argument === '--header'
        ? argv[index + 1]
        : undefined
    if (text === undefined) return []
    const [name = '', value = ''] = text.split(/:\s*(.*)/s)
    return [[name, value] as const]
  })
  let parsed
  try {
    parsed = parseArguments(argv.slice(1), 'qSsKcT:O:H:D:t:U:P:Y:', LONG)
  } catch (error) {
    if (error instanceof UnknownOption)
      return fail(process, argv, `unrecognized option: ${error.option.replace(/^--/, '')}`)
    throw error
  }
  const { flags, values, operands } = parsed
  if (operands.length === 0) return fail(process, argv, 'missing URL')
  const quiet = flags.has('q')
  const limit = deadline(process, Number(values.get('T') ?? DEFAULT_TIMEOUT_S) * 1000)
  const say = (text: string) => (quiet ? undefined : process.write(2, text))
  let url: URL
  try {
    const [text = ''] = operands
    url = new URL(/^[a-z]+:\/\//.test(text) ? text : `http://${text}`)
  } catch {
    return fail(process, argv, `bad address '${operands[0]}'`)
  }
  const body = values.has('D') ? new TextEncoder().encode(values.get('D')) : undefined
  try {
    for (let redirect = 0; redirect <= MAX_REDIRECTS; redirect++) {
      const { reply, connection } = await fetchUrl(process, {
        url,
        method: body ? 'POST' : flags.has('s') ? 'HEAD' : 'GET',
        headers: [
          ['User-Agent', values.get('U') ?? 'Wget'],
          ['Connection', 'close'],
          ...headers,
          ...(body ? [['Content-Type', 'application/x-www-form-urlencoded'] as const] : []),
        ],
        ...(body && { body }),
        signal: limit.signal,
        insecure: true,
        onConnect: (ip, port) => say(`Connecting to ${url.host} (${ip}:${port})\n`),
      })
      if (flags.has('S')) {
        const lines = reply.rawHeaders.map(([name, value]) => `  ${name}: ${value}\n`).join('')
        await process.write(2, `  ${reply.version} ${reply.status} ${reply.reason}\n${lines}`)
      }
      const location = reply.headers['location']
      if (reply.status >= 300 && reply.status < 400 && location) {
        url = new URL(location, url)
        connection.close()
        continue
      }
      if (reply.status >= 400)
        return await fail(process, argv, `server returned error: ${reply.version} ${reply.status} ${reply.reason}`)
      if (flags.has('s')) {
        await say('remote file exists\n')
        return 0
      }
      const target = values.get('O') ?? (nameOf([url.pathname]) || 'index.html')
      if (target !== '-') await say(`saving to '${target}'\n`)
      const output =
        target === '-' ? process.file(1) : process.files.open(target, { write: true, create: true, truncate: true })
      let size = 0
      for await (const part of reply.body) {
        size += part.length
        await output.write(part, process.signal)
      }
      connection.close()
      if (target === '-')
        await say(
          `-                    100% |********************************| ${String(size).padStart(5)}  0:00:00 ETA\nwritten to stdout\n`,
        )
      else {
        output.close()
        await say(
          `${target.padEnd(20)} 100% |********************************| ${String(size).padStart(5)}  0:00:00 ETA\n'${target}' saved\n`,
        )
      }
      return 0
    }
    return await fail(process, argv, 'too many redirections')
  } catch (error) {
    if (limit.expired()) return fail(process, argv, 'download timed out')
    if (error instanceof LookupError) return fail(process, argv, `bad address '${url.host}'`)
    if (error instanceof ConnectError)
      return fail(process, argv, `can't connect to remote host (${error.address.ip}): ${error.message}`)
    if (error instanceof CertificateError)
      return fail(process, argv, `note: TLS certificate validation not implemented`)
    if (error instanceof HttpProtocolError) return fail(process, argv, 'error getting response')
    if (isFileError(error) && error.code !== 'EPIPE')
      return fail(process, argv, `can't open '${error.path}': ${error.message}`)
    throw error
  } finally {
    limit.cancel()
  }
}
