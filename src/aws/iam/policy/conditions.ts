import { lookUp } from '../../dictionary.ts'
import { matchesWildcard } from './wildcard.ts'
import type { Statement } from './document.ts'

/** Facts about a request that conditions may ask for; names in lower case. */
export type ConditionContext = ReadonlyMap<string, readonly string[]>

type Test = (actual: string, wanted: string) => boolean

const number =
  (compare: (a: number, b: number) => boolean): Test =>
  (actual, wanted) =>
    compare(Number(actual), Number(wanted))
const date =
  (compare: (a: number, b: number) => boolean): Test =>
  (actual, wanted) =>
    compare(Date.parse(actual), Date.parse(wanted))
const less = (a: number, b: number) => a < b
const atMost = (a: number, b: number) => a <= b
const more = (a: number, b: number) => a > b
const atLeast = (a: number, b: number) => a >= b
const same = (a: number, b: number) => a === b
const like: Test = (actual, wanted) => matchesWildcard(wanted, actual)

const TESTS: Readonly<Record<string, Test>> = {
  StringEquals: (actual, wanted) => actual === wanted,
  StringEqualsIgnoreCase: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  StringLike: like,
  ArnEquals: like,
  ArnLike: like,
  Bool: (actual, wanted) => actual.toLowerCase() === wanted.toLowerCase(),
  BinaryEquals: (actual, wanted) => actual === wanted,
  NumericEquals: number(same),
  NumericLessThan: number(less),
  NumericLessThanEquals: number(atMost),
  NumericGreaterThan: number(more),
  NumericGreaterThanEquals: number(atLeast),
  DateEquals: date(same),
  DateLessThan: date(less),
  DateLessThanEquals: date(atMost),
  DateGreaterThan: date(more),
  DateGreaterThanEquals: date(atLeast),
  IpAddress: inRange,
}

const NEGATED: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
  NotIpAddress: 'IpAddress',
}

/** Whether all conditions of a statement hold: operators and keys by and, values by or. */
export function conditionsHold(conditions: Statement['conditions'], context: ConditionContext): boolean {
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holds(operator, context.get(key.toLowerCase()), wanted)),
  )
}

function holds(operator: string, actual: readonly string[] | undefined, wanted: readonly string[]): boolean {
  const parts = operator.split(':')
  const set = parts.length > 1 ? parts[0] : undefined
  const ifExists = parts.at(-1)!.endsWith('IfExists')
  const name = parts.at(-1)!.replace(/IfExists$/, '')
  if (name === 'Null') return (actual === undefined) === (wanted[0] === 'true')
  const negated = lookUp(NEGATED, name)
  const test = lookUp(TESTS, negated ?? name)
  if (!test) return false
  if (actual === undefined) return ifExists || set === 'ForAllValues' || negated !== undefined
  const matchesOne = (value: string) => wanted.some((want) => test(value, want)) !== (negated !== undefined)
  return set === 'ForAllValues' ? actual.every(matchesOne) : actual.some(matchesOne)
}

function inRange(address: string, range: string): boolean {
  const [base, bits = '32'] = range.split('/')
  const mask = Number(bits) === 0 ? 0 : (~0 << (32 - Number(bits))) >>> 0
  return (toNumber(address) & mask) >>> 0 === (toNumber(base!) & mask) >>> 0
}

const toNumber = (address: string) => address.split('.').reduce((sum, part) => ((sum << 8) | Number(part)) >>> 0, 0)
