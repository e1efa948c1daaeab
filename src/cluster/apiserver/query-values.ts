import { badRequest } from '../apimachinery/errors.ts'

/** A whole number of a query. @throws StatusError BadRequest */
export function parseInteger(text: string): number {
  if (!/^[+-]?\d+$/.test(text)) throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`)
  return Number(text)
}
