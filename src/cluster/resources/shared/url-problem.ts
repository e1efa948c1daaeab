/**
 * What is wrong with the text of a URL, in the words of Go's `url.Parse`; `undefined` for a good one. Nearly every text
 * is: what has no scheme and no host is a relative path.
 */
export function urlProblem(text: string): string | undefined {
  // oxlint-disable-next-line no-control-regex -- no URL has them
  if (/[\u0000-\u001f\u007f]/.test(text)) return 'net/url: invalid control character in URL'
  const [beforeFragment = '', fragment = ''] = splitAt(text, '#')
  if (beforeFragment.startsWith(':')) return 'missing protocol scheme'
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(beforeFragment)?.[0] ?? ''
  const [rest = ''] = splitAt(beforeFragment.slice(scheme.length), '?')
  if (scheme !== '' && !rest.startsWith('/')) return badEscape(fragment)
  if (scheme === '' && rest.split('/', 1)[0]!.includes(':')) return 'first path segment in URL cannot contain colon'
  if (!rest.startsWith('//')) return badEscape(rest) ?? badEscape(fragment)
  const slash = rest.indexOf('/', 2)
  const authority = rest.slice(2, slash < 0 ? undefined : slash)
  const path = slash < 0 ? '' : rest.slice(slash)
  return hostProblem(authority.slice(authority.lastIndexOf('@') + 1)) ?? badEscape(path) ?? badEscape(fragment)
}

function splitAt(text: string, mark: string): string[] {
  const at = text.indexOf(mark)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

function hostProblem(host: string): string | undefined {
  const end = host.lastIndexOf(']')
  if (host.startsWith('[') && end < 0) return "missing ']' in host"
  const port = host.startsWith('[')
    ? host.slice(end + 1)
    : host.slice(host.includes(':') ? host.lastIndexOf(':') : host.length)
  if (port !== '' && !/^:\d*$/.test(port)) return `invalid port ${JSON.stringify(port)} after host`
  const strange = /[^-\w.~!$&'()*+,;=:[\]<>"%\u0080-\uffff]/.exec(host)?.[0]
  return badEscape(host) ?? (strange && `invalid character ${JSON.stringify(strange)} in host name`)
}

function badEscape(text: string): string | undefined {
  const escape = /%(?![0-9a-fA-F]{2}).{0,2}/.exec(text)?.[0]
  return escape && `invalid URL escape ${JSON.stringify(escape)}`
}
