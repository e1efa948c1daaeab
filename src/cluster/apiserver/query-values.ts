import { badRequest } from '../apimachinery/errors.ts'

/** A query as Go reads it: pairs with malformed escapes or semicolons do not count. */
export function parseQuery(text: string): URLSearchParams {
  const sound = /[%;]/.test(text) ? text.split('&').filter(isSound).join('&') : text
  return new URLSearchParams(sound)
}

const isSound = (pair: string) => !pair.includes(';') && !/%(?![0-9a-f]{2})/i.test(pair)

/** A whole number of a query. @throws StatusError BadRequest */
export function parseInteger(text: string): number {
  if (!/^[+-]?\d+$/.test(text)) throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`)
  const value = BigInt(text.replace('+', ''))
  if (BigInt.asIntN(64, value) !== value)
    throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: value out of range`)
  return Number(value)
}
