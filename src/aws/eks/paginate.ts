import { eksErrors } from './errors.ts'

/** What the list actions of EKS take. */
export interface PageInput {
  maxResults?: number
  nextToken?: string
}

/** One page of `items`, 100 long by default. */
export function page<T>(
  items: readonly T[],
  { maxResults = 100, nextToken }: PageInput,
): { items: T[]; nextToken?: string } {
  const start = nextToken === undefined ? 0 : offsetOf(nextToken)
  const end = start + maxResults
  return { items: items.slice(start, end), ...(end < items.length && { nextToken: btoa(`offset:${end}`) }) }
}

function offsetOf(token: string): number {
  try {
    const match = /^offset:(\d+)$/.exec(atob(token))
    if (match) return Number(match[1])
  } catch (error) {
    // atob refuses what is not base64.
    if (!(error instanceof DOMException)) throw error
  }
  throw eksErrors.invalidParameter('Invalid pagination token')
}
