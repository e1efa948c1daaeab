import { badRequest, type StatusError } from '../errors.ts'
import { apiVersionOf, type Json, type JsonObject } from '../object.ts'
import type { Definitions, Schema } from '../schema.ts'
import { DecodeError, decodeTyped } from './decode-typed.ts'
import { JsonSyntaxError, parseJson, type JsonText } from './json-text.ts'
import { parseYaml, YamlSyntaxError } from './yaml-text.ts'

/** What a request's body must be. */
export interface DecodeTarget {
  group: string
  version: string
  kind: string
  /** A definition of `definitions`. */
  schema: Schema
}

export interface DecodeBodyOptions {
  definitions: Definitions
  /** Whether the server has this built-in kind at all: decides how a body of another kind is refused. */
  knows?(apiVersion: string, kind: string): boolean
}

/** A decoded body: only fields that the structure knows, `apiVersion` and `kind` filled in. */
export interface DecodedBody {
  object: JsonObject
  /** Unknown and duplicate fields: `unknown field "spec.foo"`. */
  strict: string[]
}

/**
 * Decodes the body of a request into a built-in kind.
 * @throws StatusError BadRequest with the server's words
 */
export function decodeBody(
  body: string | Uint8Array,
  mediaType: 'json' | 'yaml',
  target: DecodeTarget,
  options: DecodeBodyOptions,
): DecodedBody {
  const data = typeof body === 'string' ? body : new TextDecoder().decode(body)
  const { text, duplicates } = parseText(data, mediaType, target)
  const found = checkKind(text.value, data, target, options)
  try {
    const { value, strict } = decodeTyped(text, target.schema, options.definitions)
    const object = value as JsonObject
    object.apiVersion = apiVersionOf(target)
    object.kind = target.kind
    return { object, strict: [...duplicates, ...strict] }
  } catch (error) {
    if (error instanceof DecodeError) throw cannotHandle(found.version, found.kind, target.kind, error.message)
    throw error
  }
}

/** What fieldValidation Strict answers when there is something to complain of. */
export function strictDecodingError(target: { version: string; kind: string }, strict: readonly string[]): StatusError {
  return cannotHandle(target.version, target.kind, target.kind, `strict decoding error: ${strict.join(', ')}`)
}

function parseText(
  data: string,
  mediaType: 'json' | 'yaml',
  target: DecodeTarget,
): { text: JsonText; duplicates: string[] } {
  try {
    if (mediaType === 'json' || isJson(data)) return { text: parseJson(data), duplicates: [] }
    const { value, duplicates } = parseYaml(data)
    const complaint = duplicates.length > 0 ? [`yaml: unmarshal errors:\n  ${duplicates.join('\n  ')}`] : []
    return { text: { value }, duplicates: complaint }
  } catch (error) {
    if (error instanceof JsonSyntaxError)
      throw unrecognized(target, `couldn't get version/kind; json parse error: ${error.message}`, data)
    if (error instanceof YamlSyntaxError) throw unrecognized(target, `yaml: ${error.message}`, data)
    throw error
  }
}

/** Whether a YAML body is JSON, as kubectl's are: parsed much faster then. */
function isJson(data: string): boolean {
  if (!data.trimStart().startsWith('{')) return false
  try {
    JSON.parse(data)
    return true
  } catch {
    // Flow style that is not JSON.
    return false
  }
}

const HEAD = String.raw`struct { APIVersion string "json:\"apiVersion,omitempty\""; Kind string "json:\"kind,omitempty\"" }`

function checkKind(
  value: Json,
  data: string,
  target: DecodeTarget,
  options: DecodeBodyOptions,
): { version: string; kind: string } {
  const refuse = (detail: string) =>
    unrecognized(target, `couldn't get version/kind; json parse error: ${detail}`, data)
  if (value === null) return target
  if (typeof value !== 'object' || Array.isArray(value))
    throw refuse(`json: cannot unmarshal ${typeName(value)} into Go value of type ${HEAD}`)
  for (const field of ['apiVersion', 'kind'])
    if (value[field] !== undefined && value[field] !== null && typeof value[field] !== 'string')
      throw refuse(`json: cannot unmarshal ${typeName(value[field])} into Go struct field .${field} of type string`)
  const expected = apiVersionOf(target)
  const apiVersion = (value.apiVersion as string) || expected
  const kind = (value.kind as string) || target.kind
  if (apiVersion.split('/').length > 2)
    throw unrecognized(target, `unexpected GroupVersion string: ${apiVersion}`, data)
  if (apiVersion !== expected || kind !== target.kind) throw otherKind(apiVersion, kind, target, options)
  return target
}

