/** What a path and a method ask for, in the words of RBAC. @see k8s.io/apiserver pkg/endpoints/request */
export interface RequestInfo {
  isResource: boolean
  /** `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, `deletecollection`; the lower-case method for other paths. */
  verb: string
  path: string
  group: string
  version: string
  namespace: string
  resource: string
  subresource: string
  name: string
  /** Whether the name was taken from a field selector, so that the path has none. */
  nameFromSelector: boolean
  /** Path segments after `proxy`. */
  rest: string
}

const VERB_OF: Readonly<Record<string, string>> = {
  POST: 'create',
  GET: 'get',
  HEAD: 'get',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
}

/** @param query parsed, for `watch` and `fieldSelector`. */
export function parseRequestInfo(method: string, path: string, query: URLSearchParams): RequestInfo {
  const info: RequestInfo = {
    isResource: false,
    verb: method.toLowerCase(),
    path,
    group: '',
    version: '',
    namespace: '',
    resource: '',
    subresource: '',
    name: '',
    nameFromSelector: false,
    rest: '',
  }
  // Slashes around a path do not matter for what is asked; a doubled one within it is no path of the API.
  const trimmed = path.replace(/^\/+|\/+$/g, '')
  if (trimmed.includes('//')) return info
  const parts = trimmed.split('/')
  const core = parts[0] === 'api'
  if (!core && parts[0] !== 'apis') return info
  if (parts.length < (core ? 3 : 4)) return info

  let rest = parts.slice(core ? 1 : 2)
  if (!core) info.group = parts[1]!
  info.version = rest[0]!
  rest = rest.slice(1).map(decode)
  info.isResource = true
  info.verb = VERB_OF[method] ?? method.toLowerCase()

  let watchPath = false
  if ((rest[0] === 'watch' || rest[0] === 'proxy') && rest.length > 1) {
    watchPath = rest[0] === 'watch'
    rest = rest.slice(1)
  }
  if (rest[0] === 'namespaces' && rest.length > 1) {
    info.namespace = rest[1]!
    // `namespaces/x`, `namespaces/x/status` and `namespaces/x/finalize` are about the namespace itself.
    if (rest.length > 2 && rest[2] !== 'status' && rest[2] !== 'finalize') rest = rest.slice(2)
  }
  info.resource = rest[0] ?? ''
  info.name = rest[1] ?? ''
  info.subresource = rest[2] ?? ''
  info.rest = rest.slice(3).join('/')

  if (info.name === '' && info.verb === 'get') info.verb = isTrue(query.get('watch')) ? 'watch' : 'list'
  if (info.name === '' && info.verb === 'delete') info.verb = 'deletecollection'
  if (watchPath) info.verb = 'watch'
  // A watch or list of one name is authorized as access to that name.
  if ((info.verb === 'list' || info.verb === 'watch') && info.name === '') {
    const match = /(?:^|,)metadata\.name==?([^,]+)/.exec(query.get('fieldSelector') ?? '')
    if (match) {
      info.name = match[1]!
      info.nameFromSelector = true
    }
  }
  return info
}

/** As Go's `strconv.ParseBool` with the leniency of query parameters: anything but false words is true. */
export function isTrue(value: string | null): boolean {
  return value !== null && value !== 'false' && value !== '0'
}

function decode(part: string): string {
  if (!part.includes('%')) return part
  try {
    return decodeURIComponent(part)
  } catch {
    // A stray percent sign stands for itself.
    return part
  }
}
