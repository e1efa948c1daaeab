import type { ResourceType } from '../apimachinery/object.ts'

/** What a request is about; without a name the collection. */
export interface RequestTarget {
  namespace?: string | undefined
  name?: string | undefined
  subresource?: string | undefined
}

type Query = Readonly<Record<string, string | number | boolean | undefined>>

/** The path and query of a request. Parameters that are undefined or empty are left out. */
export function pathOf(
  { group, version, plural, namespaced }: ResourceType,
  { namespace, name, subresource }: RequestTarget,
  query: Query = {},
): string {
  const segments = [
    ...(group ? ['apis', group, version] : ['api', version]),
    ...(namespaced && namespace ? ['namespaces', namespace] : []),
    plural,
    ...(name ? [name] : []),
    ...(subresource ? [subresource] : []),
  ]
  const parameters = new URLSearchParams()
  for (const [key, value] of Object.entries(query))
    if (value !== undefined && value !== '') parameters.set(key, String(value))
  const path = `/${segments.map(encodeURIComponent).join('/')}`
  return parameters.size > 0 ? `${path}?${parameters}` : path
}
