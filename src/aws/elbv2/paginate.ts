import { elbv2Errors } from './errors.ts'

/** What the describe actions of Elastic Load Balancing take. */
export interface PageInput {
  Marker?: string
  PageSize?: number
}

/** One page of `items`. */
export function page<T>(
  items: readonly T[],
  { Marker, PageSize = 400 }: PageInput,
): { items: T[]; NextMarker?: string } {
  const start = Marker === undefined ? 0 : Number(Marker)
  if (!Number.isInteger(start) || start < 0) throw elbv2Errors.validation(`The marker '${Marker}' is not valid`)
  const end = start + PageSize
  return { items: items.slice(start, end), ...(end < items.length && { NextMarker: String(end) }) }
}
