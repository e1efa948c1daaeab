import type { FieldErrors } from './field-errors.ts'

/**
 * Rules of names, labels and annotations, with the words of the API server. Each returns what is wrong, an empty list when nothing is.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
export type NameRule = (value: string) => string[]

const LABEL_1123 = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const SUBDOMAIN = `${LABEL_1123}(\\.${LABEL_1123})*`
const WILDCARD = `\\*\\.${SUBDOMAIN}`
const LABEL_1035 = '[a-z]([-a-z0-9]*[a-z0-9])?'
const NAME_PART = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'
const LABEL_VALUE = `(${NAME_PART})?`

const whole = (pattern: string) => new RegExp(`^(?:${pattern})$`)
const LABEL_1123_RE = whole(LABEL_1123)
const SUBDOMAIN_RE = whole(SUBDOMAIN)
const WILDCARD_RE = whole(WILDCARD)
const LABEL_1035_RE = whole(LABEL_1035)
const NAME_PART_RE = whole(NAME_PART)
const LABEL_VALUE_RE = whole(LABEL_VALUE)

const SUBDOMAIN_TEXT =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character"
const WILDCARD_TEXT =
  "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character"
const LABEL_1123_TEXT =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character"
const LABEL_1035_TEXT =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character"
const NAME_PART_TEXT =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"
const LABEL_VALUE_TEXT =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"

const MAX_LABEL = 63
const MAX_SUBDOMAIN = 253
const MAX_LABEL_VALUE = 63
const MAX_ANNOTATIONS_BYTES = 256 * 1024

/** The message of a pattern that a value must match, with examples. */
export function regexError(text: string, pattern: string, ...examples: string[]): string {
  if (examples.length === 0) return `${text} (regex used for validation is '${pattern}')`
  // Verbatim: the server puts two spaces before "or".
  const list = examples.map((example) => `'${example}'`).join(',  or ')
  return `${text} (e.g. ${list}, regex used for validation is '${pattern}')`
}

const tooLong = (value: string, most: number, unit = 'characters') =>
  value.length > most || (value.length * 3 > most && byteLength(value) > most)
    ? [`must be no more than ${most} ${unit}`]
    : []

/** Names of most objects: `web`, `example.com`. */
export function checkSubdomain(value: string): string[] {
  const errors = tooLong(value, MAX_SUBDOMAIN)
  if (!SUBDOMAIN_RE.test(value)) errors.push(regexError(SUBDOMAIN_TEXT, SUBDOMAIN, 'example.com'))
  return errors
}

/** The same with the length in other words. */
export function checkLongName(value: string): string[] {
  return [...tooLong(value, MAX_SUBDOMAIN, 'bytes'), ...checkSubdomain(value.slice(0, MAX_SUBDOMAIN))]
}

/** Names with a wildcard: `*.example.com`. */
export function checkWildcardSubdomain(value: string): string[] {
  const errors = tooLong(value, MAX_SUBDOMAIN)
  if (!WILDCARD_RE.test(value)) errors.push(regexError(WILDCARD_TEXT, WILDCARD, '*.example.com'))
  return errors
}

/** Names of namespaces, containers, ports' host names: `web-1`. */
export function checkLabel(value: string): string[] {
  const errors = tooLong(value, MAX_LABEL)
  if (!LABEL_1123_RE.test(value)) {
    const hasOnlyDots = SUBDOMAIN_RE.test(value)
    errors.push(hasOnlyDots ? 'must not contain dots' : regexError(LABEL_1123_TEXT, LABEL_1123, 'my-name', '123-abc'))
  }
  return errors
}

/** Names of services: as labels, but the first character is a letter. */
export function checkLabel1035(value: string): string[] {
  const errors = tooLong(value, MAX_LABEL)
  if (!LABEL_1035_RE.test(value)) errors.push(regexError(LABEL_1035_TEXT, LABEL_1035, 'my-name', 'abc-123'))
  return errors
}

/** Names that only have to fit in a path: RBAC's objects. */
export function checkPathSegment(value: string): string[] {
  if (value === '.' || value === '..') return [`may not be '${value}'`]
  return ['/', '%'].filter((part) => value.includes(part)).map((part) => `may not contain '${part}'`)
}

