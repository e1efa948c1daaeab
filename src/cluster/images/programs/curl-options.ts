import { isFileError } from '../../machine/files/file-error.ts'
import type { Process } from '../../machine/process/process.ts'
import { readAll } from './text-lines.ts'

/** Exit code and message as curl gives them. */
export class CurlError extends Error {
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

/** What a call of curl asks for. */
export interface Options {
  urls: string[]
  method?: string
  headers: [string, string][]
  data: string[]
  form: boolean
  output?: string
  remoteName: boolean
  silent: boolean
  showError: boolean
  failFast: boolean
  include: boolean
  head: boolean
  verbose: boolean
  follow: boolean
  insecure: boolean
  get: boolean
  authorities?: string
  maxMs?: number
  connectMs?: number
  writeOut?: string
  retries: number
  retryDelayMs: number
  retryAll: boolean
  resolve: Map<string, string>
  version?: string
}

const SHORT_WITH_VALUE = 'XHdoFmwuAebEcrY'
const LONG_NAMES: Readonly<Record<string, string>> = {
  request: 'X',
  header: 'H',
  data: 'd',
  'data-raw': 'd',
  'data-binary': 'd',
  output: 'o',
  'max-time': 'm',
  'write-out': 'w',
  user: 'u',
  'user-agent': 'A',
  silent: 's',
  'show-error': 'S',
  fail: 'f',
  'fail-with-body': 'f',
  include: 'i',
  head: 'I',
  verbose: 'v',
  location: 'L',
  insecure: 'k',
  get: 'G',
  'remote-name': 'O',
  version: 'V',
  'no-buffer': 'N',
  'no-progress-meter': 's',
  'http1.1': '1',
  'http1.0': '0',
}
const LONG_WITH_VALUE = new Set([
  'connect-timeout',
  'cacert',
  'retry',
  'retry-delay',
  'retry-max-time',
  'resolve',
  'json',
  'data-urlencode',
  'noproxy',
  'proxy',
  'cert',
  'key',
])
const LONG_PLAIN = new Set([
  'retry-all-errors',
  'retry-connrefused',
  'compressed',
  'http2',
  'ipv4',
  'progress-bar',
  'globoff',
])

export async function readOptions(process: Process, args: readonly string[]): Promise<Options> {
  const options: Options = {
    urls: [],
    headers: [],
    data: [],
    form: true,
    remoteName: false,
    silent: false,
    showError: false,
    failFast: false,
    include: false,
    head: false,
    verbose: false,
    follow: false,
    insecure: false,
    get: false,
    retries: 0,
    retryDelayMs: 0,
    retryAll: false,
    resolve: new Map(),
  }
  for (let i = 0; i < args.length; i++) {
    const argument = args[i]!
    const value = () => {
      const text = args[++i]
      if (text === undefined) throw new CurlError(2, `option ${argument}: requires parameter`)
      return text
    }
    if (argument.startsWith('--')) {
      const name = argument.slice(2)
      const letter = LONG_NAMES[name]
      if (letter) await setOption(process, options, letter, SHORT_WITH_VALUE.includes(letter) ? value() : '', name)
      else if (LONG_WITH_VALUE.has(name)) setLong(options, name, value())
      else if (name === 'retry-all-errors' || name === 'retry-connrefused') options.retryAll = true
      else if (!LONG_PLAIN.has(name)) throw new CurlError(2, `option ${argument}: is unknown`)
    } else if (argument.startsWith('-') && argument.length > 1) {
      for (let at = 1; at < argument.length; at++) {
        const letter = argument[at]!
        if (!SHORT_WITH_VALUE.includes(letter)) {
          await setOption(process, options, letter, '', argument)
          continue
        }
        await setOption(process, options, letter, argument.slice(at + 1) || value(), argument)
        break
      }
    } else options.urls.push(argument)
  }
  return options
}

async function setOption(
  process: Process,
  options: Options,
  letter: string,
  value: string,
  name: string,
): Promise<void> {
  switch (letter) {
    case 'X':
      options.method = value
      break
    case 'H': {
      const [header = '', text = ''] = value.split(/:\s*(.*)/s)
      options.headers.push([header, text])
      break
    }
    case 'd':
      options.data.push(
        value.startsWith('@') && name !== 'data-raw' ? await readFileOption(process, value.slice(1)) : value,
      )
      break
    case 'o':
      options.output = value
      break
    case 'm':
      options.maxMs = Number(value) * 1000
      break
    case 'w':
      options.writeOut = value
      break
    case 'u':
      options.headers.push(['Authorization', `Basic ${btoa(value)}`])
      break
    case 'A':
      options.headers.push(['User-Agent', value])
      break
    case 'e':
      options.headers.push(['Referer', value])
      break
    case 'b':
      options.headers.push(['Cookie', value])
      break
    case 's':
      options.silent = true
      break
    case 'S':
      options.showError = true
      break
    case 'f':
      options.failFast = true
      break
    case 'i':
      options.include = true
      break
    case 'I':
      options.head = true
      break
    case 'v':
      options.verbose = true
      break
    case 'L':
      options.follow = true
      break
    case 'k':
      options.insecure = true
      break
    case 'G':
      options.get = true
      break
    case 'O':
      options.remoteName = true
      break
    case '0':
      options.version = 'HTTP/1.0'
      break
    case 'N':
    case '1':
    case '4':
    case 'g':
    case '#':
      break
    default:
      throw new CurlError(2, `option ${name.startsWith('-') ? name : `--${name}`}: is unknown`)
  }
}

function setLong(options: Options, name: string, value: string): void {
  if (name === 'connect-timeout') options.connectMs = Number(value) * 1000
  else if (name === 'cacert') options.authorities = value
  else if (name === 'retry') options.retries = Number(value)
  else if (name === 'retry-delay') options.retryDelayMs = Number(value) * 1000
  else if (name === 'json') {
    options.data.push(value)
    options.headers.push(['Content-Type', 'application/json'], ['Accept', 'application/json'])
  } else if (name === 'data-urlencode') {
    const [key = '', text] = value.split(/=(.*)/s)
    options.data.push(text === undefined ? encodeURIComponent(key) : `${key}=${encodeURIComponent(text)}`)
  } else if (name === 'resolve') {
    const [host = '', port = '', ip = ''] = value.split(':')
    options.resolve.set(`${host}:${port}`, ip)
  }
}

async function readFileOption(process: Process, path: string): Promise<string> {
  if (path === '-') return new TextDecoder().decode(await readAll(process, process.file(0)))
  try {
    return process.files.readText(path).replaceAll(/\r?\n/g, '')
  } catch (error) {
    if (isFileError(error)) throw new CurlError(26, `Failed to open ${path}`)
    throw error
  }
}
