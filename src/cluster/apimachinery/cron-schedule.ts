/** When a CronJob runs: every so often, or whenever the clock shows one of these values. */
export type CronSchedule = { everySeconds: number } | CronFields

/** The values of each field at which it is due. */
export interface CronFields {
  minutes: ReadonlySet<number>
  hours: ReadonlySet<number>
  daysOfMonth: ReadonlySet<number>
  months: ReadonlySet<number>
  /** 0 is Sunday. */
  daysOfWeek: ReadonlySet<number>
  /** Whether both kinds of days are restricted: then either suffices. */
  eitherDay: boolean
}

/** A text that is no schedule; the message is the API server's. */
export class CronError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'CronError'
  }
}

const DESCRIPTORS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

interface Bounds {
  min: number
  max: number
  names?: readonly string[]
}

const FIELDS: readonly Bounds[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12, names: MONTHS },
  { min: 0, max: 6, names: DAYS },
]

/**
 * Reads a schedule without time zone: `30 4 * * mon-fri`, `@daily`, `@every 90m`.
 * @throws CronError
 */
export function parseCronSchedule(text: string): CronSchedule {
  if (text === '') throw new CronError('empty spec string')
  if (text.startsWith('@')) return parseDescriptor(text)
  const fields = text.split(/\s+/).filter(Boolean)
  if (fields.length !== FIELDS.length)
    throw new CronError(`expected exactly ${FIELDS.length} fields, found ${fields.length}: [${fields.join(' ')}]`)
  return parseFields(fields)
}

function parseDescriptor(text: string): CronSchedule {
  const fields = DESCRIPTORS[text]
  if (fields) return parseFields(fields.split(' '))
  if (!text.startsWith('@every ')) throw new CronError(`unrecognized descriptor: ${text}`)
  try {
    const seconds = Math.trunc(parseDuration(text.slice('@every '.length)))
    return { everySeconds: Math.max(1, seconds) }
  } catch (error) {
    throw new CronError(`failed to parse duration ${text}: ${(error as Error).message}`)
  }
}

function parseFields(fields: readonly string[]): CronFields {
  const [minutes, hours, daysOfMonth, months, daysOfWeek] = fields.map((field, index) =>
    parseField(field, FIELDS[index]!),
  )
  const isAny = (field: string) => field.startsWith('*') || field.startsWith('?')
  return {
    minutes: minutes!,
    hours: hours!,
    daysOfMonth: daysOfMonth!,
    months: months!,
    daysOfWeek: daysOfWeek!,
    eitherDay: !isAny(fields[2]!) && !isAny(fields[4]!),
  }
}

function parseField(field: string, bounds: Bounds): Set<number> {
  const values = new Set<number>()
  for (const range of field.split(',').filter(Boolean)) addRange(range, bounds, values)
  return values
}

function addRange(text: string, bounds: Bounds, values: Set<number>): void {
  const parts = text.split('/')
  const ends = parts[0]!.split('-')
  let start: number
  let end: number
  if (ends[0] === '*' || ends[0] === '?') {
    start = bounds.min
    end = bounds.max
  } else {
    start = parseValue(ends[0]!, bounds)
    if (ends.length > 2) throw new CronError(`too many hyphens: ${text}`)
    end = ends.length === 2 ? parseValue(ends[1]!, bounds) : start
  }
  if (parts.length > 2) throw new CronError(`too many slashes: ${text}`)
  const step = parts.length === 2 ? parseNumber(parts[1]!) : 1
  if (parts.length === 2 && ends.length === 1) end = bounds.max
  if (start < bounds.min) throw new CronError(`beginning of range (${start}) below minimum (${bounds.min}): ${text}`)
  if (end > bounds.max) throw new CronError(`end of range (${end}) above maximum (${bounds.max}): ${text}`)
  if (start > end) throw new CronError(`beginning of range (${start}) beyond end of range (${end}): ${text}`)
  if (step === 0) throw new CronError(`step of range should be a positive number: ${text}`)
  for (let value = start; value <= end; value += step) values.add(value)
}

function parseValue(text: string, { names, min }: Bounds): number {
  const index = names?.indexOf(text.toLowerCase()) ?? -1
  return index < 0 ? parseNumber(text) : index + min
}

function parseNumber(text: string): number {
  if (!/^[+-]?\d+$/.test(text))
    throw new CronError(
      `failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`,
    )
  const value = Number(text)
  if (!Number.isSafeInteger(value))
    throw new CronError(
      `failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: value out of range`,
    )
  if (value < 0) throw new CronError(`negative number (${value}) not allowed: ${text}`)
  return value
}

const UNIT_SECONDS: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
}

/** Seconds of a duration as Go writes it: `1h30m`. @throws Error with Go's words */
function parseDuration(text: string): number {
  const quoted = JSON.stringify(text)
  const [, sign, body = ''] = /^([+-]?)(.*)$/s.exec(text)!
  if (body === '0') return 0
  if (body === '') throw new Error(`time: invalid duration ${quoted}`)
  let rest = body
  let seconds = 0
  while (rest !== '') {
    const number = /^(\d+\.?\d*|\.\d+)/.exec(rest)?.[0]
    if (number === undefined) throw new Error(`time: invalid duration ${quoted}`)
    rest = rest.slice(number.length)
    const unit = /^[^.\d]*/.exec(rest)![0]
    if (unit === '') throw new Error(`time: missing unit in duration ${quoted}`)
    const scale = UNIT_SECONDS[unit]
    if (scale === undefined) throw new Error(`time: unknown unit ${JSON.stringify(unit)} in duration ${quoted}`)
    seconds += Number(number) * scale
    rest = rest.slice(unit.length)
  }
  return sign === '-' ? -seconds : seconds
}
