/**
 * Amounts of resources: `500m`, `1Gi`, `1e3`. Exact, down to billionths.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export interface Quantity {
  /** The amount in billionths. */
  readonly nanos: bigint
  readonly format: QuantityFormat
  /** The text as given, where the server keeps it: see `keepsText`. */
  readonly text?: string
}

export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent'

/** A text that is no quantity; the message is the API server's. */
export class QuantityError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'QuantityError'
  }
}

const NANO = 1_000_000_000n
const MAX_INT64 = 9_223_372_036_854_775_807n
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 }
const BINARY: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 }
const DECIMAL_SUFFIXES = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E']
const BINARY_SUFFIXES = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']

const SHAPE = /^([+-]?)(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[-+]?\d*)$/
const FORMAT_WRONG = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
const SUFFIX_WRONG = "unable to parse quantity's suffix"
// Differs: the real server computes with any exponent, and so can be kept busy for minutes by one small request.
const MAX_EXPONENT = 1000

// The same few texts come again with every pod; the size bound only keeps odd clients from filling the memory.
const parsed = new Map<string, Quantity>()
const MAX_PARSED = 4096

/**
 * @param value a text, or a number as JSON carries it.
 * @throws QuantityError with the API server's words
 */
export function parseQuantity(value: string | number): Quantity {
  const text = String(value)
  let quantity = parsed.get(text)
  if (!quantity) {
    quantity = parse(text.trim())
    if (parsed.size >= MAX_PARSED) parsed.clear()
    parsed.set(text, quantity)
  }
  return quantity
}

function parse(text: string): Quantity {
  const match = text === '' ? null : SHAPE.exec(text)
  if (!match) throw new QuantityError(FORMAT_WRONG)
  const [, sign, whole = '', fraction = '', suffix = ''] = match
  const { format, exponent } = readSuffix(suffix)
  const digits = BigInt((whole + fraction).replace(/^$/, '0'))
  const base = format === 'BinarySI' ? 2n : 10n
  // Scaled by 10^fraction and by a negative power of ten; what is finer than a billionth is rounded away from zero.
  let numerator = digits * NANO
  let denominator = 10n ** BigInt(fraction.length)
  if (exponent >= 0) numerator *= base ** BigInt(exponent)
  else denominator *= base ** BigInt(-exponent)
  let nanos = (numerator + denominator - 1n) / denominator
  if (format === 'BinarySI' && nanos % NANO === 0n && nanos > MAX_INT64 * NANO) nanos = MAX_INT64 * NANO
  if (sign === '-') nanos = -nanos
  const kept = keepsText(whole, fraction, format, exponent, digits)
  return { nanos, format, ...(kept && { text }) }
}

function readSuffix(suffix: string): { format: QuantityFormat; exponent: number } {
  const binary = BINARY[suffix]
  if (binary !== undefined) return { format: 'BinarySI', exponent: binary }
  const decimal = DECIMAL[suffix]
  if (decimal !== undefined) return { format: 'DecimalSI', exponent: decimal }
  const match = /^[eE]([-+]?\d+)$/.exec(suffix)
  if (match) {
    const exponent = Number(match[1])
    if (Math.abs(exponent) <= MAX_EXPONENT) return { format: 'DecimalExponent', exponent }
  }
  throw new QuantityError(SUFFIX_WRONG)
}

/**
 * Verbatim: the server gives back the client's spelling (`+1`, `0001`, `1.500`) of a number that it can hold in 64 bits and whose digits,
 * cut off at a multiple of three places, do not end in three zeros.
 */
function keepsText(whole: string, fraction: string, format: QuantityFormat, exponent: number, digits: bigint): boolean {
  const significant = whole.replace(/^0+/, '')
  if (significant === '' || digits === 0n) return false
  if (format === 'BinarySI') {
    const roomLeft = 15 - significant.length - Math.floor(exponent * 0.3) - 1
    return fraction === '' && roomLeft >= 0 && (digits << BigInt(exponent)) % 1000n !== 0n && !isMultipleOf1024(digits)
  }
  const scale = exponent - fraction.length
  return significant.length + fraction.length <= 18 && scale % 3 === 0 && scale >= -9 && digits % 1000n !== 0n
}

const isMultipleOf1024 = (digits: bigint) => digits % 1024n === 0n

/** A quantity of whole units. */
export function quantityOf(amount: number | bigint, format: QuantityFormat = 'DecimalSI'): Quantity {
  return { nanos: BigInt(amount) * NANO, format }
}

/** A quantity of thousandths. */
export function quantityOfMilli(milli: number | bigint, format: QuantityFormat = 'DecimalSI'): Quantity {
  return { nanos: BigInt(milli) * 1_000_000n, format }
}

/** The text that the API server shows: canonical, but for spellings that it keeps. */
export function formatQuantity(quantity: Quantity): string {
  return quantity.text ?? canonical(quantity)
}

/** The canonical text of a text or number. @throws QuantityError */
export function normalizeQuantity(value: string | number): string {
  return formatQuantity(parseQuantity(value))
}

function canonical({ nanos, format }: Quantity): string {
  if (nanos === 0n) return '0'
  const sign = nanos < 0n ? '-' : ''
  const magnitude = nanos < 0n ? -nanos : nanos
  if (format === 'BinarySI' && magnitude % NANO === 0n && magnitude >= 1024n * NANO) {
    let units = magnitude / NANO
    let step = 0
    while (step < BINARY_SUFFIXES.length - 1 && units % 1024n === 0n) {
      units /= 1024n
      step++
    }
    return `${sign}${units}${BINARY_SUFFIXES[step]}`
  }
  let units = magnitude
  let exponent = -9
  const largest = format === 'DecimalExponent' ? Infinity : 18
  while (exponent < largest && units % 1000n === 0n) {
    units /= 1000n
    exponent += 3
  }
  const suffix = format === 'DecimalExponent' ? exponentSuffix(exponent) : DECIMAL_SUFFIXES[exponent / 3 + 3]
  return `${sign}${units}${suffix}`
}

const exponentSuffix = (exponent: number) => (exponent === 0 ? '' : `e${exponent}`)

/** The sum, in the format of the first that is not zero. */
export function addQuantity(a: Quantity, b: Quantity): Quantity {
  return { nanos: a.nanos + b.nanos, format: a.nanos === 0n ? b.format : a.format }
}

/** The difference, in the format of the first that is not zero. */
export function subQuantity(a: Quantity, b: Quantity): Quantity {
  return { nanos: a.nanos - b.nanos, format: a.nanos === 0n ? b.format : a.format }
}

export function compareQuantity(a: Quantity, b: Quantity): -1 | 0 | 1 {
  return a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0
}

/** Whole units, rounded up. Exact up to 2^53. */
export function quantityValue(quantity: Quantity): number {
  return Number(ceilDivide(quantity.nanos, NANO))
}

/** Thousandths, rounded up. Exact up to 2^53. */
export function quantityMilliValue(quantity: Quantity): number {
  return Number(ceilDivide(quantity.nanos, 1_000_000n))
}

/** Without what is finer than a thousandth, rounded away from zero: what the server makes of container resources. */
export function roundUpToMilli(quantity: Quantity): Quantity {
  const rest = quantity.nanos % 1_000_000n
  if (rest === 0n) return quantity
  const away = quantity.nanos > 0n ? 1_000_000n : -1_000_000n
  return { nanos: quantity.nanos - rest + away, format: quantity.format }
}

function ceilDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by
  return value > 0n && value % by !== 0n ? quotient + 1n : quotient
}
