import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkSubdomain, regexError, type NameRule } from '../../apimachinery/names.ts'
import { checkName } from '../shared/rules.ts'

const IDENTIFIER = '[A-Za-z_][A-Za-z0-9_]*'
const IDENTIFIER_RE = new RegExp(`^${IDENTIFIER}$`)
const IDENTIFIER_TEXT =
  "a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_'"

const checkIdentifier: NameRule = (value) =>
  IDENTIFIER_RE.test(value) ? [] : [regexError(IDENTIFIER_TEXT, IDENTIFIER, 'my_name', 'MY_NAME', 'MyName')]

/** Names of attributes and capacities: `model`, or `example.com/model` where the domain is not the driver's. */
export function validateQualifiedName(name: string, errors: FieldErrors): void {
  const slash = name.indexOf('/')
  // Verbatim: the value of each part is shown under the path of the whole.
  if (slash < 0) return checkName(name, checkIdentifier, errors)
  const [domain, identifier] = [name.slice(0, slash), name.slice(slash + 1)]
  if (domain === '') errors.invalid(domain, 'the domain must not be empty')
  else checkName(domain, checkSubdomain, errors)
  if (identifier === '') errors.invalid(identifier, 'the name must not be empty')
  else checkName(identifier, checkIdentifier, errors)
}

/** As above, with a domain. */
export function validateFullName(name: string, errors: FieldErrors): void {
  validateQualifiedName(name, errors)
  if (!name.includes('/'))
    errors.invalid(name, 'a fully qualified name must be a domain and a name separated by a slash')
}
