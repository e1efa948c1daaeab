import { declare } from '../functions.ts'
import { compileRegex } from './regex.ts'
import { formatDouble, parseDuration, parseTimestamp } from './conversions.ts'
import {
  CelError,
  codePoints,
  Duration,
  mapSize,
  runtimeType,
  Timestamp,
  TypeValue,
  Uint,
  type MapValue,
  type Value,
} from '../values.ts'

const characters = (text: string) => BigInt(codePoints(text).length)

function toInt(value: number | bigint): bigint {
  const whole = typeof value === 'bigint' ? value : Number.isFinite(value) ? BigInt(Math.trunc(value)) : undefined
  if (whole === undefined || whole > 9_223_372_036_854_775_807n || whole < -9_223_372_036_854_775_808n)
    throw new CelError('integer overflow')
  return whole
}

function parseInteger(text: string): bigint {
  if (!/^[-+]?\d+$/.test(text)) throw new CelError(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`)
  return toInt(BigInt(text))
}

function parseUnsigned(text: string): Uint {
  if (!/^\d+$/.test(text)) throw new CelError(`strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`)
  return new Uint(BigInt(text))
}

function parseDouble(text: string): number {
  if (/^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(text)) return Number(text)
  if (/^[-+]?(inf|infinity)$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity
  if (/^nan$/i.test(text)) return NaN
  throw new CelError(`strconv.ParseFloat: parsing ${JSON.stringify(text)}: invalid syntax`)
}

function parseBool(text: string): boolean {
  if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(text)) return true
  if (['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(text)) return false
  throw new CelError(`strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`)
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new CelError('invalid UTF-8 in bytes, cannot convert to string')
  }
}

/** Minutes east of Greenwich that a zone's name stands for at a time. */
function shiftOf(time: Timestamp, zone: string): number {
  const fixed = /^([-+]?)(\d\d):(\d\d)$/.exec(zone)
  if (fixed) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3]))
  try {
    const name = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
      .formatToParts(time.date())
      .find(({ type }) => type === 'timeZoneName')!.value
    const offset = /GMT([-+])(\d\d):(\d\d)/.exec(name)
    return offset ? (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3])) : 0
  } catch {
    throw new CelError(`unknown time zone ${zone}`)
  }
}

const dayOfYear = (date: Date) =>
  Math.floor(
    (Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()) - Date.UTC(date.getUTCFullYear(), 0, 1)) /
      86_400_000,
  )

const DATE_PARTS: Readonly<Record<string, (date: Date) => number>> = {
  getFullYear: (date) => date.getUTCFullYear(),
  getMonth: (date) => date.getUTCMonth(),
  getDate: (date) => date.getUTCDate(),
  getDayOfMonth: (date) => date.getUTCDate() - 1,
  getDayOfWeek: (date) => date.getUTCDay(),
  getDayOfYear: dayOfYear,
  getHours: (date) => date.getUTCHours(),
  getMinutes: (date) => date.getUTCMinutes(),
  getSeconds: (date) => date.getUTCSeconds(),
  getMilliseconds: (date) => date.getUTCMilliseconds(),
}

const DURATION_UNITS: Readonly<Record<string, bigint>> = {
  getHours: 3_600_000_000_000n,
  getMinutes: 60_000_000_000n,
  getSeconds: 1_000_000_000n,
  getMilliseconds: 1_000_000n,
}

const dateFunctions = declare({
  ...Object.fromEntries(
    Object.entries(DATE_PARTS).flatMap(([name, part]) => [
      [`timestamp.${name}(): int`, (time: Timestamp) => BigInt(part(time.date()))],
      [
        `timestamp.${name}(string): int`,
        (time: Timestamp, zone: string) => BigInt(part(time.date(shiftOf(time, zone)))),
      ],
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(DURATION_UNITS).map(([name, unit]) => [
      `duration.${name}(): int`,
      (duration: Duration) => duration.nanos / unit,
    ]),
  ),
})

const identity = (value: Value) => value
const matches = (text: string, pattern: string) => compileRegex(pattern).test(text)

/** CEL's own functions. @see https://github.com/google/cel-spec/blob/master/doc/langdef.md#list-of-standard-definitions */
export const standard = [
  ...dateFunctions,
  ...declare({
    'size(string): int': characters,
    'size(bytes): int': (bytes: Uint8Array) => BigInt(bytes.length),
    'size(list<A>): int': (list: Value[]) => BigInt(list.length),
    'size(map<A, B>): int': (map: MapValue) => BigInt(mapSize(map)),
    'string.size(): int': characters,
    'bytes.size(): int': (bytes: Uint8Array) => BigInt(bytes.length),
    'list<A>.size(): int': (list: Value[]) => BigInt(list.length),
    'map<A, B>.size(): int': (map: MapValue) => BigInt(mapSize(map)),
    'string.contains(string): bool': (text: string, part: string) => text.includes(part),
    'string.startsWith(string): bool': (text: string, part: string) => text.startsWith(part),
    'string.endsWith(string): bool': (text: string, part: string) => text.endsWith(part),
    'matches(string, string): bool': matches,
    'string.matches(string): bool': matches,
    'type(A): type<A>': (value: Value) => new TypeValue(runtimeType(value)),
    'dyn(A): dyn': identity,
    'bool(bool): bool': identity,
    'bool(string): bool': parseBool,
    'bytes(bytes): bytes': identity,
    'bytes(string): bytes': (text: string) => new TextEncoder().encode(text),
    'double(double): double': identity,
    'double(int): double': Number,
    'double(uint): double': (value: Uint) => Number(value.value),
    'double(string): double': parseDouble,
    'int(int): int': identity,
    'int(uint): int': (value: Uint) => toInt(value.value),
    'int(double): int': toInt,
    'int(string): int': parseInteger,
    'int(timestamp): int': (time: Timestamp) => time.nanos / 1_000_000_000n,
    'int(duration): int': (duration: Duration) => duration.nanos,
    'uint(uint): uint': identity,
    'uint(int): uint': (value: bigint) => new Uint(value),
    'uint(double): uint': (value: number) => new Uint(toInt(value)),
    'uint(string): uint': parseUnsigned,
    'string(string): string': identity,
    'string(bool): string': String,
    'string(int): string': String,
    'string(uint): string': (value: Uint) => String(value.value),
    'string(double): string': formatDouble,
    'string(bytes): string': decodeUtf8,
    'string(timestamp): string': String,
    'string(duration): string': String,
    'timestamp(timestamp): timestamp': identity,
    'timestamp(string): timestamp': parseTimestamp,
    'timestamp(int): timestamp': (seconds: bigint) => new Timestamp(seconds * 1_000_000_000n),
    'duration(duration): duration': identity,
    'duration(string): duration': parseDuration,
    'duration(int): duration': (nanos: bigint) => new Duration(nanos),
  }),
]
