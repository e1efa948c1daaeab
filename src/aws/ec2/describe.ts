import { ec2Errors } from './errors.ts'
import { lookUp } from '../dictionary.ts'
import { matchesWildcard } from '../iam/policy/wildcard.ts'
import type { AwsError } from '../wire/aws-error.ts'
import type { Tag } from '../tags.ts'

/** A filter as the client sends it. */
export interface Filter {
  Name?: string
  Values?: string[]
}

/** What most describe actions take. */
export interface DescribeInput {
  Filters?: Filter[]
  MaxResults?: number
  NextToken?: string
}

type FilterValue = string | number | boolean | undefined

/** Values that an object has for each filter name. */
export type FilterFields<T> = Readonly<Record<string, (item: T) => FilterValue | readonly FilterValue[]>>

interface DescribeSpec<T> {
  items: readonly T[]
  /** Ids that were asked for. */
  ids?: readonly string[] | undefined
  idOf(item: T): string
  notFound(...ids: string[]): AwsError
  fields: FilterFields<T>
  tagsOf(item: T): readonly Tag[]
}

/** The objects that a describe action asks for, page by page.
 *  @throws AwsError for unknown ids, filters and tokens. */
export function describe<T>(input: DescribeInput, spec: DescribeSpec<T>): { items: T[]; NextToken?: string } {
  let { items } = spec
  if (spec.ids && spec.ids.length > 0) {
    const byId = new Map(items.map((item) => [spec.idOf(item), item]))
    const missing = spec.ids.filter((id) => !byId.has(id))
    if (missing.length > 0) throw spec.notFound(...missing)
    const wanted = new Set(spec.ids)
    items = items.filter((item) => wanted.has(spec.idOf(item)))
  }
  return paginate(applyFilters(items, input.Filters, spec), input)
}

/** Filters are joined by and, their values by or; `*` and `?` are wildcards. */
export function applyFilters<T>(
  items: readonly T[],
  filters: readonly Filter[] | undefined,
  { fields, tagsOf }: Pick<DescribeSpec<T>, 'fields' | 'tagsOf'>,
): T[] {
  const tests = (filters ?? []).map(({ Name = '', Values }) => {
    if (!Values || Values.length === 0) throw ec2Errors.missing('Filter.Value')
    const valuesOf = valuesFor(Name, fields, tagsOf)
    return (item: T) => {
      const actual = [valuesOf(item)].flat().filter((value) => value !== undefined)
      return actual.some((value) => Values.some((wanted) => matchesWildcard(wanted, String(value))))
    }
  })
  return items.filter((item) => tests.every((test) => test(item)))
}

function valuesFor<T>(name: string, fields: FilterFields<T>, tagsOf: (item: T) => readonly Tag[]) {
  if (name.startsWith('tag:')) return (item: T) => tagsOf(item).find((tag) => tag.Key === name.slice(4))?.Value
  if (name === 'tag-key') return (item: T) => tagsOf(item).map((tag) => tag.Key)
  if (name === 'tag-value') return (item: T) => tagsOf(item).map((tag) => tag.Value)
  const field = lookUp(fields, name)
  if (!field) throw ec2Errors.invalidFilter(name)
  return field
}

/** One page of `items`. */
export function paginate<T>(
  items: readonly T[],
  { MaxResults, NextToken }: DescribeInput,
): { items: T[]; NextToken?: string } {
  const start = NextToken === undefined ? 0 : offsetOf(NextToken)
  const end = MaxResults === undefined ? items.length : start + MaxResults
  return { items: items.slice(start, end), ...(end < items.length && { NextToken: btoa(`offset:${end}`) }) }
}

function offsetOf(token: string): number {
  try {
    const match = /^offset:(\d+)$/.exec(atob(token))
    if (match) return Number(match[1])
  } catch (error) {
    // atob refuses what is not base64; so does EC2, in its own words.
    if (!(error instanceof DOMException)) throw error
  }
  throw ec2Errors.invalidToken()
}
