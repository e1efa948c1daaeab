import { parseSigningRequest } from '#base'
import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkLabel, checkSubdomain } from '../../apimachinery/names.ts'
import type * as types from '../generated/types.ts'
import { decodeBase64 } from '../shared/base64.ts'
import { checkWord, requireWord } from '../shared/rules.ts'

const USAGES = [
  'any',
  'cert sign',
  'client auth',
  'code signing',
  'content commitment',
  'crl sign',
  'data encipherment',
  'decipher only',
  'digital signature',
  'email protection',
  'encipher only',
  'ipsec end system',
  'ipsec tunnel',
  'ipsec user',
  'key agreement',
  'key encipherment',
  'microsoft sgc',
  'netscape sgc',
  'ocsp signing',
  's/mime',
  'server auth',
  'signing',
  'timestamping',
]
const LEGACY_SIGNER = 'kubernetes.io/legacy-unknown'
const SHORTEST_SECONDS = 600
/** A domain, a slash, a namespace, a dot and a name, each as long as it may be. */
const LONGEST_SIGNER_NAME = 571
/** What nobody may take back. */
const DECISIONS = ['Approved', 'Denied', 'Failed']

/** Rules of a request for a certificate and of what has been decided about it. */
export function validateSigningRequest({ spec, status }: types.CertificateSigningRequest, errors: FieldErrors): void {
  validateSpec(spec, errors.at('spec'))
  validateConditions(status?.conditions ?? [], errors.at('status', 'conditions'))
  if (status?.certificate && !pemOf(status.certificate).includes('-----BEGIN CERTIFICATE-----'))
    errors.at('status', 'certificate').invalid('<certificate data>', 'must contain at least one CERTIFICATE PEM block')
}

/** What has been decided stays. */
export function validateDecisions(
  { status }: types.CertificateSigningRequest,
  old: types.CertificateSigningRequest,
  errors: FieldErrors,
): void {
  for (const { type } of old.status?.conditions ?? [])
    if (DECISIONS.includes(type) && !status?.conditions?.some((condition) => condition.type === type))
      errors.at('status', 'conditions').forbidden(`updates may not remove a condition of type "${type}"`)
}

/** Approving and denying is for those who may write the subresource of that name. */
export function validateNoApproval(
  object: types.CertificateSigningRequest,
  old: types.CertificateSigningRequest,
  errors: FieldErrors,
): void {
  for (const type of ['Approved', 'Denied']) {
    const has = ({ status }: types.CertificateSigningRequest) =>
      status?.conditions?.some((condition) => condition.type === type) ?? false
    if (has(object) && !has(old))
      errors.at('status', 'conditions').forbidden(`updates may not add a condition of type "${type}"`)
  }
}

function validateSpec(spec: types.CertificateSigningRequestSpec, errors: FieldErrors): void {
  const { request, usages = [], signerName, expirationSeconds } = spec
  const problem = requestProblem(request)
  if (problem) errors.at('request').invalid(request, problem)
  if (usages.length === 0) errors.at('usages').required()
  for (const [index, usage] of usages.entries()) {
    checkWord(usage, USAGES, errors.at('usages', index))
    if (usages.indexOf(usage) < index) errors.at('usages', index).duplicate(usage)
  }
  const at = errors.at('signerName')
  if (signerName === LEGACY_SIGNER) at.invalid(signerName, 'the legacy signerName is not allowed via this API version')
  else validateSignerName(signerName, at)
  if (expirationSeconds !== undefined && expirationSeconds < SHORTEST_SECONDS)
    errors
      .at('expirationSeconds')
      .invalid(expirationSeconds, 'may not specify a duration less than 600 seconds (10 minutes)')
}

function requestProblem(request: string): string | undefined {
  const pem = pemOf(request)
  if (!pem.includes('-----BEGIN CERTIFICATE REQUEST-----')) return 'PEM block type must be CERTIFICATE REQUEST'
  try {
    parseSigningRequest(pem)
    return undefined
  } catch {
    // Differs: the real one says where in the structure it stumbled.
    return 'asn1: structure error'
  }
}

function validateSignerName(name: string, errors: FieldErrors): void {
  if (!name) return errors.required()
  const [domain = '', path, ...rest] = name.split('/')
  if (path === undefined || rest.length > 0)
    return errors.invalid(name, "must be a fully qualified domain and path of the form 'example.com/signer-name'")
  const labels = domain.split('.')
  for (const label of labels)
    for (const problem of checkLabel(label)) errors.invalid(domain, `validating label "${label}": ${problem}`)
  if (labels.length < 2) errors.invalid(domain, 'should be a domain with at least two segments separated by dots')
  for (const label of path.split('.'))
    for (const problem of checkSubdomain(label)) errors.invalid(path, `validating label "${label}": ${problem}`)
  if (name.length > LONGEST_SIGNER_NAME) errors.tooLong(LONGEST_SIGNER_NAME)
}

function validateConditions(
  conditions: readonly types.CertificateSigningRequestCondition[],
  errors: FieldErrors,
): void {
  for (const [index, { type, status }] of conditions.entries()) {
    const at = errors.at(index)
    if (!type) at.at('type').required()
    else if (conditions.findIndex((one) => one.type === type) < index) at.at('type').duplicate(type)
    requireWord(status, DECISIONS.includes(type) ? ['True'] : ['False', 'True', 'Unknown'], at.at('status'))
  }
  const has = (wanted: string) => conditions.some(({ type }) => type === wanted)
  if (has('Approved') && has('Denied'))
    errors.invalid('Denied', 'Approved and Denied conditions are mutually exclusive')
}

/** The text in base64; empty where it is none. */
function pemOf(encoded: string): string {
  try {
    return decodeBase64(encoded)
  } catch {
    return ''
  }
}