/** Keys of labels, annotations, taints, finalizers: `name`, `example.com/name`. */
export function checkQualifiedName(value: string): string[] {
  const parts = value.split('/')
  if (parts.length > 2) {
    const text = regexError(`a valid label key ${NAME_PART_TEXT}`, NAME_PART, 'MyName', 'my.name', '123-abc')
    return [`${text} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`]
  }
  const errors: string[] = []
  const name = parts.at(-1)!
  if (parts.length === 2) {
    if (parts[0] === '') errors.push('prefix part must be non-empty')
    else errors.push(...checkLongName(parts[0]!).map((text) => `prefix part ${text}`))
  }
  if (name === '') errors.push('name part must be non-empty')
  else errors.push(...tooLong(name, MAX_LABEL, 'bytes').map((text) => `name part ${text}`))
  if (!NAME_PART_RE.test(name))
    errors.push(`name part ${regexError(NAME_PART_TEXT, NAME_PART, 'MyName', 'my.name', '123-abc')}`)
  return errors
}

/** Values of labels. */
export function checkLabelValue(value: string): string[] {
  const errors = tooLong(value, MAX_LABEL_VALUE, 'bytes')
  if (!LABEL_VALUE_RE.test(value))
    errors.push(regexError(LABEL_VALUE_TEXT, LABEL_VALUE, 'MyValue', 'my_value', '12345'))
  return errors
}

/** Keys of ConfigMaps and Secrets. */
export function checkConfigKey(value: string): string[] {
  const errors = tooLong(value, MAX_SUBDOMAIN)
  if (!/^[-._a-zA-Z0-9]+$/.test(value)) {
    const text = "a valid config key must consist of alphanumeric characters, '-', '_' or '.'"
    errors.push(regexError(text, '[-._a-zA-Z0-9]+', 'key.name', 'KEY_NAME', 'key-name'))
  }
  if (value === '.') errors.push("must not be '.'")
  else if (value === '..') errors.push("must not be '..'")
  else if (value.startsWith('..')) errors.push("must not start with '..'")
  return errors
}

/** Names of environment variables: any printable ASCII but `=`. */
export function checkEnvVarName(value: string): string[] {
  if (value === '') return ['environment variable names must be non-empty']
  if (/^[\x20-\x3c\x3e-\x7e]+$/.test(value)) return []
  return ["a valid environment variable name must consist only of printable ASCII characters other than '='"]
}

/** Names of ports that pods and services give: `http`. */
export function checkPortName(value: string): string[] {
  const errors = tooLong(value, 15)
  if (!/^[-a-z0-9]+$/.test(value)) errors.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)')
  if (!/[a-z]/.test(value)) errors.push('must contain at least one letter (a-z)')
  if (value.includes('--')) errors.push('must not contain consecutive hyphens')
  if (value.startsWith('-') || value.endsWith('-')) errors.push('must not begin or end with a hyphen')
  return errors
}

/** Reports all that is wrong with one value at the current path. */
export function report(errors: FieldErrors, value: string, problems: readonly string[]): void {
  for (const problem of problems) errors.invalid(value, problem)
}

/** Rules of `labels`; `errors` stands at them. */
export function validateLabels(labels: Readonly<Record<string, string>> | undefined, errors: FieldErrors): void {
  for (const [key, value] of Object.entries(labels ?? {})) {
    report(errors, key, checkQualifiedName(key))
    report(errors, value, checkLabelValue(value))
  }
}

/** Rules of `annotations`; `errors` stands at them. */
export function validateAnnotations(
  annotations: Readonly<Record<string, string>> | undefined,
  errors: FieldErrors,
): void {
  let bytes = 0
  for (const [key, value] of Object.entries(annotations ?? {})) {
    report(errors, key, checkQualifiedName(key.toLowerCase()))
    bytes += byteLength(key) + byteLength(value)
  }
  if (bytes > MAX_ANNOTATIONS_BYTES) errors.tooLong(MAX_ANNOTATIONS_BYTES)
}

/** Length in UTF-8. */
export function byteLength(text: string): number {
  let bytes = text.length
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code >= 0x80) bytes += code >= 0x800 && (code < 0xd800 || code > 0xdfff) ? 2 : 1
  }
  return bytes
}
