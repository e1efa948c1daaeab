import { declare } from '../functions.ts'
import { opaque } from '../types.ts'
import { CelError, Opaque } from '../values.ts'

/** An absolute URI or an absolute path, as Go parses requests' targets. */
class Url extends Opaque {
  readonly type = opaque('kubernetes.URL')
  readonly scheme: string
  /** With the port. */
  readonly host: string
  readonly path: string
  readonly query: string
  readonly #text: string

  constructor(text: string) {
    super()
    const match = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):(?:\/\/(?:[^@/?#]*@)?([^/?#]*))?)?([^?#]*)(?:\?([^#]*))?(#.*)?$/.exec(
      text,
    )
    const [, scheme = '', host = '', path = '', query = ''] = match ?? []
    const malformed = (what: string) =>
      new CelError(`URL parse error during conversion from string: parse ${JSON.stringify(text)}: ${what}`)
    if (text === '') throw malformed('empty url')
    // oxlint-disable-next-line no-control-regex -- what Go refuses
    if (/[\x00-\x1f\x7f]/.test(text)) throw malformed('net/url: invalid control character in URL')
    if (!match || (scheme === '' && !path.startsWith('/'))) throw malformed('invalid URI for request')
    if (/%(?![0-9a-fA-F]{2})/.test(path))
      throw malformed(`invalid URL escape ${JSON.stringify(/%.{0,2}/.exec(path)![0])}`)
    if (/\s/.test(host)) throw malformed(`invalid character ${JSON.stringify(/\s/.exec(host)![0])} in host name`)
    if (!/^(?:\[[0-9a-fA-F:.%]+\]|[^:[\]]*)(?::\d*)?$/.test(host))
      throw malformed(`invalid port ${JSON.stringify(host.slice(host.indexOf(':')))} after host`)
    this.scheme = scheme.toLowerCase()
    this.host = host
    this.path = path
    this.query = query
    this.#text = text
  }

  get hostname(): string {
    return this.host.replace(/:\d*$/, '').replace(/^\[(.*)\]$/, '$1')
  }

  get port(): string {
    return /:(\d*)$/.exec(this.host)?.[1] ?? ''
  }

  equals(other: Opaque): boolean {
    return other instanceof Url && other.#text === this.#text
  }
}

function isUrl(text: string): boolean {
  try {
    return Boolean(new Url(text))
  } catch {
    // Whatever is wrong with it.
    return false
  }
}

function queryOf(url: Url): Map<string, string[]> {
  const query = new Map<string, string[]>()
  for (const [key, value] of new URLSearchParams(url.query)) query.set(key, [...(query.get(key) ?? []), value])
  return query
}

const escapedPath = (url: Url) => encodeURI(url.path).replace(/%25([0-9a-fA-F]{2})/g, '%$1')

/** @see https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-url-library */
export const urls = declare({
  'url(string): URL': (text: string) => new Url(text),
  'isURL(string): bool': isUrl,
  'URL.getScheme(): string': (url: Url) => url.scheme,
  'URL.getHost(): string': (url: Url) => url.host,
  'URL.getHostname(): string': (url: Url) => url.hostname,
  'URL.getPort(): string': (url: Url) => url.port,
  'URL.getEscapedPath(): string': escapedPath,
  'URL.getQuery(): map<string, list<string>>': queryOf,
})
