import { iamErrors } from './errors.ts'

/** What IAM's list actions take. */
export interface PageInput {
  Marker?: string
  MaxItems?: number
}

/** One page of `items`, with IAM's members for the next one. */
export function page<T>(
  items: readonly T[],
  { Marker, MaxItems = 100 }: PageInput,
): { items: T[]; IsTruncated: boolean; Marker?: string } {
  const start = Marker === undefined ? 0 : Number(Marker)
  if (!Number.isInteger(start) || start < 0) throw iamErrors.validation(`Invalid Marker: ${Marker}`)
  const end = start + MaxItems
  return {
    items: items.slice(start, end),
    IsTruncated: end < items.length,
    ...(end < items.length && { Marker: String(end) }),
  }
}

/** Sorted as IAM lists things: by name, without regard to case. */
export const byName = <T>(items: readonly T[], nameOf: (item: T) => string): T[] =>
  [...items].sort((a, b) => (nameOf(a).toLowerCase() < nameOf(b).toLowerCase() ? -1 : 1))
