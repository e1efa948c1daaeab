import type { Process } from '../../machine/process/process.ts'
import { spawn } from '../../machine/process/spawn.ts'
import { findCommand } from '../../machine/process/executable.ts'
import { abortable } from '../../machine/streams/devices.ts'
import { fail, parseArguments, type Applet } from './applet.ts'
import { unescapeText } from './echo.ts'
import { eachInput, linesOf, readAll } from './text-lines.ts'

const decoder = new TextDecoder()

/** All lines of the operands, or of stdin, without their ends. */
async function allLines(
  process: Process,
  argv: readonly string[],
  operands: readonly string[],
): Promise<{ lines: string[]; status: number }> {
  const lines: string[] = []
  const status = await eachInput(process, argv, operands, async (file) => {
    const text = decoder.decode(await readAll(process, file))
    if (text !== '') lines.push(...text.replace(/\n$/, '').split('\n'))
  })
  return { lines, status }
}

/** `sort [-rnufhV] [-k FIELD] [-t SEPARATOR] [FILE…]` */
export const sort: Applet = async (process, argv) => {
  const { flags, values, operands } = parseArguments(argv.slice(1), 'rnufhVbdgk:t:o:s', { unique: 'u', reverse: 'r' })
  const { lines, status } = await allLines(process, argv, operands)
  const [field = '', options = ''] = /^(\d+)(?:\.\d+)?([rnhV]*)/.exec(values.get('k') ?? '')?.slice(1) ?? []
  const has = (letter: string) => flags.has(letter) || options.includes(letter)
  const separator = values.get('t')
  const key = (line: string) => {
    if (field === '') return line
    const parts = separator === undefined ? line.trim().split(/\s+/) : line.split(separator)
    return parts.slice(Number(field) - 1).join(separator ?? ' ')
  }
  const number = (text: string) =>
    parseFloat(/^\s*-?[\d.]+/.exec(text)?.[0] ?? '0') * (has('h') ? humanFactor(text) : 1)
  const compare = (a: string, b: string) => {
    let order
    if (has('n') || has('h') || has('g')) order = number(key(a)) - number(key(b))
    else if (has('V')) order = key(a).localeCompare(key(b), 'en', { numeric: true })
    else {
      const [x, y] = has('f') ? [key(a).toUpperCase(), key(b).toUpperCase()] : [key(a), key(b)]
      order = x < y ? -1 : x > y ? 1 : 0
    }
    if (order === 0 && !flags.has('s') && !flags.has('u')) order = a < b ? -1 : a > b ? 1 : 0
    return has('r') ? -order : order
  }
  lines.sort(compare)
  const kept = flags.has('u')
    ? lines.filter((line, index) => index === 0 || compare(lines[index - 1]!, line) !== 0)
    : lines
  await process.write(1, kept.map((line) => `${line}\n`).join(''))
  return status
}

function humanFactor(text: string): number {
  return { K: 1024, M: 1024 ** 2, G: 1024 ** 3, T: 1024 ** 4 }[/[KMGT]/.exec(text)?.[0] ?? ''] ?? 1
}

/** `uniq [-cdu] [FILE]` */
export const uniq: Applet = async (process, argv) => {
  const { flags, operands } = parseArguments(argv.slice(1), 'cdui')
  const { lines, status } = await allLines(process, argv, operands.slice(0, 1))
  const runs: { line: string; count: number }[] = []
  for (const line of lines) {
    const last = runs.at(-1)
    if (last && last.line === line) last.count++
    else runs.push({ line, count: 1 })
  }
  const kept = runs.filter(({ count }) => (flags.has('d') ? count > 1 : flags.has('u') ? count === 1 : true))
  await process.write(
    1,
    kept.map(({ line, count }) => `${flags.has('c') ? `${String(count).padStart(7)} ` : ''}${line}\n`).join(''),
  )
  return status
}

/** `cut -d SEPARATOR -f LIST`, `cut -c LIST` */
export const cut: Applet = async (process, argv) => {
  const { flags, values, operands } = parseArguments(argv.slice(1), 'd:f:c:b:s')
  const list = values.get('f') ?? values.get('c') ?? values.get('b')
  if (list === undefined) return fail(process, argv, 'expected a list of bytes, characters, or fields')
  const ranges = list.split(',').map((part) => {
    const [from, to] = part.includes('-') ? part.split('-') : [part, part]
    return [Number(from || 1), to === '' ? Infinity : Number(to)] as const
  })
  const wanted = (position: number) => ranges.some(([from, to]) => position >= from && position <= to)
  const separator = values.get('d') ?? '\t'
  return eachInput(process, argv, operands, async (file) => {
    for await (const bytes of linesOf(process, file)) {
      const line = decoder.decode(bytes).replace(/\n$/, '')
      if (!values.has('f'))
        await process.write(
          1,
          `${Array.from(line)
            .filter((_, index) => wanted(index + 1))
            .join('')}\n`,
        )
      else if (line.includes(separator))
        await process.write(
          1,
          `${line
            .split(separator)
            .filter((_, index) => wanted(index + 1))
            .join(separator)}\n`,
        )
      else if (!flags.has('s')) await process.write(1, `${line}\n`)
    }
  })
}

