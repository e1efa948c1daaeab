import { AwsError } from '../wire/aws-error.ts'

/** What the describe actions of Auto Scaling take. */
export interface PageInput {
  MaxRecords?: number
  NextToken?: string
}

/** One page of `items`. */
export function page<T>(
  items: readonly T[],
  { MaxRecords = 50, NextToken }: PageInput,
): { items: T[]; NextToken?: string } {
  const start = NextToken === undefined ? 0 : Number(NextToken)
  if (!Number.isInteger(start) || start < 0) throw new AwsError('InvalidNextToken', 400, 'The token is not valid.')
  const end = start + MaxRecords
  return { items: items.slice(start, end), ...(end < items.length && { NextToken: String(end) }) }
}
