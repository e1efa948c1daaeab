import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkLabel1035, checkSubdomain, report } from '../../apimachinery/names.ts'
import type { WebhookClientConfig } from '../generated/types.ts'
import { urlProblem } from './url-problem.ts'

const FORM = '; desired format: https://host[/path]'

/** Rules of how a webhook is reached; `errors` stands at the client's configuration. */
export function validateWebhookClient({ url, service }: WebhookClientConfig, errors: FieldErrors): void {
  if ((url === undefined) === (service === undefined)) errors.required('exactly one of url or service is required')
  else if (url !== undefined) validateUrl(url, errors.at('url'))
  else validateService(service!, errors.at('service'))
}

function validateUrl(url: string, errors: FieldErrors): void {
  const problem = urlProblem(url)
  if (problem) return errors.required(`url must be a valid URL: parse ${JSON.stringify(url)}: ${problem}${FORM}`)
  // Not by `URL`, which fills in what is missing.
  const [, scheme = '', authority = '', search = '', hash = ''] =
    /^([a-z][a-z0-9+.-]*):(?:\/\/([^/?#]*))?[^?#]*(?:\?([^#]*))?(?:#(.*))?$/i.exec(url) ?? []
  const at = authority.lastIndexOf('@')
  // Verbatim: the server forgets a quotation mark here.
  if (scheme !== 'https') {
    const message = `Invalid value: ${JSON.stringify(scheme)}: 'https' is the only allowed URL scheme${FORM}`
    errors.list.push({ reason: 'FieldValueInvalid', field: errors.path, message })
  }
  if (authority.slice(at + 1) === '') errors.invalid('', `host must be specified${FORM}`)
  if (at >= 0) errors.invalid(authority.slice(0, at), 'user information is not permitted in the URL')
  if (hash !== '') errors.invalid(hash, 'fragments are not permitted in the URL')
  if (search !== '') errors.invalid(search, 'query parameters are not permitted in the URL')
}

function validateService(
  { name, namespace, port, path }: NonNullable<WebhookClientConfig['service']>,
  errors: FieldErrors,
): void {
  // Verbatim: each is said of the other.
  if (!namespace) errors.at('name').required()
  if (!name) errors.at('namespace').required()
  if (port !== undefined && (port < 1 || port > 65_535))
    errors.at('port').invalid(port, 'port is not valid: must be between 1 and 65535, inclusive')
  if (path !== undefined) validatePath(path, errors.at('path'))
}

function validatePath(path: string, errors: FieldErrors): void {
  if (path === '/' || path === '') return
  if (path === '//') {
    errors.invalid(path, 'segment[0] may not be empty')
    return
  }
  if (!path.startsWith('/')) errors.invalid(path, "must start with a '/'")
  const trimmed = path.endsWith('/') ? path.slice(0, -1) : path
  // Verbatim: what stands before the first slash is never looked at.
  const segments = trimmed.slice(1).split('/')
  segments.forEach((segment, index) => {
    if (segment === '') errors.invalid(path, `segment[${index}] may not be empty`)
    else
      report(
        errors,
        path,
        checkSubdomain(segment).map((problem) => `segment[${index}]: ${problem}`),
      )
  })
}

/** Rules of the versions of its review that a webhook understands; `errors` stands at the list. */
export function validateReviewVersions(versions: readonly string[], errors: FieldErrors, missing = ''): void {
  if (versions.length === 0) {
    errors.required(missing)
    return
  }
  const seen = new Set<string>()
  versions.forEach((version, index) => {
    if (seen.has(version)) errors.at(index).invalid(version, 'duplicate version')
    else report(errors.at(index), version, checkLabel1035(version))
    seen.add(version)
  })
  if (!versions.some((version) => version === 'v1' || version === 'v1beta1'))
    errors.invalid(versions, 'must include at least one of v1, v1beta1')
}
