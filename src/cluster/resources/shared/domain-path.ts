import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkSubdomain, report } from '../../apimachinery/names.ts'

const PATH = "[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+"
const WHOLE_PATH = new RegExp(`^${PATH}$`)

/** The name of a controller or a driver that begins with a domain: `example.com/ingress`. */
export function validateDomainPath(value: string, errors: FieldErrors): void {
  const slash = value.indexOf('/')
  const [domain, path] = [value.slice(0, slash), value.slice(slash + 1)]
  if (slash < 1 || path === '') return errors.invalid(value, 'must be a domain-prefixed path (such as "acme.io/foo")')
  report(errors, domain, checkSubdomain(domain))
  if (!WHOLE_PATH.test(path)) errors.invalid(path, `Invalid path (regex used for validation is '${PATH}')`)
}