const CLASSES: Readonly<Record<string, string>> = {
  lower: 'abcdefghijklmnopqrstuvwxyz',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  digit: '0123456789',
  space: ' \t\n\r\f\v',
  punct: '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
}

function characterSet(spec: string): string[] {
  const text = unescapeText(spec)
    .text.replaceAll('[:alpha:]', CLASSES['lower']! + CLASSES['upper']!)
    .replaceAll('[:alnum:]', CLASSES['lower']! + CLASSES['upper']! + CLASSES['digit']!)
    .replaceAll(/\[:(\w+):\]/g, (whole, name: string) => CLASSES[name] ?? whole)
  return Array.from(text.matchAll(/(.)-(.)|[\s\S]/g)).flatMap(([whole, from, to]) => {
    if (from === undefined || to === undefined) return [whole]
    const start = from.charCodeAt(0)
    return Array.from({ length: Math.max(0, to.charCodeAt(0) - start + 1) }, (_, index) =>
      String.fromCharCode(start + index),
    )
  })
}

/** `tr [-cds] SET1 [SET2]` */
export const tr: Applet = async (process, argv) => {
  const { flags, operands } = parseArguments(argv.slice(1), 'cCds')
  const [first = '', second = ''] = operands
  const from = characterSet(first)
  const to = characterSet(second)
  const complement = flags.has('c') || flags.has('C')
  const inFirst = new Set(from)
  const selected = (character: string) => inFirst.has(character) !== complement
  const squeezed = new Set(flags.has('d') || to.length > 0 ? to : from)
  let last = ''
  const stream = new TextDecoder()
  for (let chunk = await process.read(0); chunk; chunk = await process.read(0)) {
    let out = ''
    for (const character of stream.decode(chunk, { stream: true })) {
      let result = character
      if (selected(character)) {
        if (flags.has('d')) continue
        if (to.length > 0) result = complement ? to.at(-1)! : (to[from.indexOf(character)] ?? to.at(-1)!)
      }
      if (flags.has('s') && result === last && squeezed.has(result)) continue
      last = result
      out += result
    }
    await process.write(1, out)
  }
  return 0
}

export const rev: Applet = async (process, argv) => {
  const { lines, status } = await allLines(process, argv, argv.slice(1))
  await process.write(1, lines.map((line) => `${Array.from(line).reverse().join('')}\n`).join(''))
  return status
}

export const tac: Applet = async (process, argv) => {
  const { lines, status } = await allLines(process, argv, argv.slice(1))
  await process.write(
    1,
    lines
      .reverse()
      .map((line) => `${line}\n`)
      .join(''),
  )
  return status
}

export const nl: Applet = async (process, argv) => {
  const { lines, status } = await allLines(
    process,
    argv,
    argv.slice(1).filter((argument) => !argument.startsWith('-')),
  )
  let number = 0
  await process.write(
    1,
    lines.map((line) => (line === '' ? '       \n' : `${String(++number).padStart(6)}\t${line}\n`)).join(''),
  )
  return status
}

