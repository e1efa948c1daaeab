import { JsonSyntaxError, parseJson } from '../../apimachinery/decode/json-text.ts'
import { deepEqual } from '../../apimachinery/deep.ts'
import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkConfigKey, report } from '../../apimachinery/names.ts'
import { defineResource } from '../define-resource.ts'
import { Secret } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { base64Bytes, decodeBase64, encodeBase64 } from '../shared/base64.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'
import { validateImmutable } from '../shared/immutable-data.ts'

const MAX_BYTES = 1024 * 1024
const ACCOUNT = 'kubernetes.io/service-account.name'

export const secret = defineResource<types.Secret>({
  type: Secret,
  generation: 'none',
  defaults(secret) {
    secret.type ||= 'Opaque'
    const { stringData } = secret
    for (const key in stringData) (secret.data ??= {})[key] = encodeBase64(stringData[key]!)
    delete secret.stringData
  },
  validate: validateSecret,
  validateUpdate(secret, old, errors) {
    if (secret.type !== old.type) errors.at('type').invalid(secret.type, 'field is immutable')
    validateImmutable(secret, old, errors)
    if (old.immutable && !deepEqual(secret.data, old.data))
      errors.at('data').forbidden('field is immutable when `immutable` is set')
    validateSecret(secret, errors)
  },
  warnings: ({ type, data = {} }) =>
    type === 'kubernetes.io/tls' ? tlsWarnings(data['tls.crt'] ?? '', data['tls.key'] ?? '') : [],
  selectableFields: { type: ({ type }) => type ?? '' },
  columns: [
    nameColumn,
    { name: 'Type', value: ({ type }) => type ?? '' },
    { name: 'Data', value: ({ data }) => Object.keys(data ?? {}).length },
    ageColumn,
  ],
})

/** What secrets of each type must hold. */
const TYPE_RULES: Readonly<Record<string, (secret: types.Secret, errors: FieldErrors) => void>> = {
  'kubernetes.io/service-account-token': ({ metadata }, errors) => {
    if (!metadata.annotations?.[ACCOUNT]) errors.at('metadata', 'annotations').key(ACCOUNT).required()
  },
  'kubernetes.io/dockercfg': ({ data }, errors) => validateJson('.dockercfg', data, errors),
  'kubernetes.io/dockerconfigjson': ({ data }, errors) => validateJson('.dockerconfigjson', data, errors),
  'kubernetes.io/basic-auth': ({ data = {} }, errors) => {
    if (data['username'] !== undefined || data['password'] !== undefined) return
    for (const key of ['username', 'password']) errors.at('data').key(key).required()
  },
  'kubernetes.io/ssh-auth': ({ data = {} }, errors) => {
    if (!data['ssh-privatekey']) errors.at('data').key('ssh-privatekey').required()
  },
  'kubernetes.io/tls': ({ data = {} }, errors) => {
    for (const key of ['tls.crt', 'tls.key']) if (data[key] === undefined) errors.at('data').key(key).required()
  },
}

function validateSecret(secret: types.Secret, errors: FieldErrors): void {
  const { type = '', data = {} } = secret
  let bytes = 0
  for (const key in data) {
    report(errors.at('data').key(key), key, checkConfigKey(key))
    bytes += base64Bytes(data[key]!)
  }
  if (bytes > MAX_BYTES) errors.at('data').tooLong(MAX_BYTES)
  if (Object.hasOwn(TYPE_RULES, type)) TYPE_RULES[type]!(secret, errors)
}

function validateJson(key: string, data: types.Secret['data'] = {}, errors: FieldErrors): void {
  const at = errors.at('data').key(key)
  const encoded = data[key]
  if (encoded === undefined) return at.required()
  const problem = jsonObjectProblem(decodeBase64(encoded))
  if (problem) at.invalid('<secret contents redacted>', problem)
}

function jsonObjectProblem(text: string): string | undefined {
  try {
    const { value } = parseJson(text)
    if (typeof value === 'object' && !Array.isArray(value)) return undefined
    const found = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value
    return `json: cannot unmarshal ${found} into Go value of type map[string]interface {}`
  } catch (error) {
    if (error instanceof JsonSyntaxError) return error.message
    throw error
  }
}

// Differs: whether certificate and key belong together is not looked at.
function tlsWarnings(certificate: string, key: string): string[] {
  const isPem = (encoded: string) =>
    /-----BEGIN [^-]+-----\s+(?:[A-Za-z0-9+/]{4}|\s)+[A-Za-z0-9+/=\s]*-----END [^-]+-----/.test(decodeBase64(encoded))
  if (!isPem(certificate)) return ['tls: failed to find any PEM data in certificate input']
  return isPem(key) ? [] : ['tls: failed to find any PEM data in key input']
}