function otherKind(apiVersion: string, kind: string, target: DecodeTarget, options: DecodeBodyOptions): StatusError {
  const [group, version] = apiVersion.includes('/') ? (apiVersion.split('/') as [string, string]) : ['', apiVersion]
  const knows = (options.knows?.(apiVersion, kind) ?? false) && sharesTypes(group, target.group)
  if (kind === target.kind && group === target.group && (knows || FORMER_VERSIONS[group]?.includes(version)))
    return badRequest(
      `the API version in the data (${apiVersion}) does not match the expected API version (${apiVersionOf(target)})`,
    )
  const detail = knows
    ? `converting (${version}.${kind}) to (${internalName(target)}): unknown conversion`
    : `no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/runtime/scheme.go:111"`
  return cannotHandle(version, kind, target.kind, detail)
}

// Parts of the real server that know their own types only.
const APART = ['apiextensions.k8s.io', 'apiregistration.k8s.io']

function sharesTypes(one: string, other: string): boolean {
  return one === other || (!APART.includes(one) && !APART.includes(other))
}

// Versions that are no longer served, but still understood.
const FORMER_VERSIONS: Readonly<Record<string, readonly string[]>> = {
  apps: ['v1beta1', 'v1beta2'],
  autoscaling: ['v1', 'v2', 'v2beta1', 'v2beta2'],
  batch: ['v1beta1'],
  policy: ['v1beta1'],
  'admissionregistration.k8s.io': ['v1beta1', 'v1alpha1'],
  'apiextensions.k8s.io': ['v1beta1'],
  'apiregistration.k8s.io': ['v1beta1'],
  'certificates.k8s.io': ['v1beta1', 'v1alpha1'],
  'coordination.k8s.io': ['v1beta1', 'v1alpha2'],
  'discovery.k8s.io': ['v1beta1'],
  'events.k8s.io': ['v1beta1'],
  'flowcontrol.apiserver.k8s.io': ['v1beta1', 'v1beta2', 'v1beta3'],
  'networking.k8s.io': ['v1beta1'],
  'node.k8s.io': ['v1beta1', 'v1alpha1'],
  'rbac.authorization.k8s.io': ['v1beta1', 'v1alpha1'],
  'resource.k8s.io': ['v1beta1', 'v1beta2', 'v1alpha3'],
  'scheduling.k8s.io': ['v1beta1', 'v1alpha1'],
  'storage.k8s.io': ['v1beta1', 'v1alpha1'],
}

/** `apps.Deployment`, `core.Pod`: how the real server calls its own form of a kind. */
function internalName({ group, kind }: DecodeTarget): string {
  const [name] = group === '' || group === 'events.k8s.io' ? ['core'] : group.split('.')
  return `${name}.${kind}`
}

function cannotHandle(version: string, kind: string, wanted: string, detail: string): StatusError {
  return badRequest(`${kind} in version "${version}" cannot be handled as a ${wanted}: ${detail}`)
}

const SNIPPET_LENGTH = 30

function unrecognized({ kind }: DecodeTarget, detail: string, data: string): StatusError {
  const shown = data === '' ? '<empty>' : data.startsWith('{') ? cut(data, (part) => part) : cut(data, toHex)
  return badRequest(`the object provided is unrecognized (must be of type ${kind}): ${detail} (${shown})`)
}

function cut(data: string, show: (part: string) => string): string {
  return data.length > SNIPPET_LENGTH ? `${show(data.slice(0, SNIPPET_LENGTH))} ...` : show(data)
}

function toHex(text: string): string {
  return [...new TextEncoder().encode(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function typeName(value: Json): string {
  if (Array.isArray(value)) return 'array'
  return typeof value === 'boolean' ? 'bool' : typeof value
}