/** `xargs [-0rt] [-n COUNT] [-I MARK] [COMMAND [ARG…]]` */
export const xargs: Applet = async (process, argv) => {
  const args = argv.slice(1)
  let [mark, count, nul]: [string | undefined, number, boolean] = [undefined, Infinity, false]
  while (args[0]?.startsWith('-')) {
    const option = args.shift()!
    if (option.startsWith('-I')) mark = option.slice(2) || args.shift()
    else if (option.startsWith('-n')) count = Number(option.slice(2) || args.shift())
    else if (option === '-P') args.shift()
    else if (option.includes('0')) nul = true
  }
  const command = args.length > 0 ? args : ['echo']
  const text = decoder.decode(await readAll(process, process.file(0)))
  const items = nul
    ? text.split('\0').filter(Boolean)
    : mark === undefined
      ? text.split(/\s+/).filter(Boolean)
      : text.split('\n').filter(Boolean)
  const size = mark === undefined ? Math.min(count, Math.max(1, items.length)) : 1
  let status = 0
  for (let at = 0; at < items.length; at += size) {
    const batch = items.slice(at, at + size)
    const line =
      mark === undefined ? [...command, ...batch] : command.map((word) => word.replaceAll(mark ?? '', batch[0]!))
    const path = findCommand(process.files, line[0]!, process.env.get('PATH') ?? '')
    if (path === undefined) return fail(process, argv, `${line[0]}: No such file or directory`, 127)
    const child = await spawn(process, path, { argv: line })
    if ((await abortable(child.exited, process.signal)).code !== 0) status = 123
  }
  return status
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** `date [-u] [-d @SECONDS] [+FORMAT]` */
export const date: Applet = async (process, argv) => {
  const precision = argv.findLast((argument) => /^-I./.test(argument))?.slice(2) ?? 'date'
  const words = argv.slice(1).map((argument) => (argument.startsWith('-I') ? '-I' : argument))
  const { values, operands, flags } = parseArguments(words, 'uRd:I', { utc: 'u', date: 'd' })
  const given = values.get('d')
  const time = new Date(
    given === undefined || given === 'now'
      ? process.clock.now()
      : given.startsWith('@')
        ? Number(given.slice(1)) * 1000
        : Date.parse(given),
  )
  if (Number.isNaN(time.getTime())) return fail(process, argv, `invalid date '${given}'`)
  const format = flags.has('R')
    ? '%a, %d %b %Y %H:%M:%S +0000'
    : flags.has('I')
      ? ISO_FORMATS[precision]
      : (operands[0]?.replace(/^\+/, '') ?? '%a %b %e %H:%M:%S UTC %Y')
  if (format === undefined) return fail(process, argv, `invalid argument '${precision}' to -I`)
  await process.write(1, `${formatDate(time, format)}\n`)
  return 0
}

const ISO_FORMATS: Readonly<Record<string, string>> = {
  date: '%F',
  hours: '%FT%H+00:00',
  minutes: '%FT%H:%M+00:00',
  seconds: '%FT%T+00:00',
}

function formatDate(time: Date, format: string): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const iso = time.toISOString()
  const day = DAYS[time.getUTCDay()]!
  const month = MONTHS[time.getUTCMonth()]!
  const hour12 = ((time.getUTCHours() + 11) % 12) + 1
  const fields: Record<string, string> = {
    a: day.slice(0, 3),
    A: day,
    b: month.slice(0, 3),
    B: month,
    d: two(time.getUTCDate()),
    D: `${two(time.getUTCMonth() + 1)}/${two(time.getUTCDate())}/${iso.slice(2, 4)}`,
    e: String(time.getUTCDate()).padStart(2),
    F: iso.slice(0, 10),
    H: two(time.getUTCHours()),
    I: two(hour12),
    j: String(Math.floor((time.getTime() - Date.UTC(time.getUTCFullYear(), 0)) / 86_400_000) + 1).padStart(3, '0'),
    m: two(time.getUTCMonth() + 1),
    M: two(time.getUTCMinutes()),
    n: '\n',
    N: `${iso.slice(20, 23)}000000`,
    p: time.getUTCHours() < 12 ? 'AM' : 'PM',
    s: String(Math.floor(time.getTime() / 1000)),
    S: two(time.getUTCSeconds()),
    T: iso.slice(11, 19),
    u: String(time.getUTCDay() || 7),
    y: iso.slice(2, 4),
    Y: iso.slice(0, 4),
    z: '+0000',
    Z: 'UTC',
    '%': '%',
  }
  return format.replaceAll(/%([a-zA-Z%])/g, (whole, letter: string) => fields[letter] ?? whole)
}

/** `base64 [-d] [-w COLUMNS] [FILE]` */
export const base64: Applet = async (process, argv) => {
  const { flags, values, operands } = parseArguments(argv.slice(1), 'dw:', { decode: 'd', wrap: 'w' })
  return eachInput(process, argv, operands, async (file) => {
    const bytes = await readAll(process, file)
    if (flags.has('d')) {
      const binary = atob(decoder.decode(bytes).replaceAll(/\s/g, ''))
      await process.write(
        1,
        Uint8Array.from(binary, (character) => character.charCodeAt(0)),
      )
      return
    }
    const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    const width = Number(values.get('w') ?? 76)
    const lines = width > 0 ? (text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []) : [text]
    await process.write(1, lines.join('\n') + (width > 0 ? '\n' : ''))
  })
}
