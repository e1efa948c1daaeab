import {
  checkLabel,
  checkLabel1035,
  checkLabelValue,
  checkQualifiedName,
  checkSubdomain,
} from '../../apimachinery/names.ts'
import { checkBase64 } from '../../apimachinery/decode/base64.ts'
import { declare } from '../functions.ts'
import { opaque } from '../types.ts'
import { Opaque, Optional } from '../values.ts'

class Format extends Opaque {
  readonly type = opaque('kubernetes.NamedFormat')
  readonly name: string
  readonly check: (text: string) => string[]

  constructor(name: string, check: (text: string) => string[]) {
    super()
    this.name = name
    this.check = check
  }

  equals(other: Opaque): boolean {
    return other instanceof Format && other.name === this.name
  }
}

const unless = (good: boolean, problem: string) => (good ? [] : [problem])

/** As far as generated names go, what is before the random part is checked. */
const prefix = (check: (text: string) => string[]) => (text: string) => check(text.replace(/-$/, 'a'))

const UUID = /^[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}$/

function checkUri(text: string): string[] {
  return unless(/^(?:[a-zA-Z][a-zA-Z0-9+.-]*:|\/)[^\s]*$/.test(text), 'invalid URI for request')
}

function checkDate(text: string): string[] {
  return unless(/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)), 'invalid date')
}

function checkDateTime(text: string): string[] {
  const shape = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[-+]\d\d:\d\d)$/.test(text)
  return unless(shape && !Number.isNaN(Date.parse(text)), 'invalid datetime')
}

const FORMATS: Readonly<Record<string, Format>> = Object.fromEntries(
  Object.entries({
    dns1123Label: checkLabel,
    dns1123Subdomain: checkSubdomain,
    dns1035Label: checkLabel1035,
    qualifiedName: checkQualifiedName,
    dns1123LabelPrefix: prefix(checkLabel),
    dns1123SubdomainPrefix: prefix(checkSubdomain),
    dns1035LabelPrefix: prefix(checkLabel1035),
    labelValue: checkLabelValue,
    uri: checkUri,
    uuid: (text: string) => unless(UUID.test(text), 'does not match the UUID format'),
    byte: (text: string) => unless('canonical' in checkBase64(text), 'invalid base64'),
    date: checkDate,
    datetime: checkDateTime,
  }).map(([name, check]) => [name, new Format(name, check)]),
)

function validate(format: Format, text: string): Optional {
  const problems = format.check(text)
  return problems.length === 0 ? Optional.NONE : new Optional(problems)
}

const named = (name: string) => (Object.hasOwn(FORMATS, name) ? new Optional(FORMATS[name]) : Optional.NONE)

/** @see https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-format-library */
export const formats = declare({
  ...Object.fromEntries(Object.entries(FORMATS).map(([name, format]) => [`format.${name}(): Format`, () => format])),
  'format.named(string): optional<Format>': named,
  'Format.validate(string): optional<list<string>>': validate,
})
