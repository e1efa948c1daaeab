import { checkBase64 } from '../../apimachinery/decode/base64.ts'
import { parseDuration } from '../../cel/functions/conversions.ts'

const matches = (pattern: RegExp) => (text: string) => pattern.test(text)
const HOSTNAME =
  /^(?=.{1,253}$)([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]{0,61}[a-zA-Z0-9])(\.([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]{0,61}[a-zA-Z0-9]))*\.?$/
const IPV4 = /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/
const IPV6 = /^(?=.*:)(?!.*:::)[0-9a-fA-F:]{2,39}(\.\d{1,3}){0,3}$/
const uuid = (version: string) =>
  new RegExp(`^[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?${version}[0-9a-fA-F]{3}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}$`)

function isDuration(text: string): boolean {
  try {
    parseDuration(text)
    return true
  } catch {
    // Days and weeks are durations here, too.
    return /^(\d+ ?(ns|nanoseconds?|us|µs|ms|s|m|h|d|w|seconds?|minutes?|hours?|days?|weeks?))+$/.test(text)
  }
}

function isDateTime(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\d([Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[-+]\d\d:?\d\d)?)?$/.test(text) &&
    !Number.isNaN(Date.parse(text))
  )
}

function isCidr(text: string): boolean {
  const [address = '', prefix = '', rest] = text.split('/')
  if (rest !== undefined || !/^\d{1,3}$/.test(prefix)) return false
  return IPV4.test(address) ? Number(prefix) <= 32 : IPV6.test(address) && Number(prefix) <= 128
}

/** The formats that the server knows, and whether a text has them; others are not looked at. */
export const STRING_FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  bsonobjectid: matches(/^[0-9a-fA-F]{24}$/),
  uri: matches(/^[a-zA-Z][a-zA-Z0-9+.-]*:[^\s]*$|^\/[^\s]*$/),
  email: matches(/^[^\s@<>]+@[^\s@<>]+$/),
  hostname: matches(HOSTNAME),
  ipv4: matches(IPV4),
  ipv6: matches(IPV6),
  cidr: isCidr,
  mac: matches(/^([0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}$|^([0-9A-Fa-f]{4}\.){2}[0-9A-Fa-f]{4}$/),
  uuid: matches(uuid('[0-9a-fA-F]')),
  uuid3: matches(uuid('3')),
  uuid4: matches(uuid('4')),
  uuid5: matches(uuid('5')),
  isbn: matches(/^(?:[\d-]{9,16}[\dX])$/),
  isbn10: matches(/^(?:\d[- ]?){9}[\dX]$/),
  isbn13: matches(/^(?:\d[- ]?){13}$/),
  creditcard: matches(/^(?:\d[- ]?){13,19}$/),
  ssn: matches(/^\d{3}[- ]?\d{2}[- ]?\d{4}$/),
  hexcolor: matches(/^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/),
  rgbcolor: matches(/^rgb\(\s*\d{1,3}\s*,\s*\d{1,3}\s*,\s*\d{1,3}\s*\)$/),
  byte: (text) => 'canonical' in checkBase64(text),
  password: () => true,
  date: (text) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)),
  duration: isDuration,
  datetime: isDateTime,
  'date-time': isDateTime,
  'k8s-short-name': matches(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/),
  'k8s-long-name': matches(/^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/),
}
