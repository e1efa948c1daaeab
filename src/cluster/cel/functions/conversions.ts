import { CelError, Duration, Timestamp } from '../values.ts'

const RFC_3339 = /^(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|z|[-+]\d\d:\d\d)$/

/** @throws CelError for what is no RFC 3339 time. */
export function parseTimestamp(text: string): Timestamp {
  const match = RFC_3339.exec(text)
  const millis = match ? Date.parse(`${match[1]}T${match[2]}${match[4]!.toUpperCase()}`) : NaN
  if (Number.isNaN(millis))
    throw new CelError(
      `parsing time ${JSON.stringify(text)} as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(text)} as "2006"`,
    )
  return new Timestamp(BigInt(millis) * 1_000_000n + BigInt((match![3] ?? '').padEnd(9, '0')))
}

const UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
}

/** As Go's `time.ParseDuration`: `1h30m`, `-1.5s`. @throws CelError */
export function parseDuration(text: string): Duration {
  const match = /^([-+]?)((?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|ms|s|m|h))+|0)$/.exec(text)
  if (!match) throw new CelError(`time: invalid duration ${JSON.stringify(text)}`)
  let nanos = 0n
  for (const [, amount, unit] of match[2]!.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|ms|s|m|h)/g)) {
    const [whole, fraction = ''] = amount!.split('.')
    const scale = BigInt(UNITS[unit!]!)
    nanos += BigInt(whole || '0') * scale
    if (fraction !== '') nanos += (BigInt(fraction) * scale) / 10n ** BigInt(fraction.length)
  }
  return new Duration(match[1] === '-' ? -nanos : nanos)
}

/** As Go prints a float. */
export function formatDouble(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  const text = String(value)
  const exponent = /^(-?[\d.]+)e([-+])(\d+)$/.exec(text)
  return exponent ? `${exponent[1]}e${exponent[2]}${exponent[3]!.padStart(2, '0')}` : text
}
