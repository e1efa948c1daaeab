import { badRequest, type StatusError } from '../errors.ts'
import { apiVersionOf, type Json, type JsonObject } from '../object.ts'
import type { Definitions, Schema } from '../schema.ts'
import { DecodeError, decodeTyped } from './decode-typed.ts'
import type { ProtobufMessages } from './protobuf.ts'
import { JsonSyntaxError, parseJson, type JsonText } from './json-text.ts'
import { parseYaml, YamlSyntaxError } from './yaml-text.ts'

/** What a request's body must be. */
export interface DecodeTarget {
  group: string
  version: string
  kind: string
  /** A definition of `definitions`. */
  schema: Schema
  /** Other versions that say the same and are read as this one. */
  alsoRead?: readonly string[]
}

export interface DecodeBodyOptions {
  definitions: Definitions
  /** The structure of another built-in kind, if the server has it: decides how a body of that kind is refused. */
  find?(apiVersion: string, kind: string): Schema | undefined
  /** Field numbers, for texts that show objects. */
  messages?: ProtobufMessages
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
  const { text, duplicates } = parseBodyText(data, mediaType, (detail) => unrecognized(target, detail, data))
  const found = kindOf(text.value, target)
  if (typeof found === 'string') throw unrecognized(target, found, data)
  try {
    const { object, strict } = decodeAs(text, found, target, options)
    return { object, strict: [...duplicates, ...strict] }
  } catch (error) {
    if (error instanceof DecodeError) throw cannotHandle(found.version, found.kind, target.kind, error.message)
    throw error
  }
}

/**
 * Decodes what a patch has made of an object.
 * @throws DecodeError, StatusError BadRequest
 */
export function decodePatched(value: Json, target: DecodeTarget, options: DecodeBodyOptions): DecodedBody {
  const found = kindOf(value, target)
  if (typeof found === 'string') throw new DecodeError(found)
  return decodeAs({ value }, found, target, options)
}

/** What fieldValidation Strict answers when there is something to complain of. */
export function strictDecodingError(target: { version: string; kind: string }, strict: readonly string[]): StatusError {
  return cannotHandle(target.version, target.kind, target.kind, `strict decoding error: ${strict.join(', ')}`)
}

/** The error of a body whose kind cannot be told. @param detail when it is not that parts of it are of the wrong type. */
export function refuseBody(target: { kind: string }, data: string, value: Json, detail?: string): StatusError {
  const found = detail ?? kindOf(value, { group: '', version: '', kind: '' })
  return unrecognized(target, typeof found === 'string' ? found : '', data)
}

/**
 * Parses a body as JSON or YAML.
 * @param refused makes the error of what is neither, from what is wrong with it.
 * @returns what YAML says of keys that come twice, beside the value.
 */
export function parseBodyText(
  data: string,
  mediaType: 'json' | 'yaml',
  refused: (detail: string) => StatusError,
): { text: JsonText; duplicates: string[] } {
  try {
    if (mediaType === 'json' || isJson(data)) return { text: parseJson(data), duplicates: [] }
    const { value, duplicates } = parseYaml(data)
    const complaint = duplicates.length > 0 ? [`yaml: unmarshal errors:\n  ${duplicates.join('\n  ')}`] : []
    return { text: { value }, duplicates: complaint }
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw refused(`couldn't get version/kind; json parse error: ${error.message}`)
    if (error instanceof YamlSyntaxError) throw refused(`yaml: ${error.message}`)
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

/** What a body says that it is; what it leaves open is the target's. */
interface FoundKind {
  group: string
  version: string
  kind: string
}

/** What a body says that it is, with the target's where it says nothing. @returns what is wrong as a text, if that cannot be said. */
export function kindOf(value: Json, target: FoundKind): FoundKind | string {
  if (value === null) return target
  const failed = "couldn't get version/kind; json parse error: json: cannot unmarshal"
  if (typeof value !== 'object' || Array.isArray(value))
    return `${failed} ${typeName(value)} into Go value of type ${HEAD}`
  for (const field of ['apiVersion', 'kind']) {
    const part = value[field]
    if (part !== undefined && part !== null && typeof part !== 'string')
      return `${failed} ${typeName(part)} into Go struct field .${field} of type string`
  }
  const apiVersion = (value.apiVersion as string) || apiVersionOf(target)
  const parts = apiVersion.split('/')
  if (parts.length > 2) return `unexpected GroupVersion string: ${apiVersion}`
  const [version, group = ''] = parts.toReversed() as [string, string?]
  return { group, version, kind: (value.kind as string) || target.kind }
}

/** @throws DecodeError, StatusError BadRequest */
function decodeAs(text: JsonText, found: FoundKind, target: DecodeTarget, options: DecodeBodyOptions): DecodedBody {
  const version = target.alsoRead?.includes(found.version) ? target.version : found.version
  if (found.kind !== target.kind || version !== target.version || found.group !== target.group)
    throw otherKind(text, found, target, options)
  const { value, strict } = decodeTyped(text, target.schema, options.definitions)
  const object = value as JsonObject
  object.apiVersion = apiVersionOf(target)
  object.kind = target.kind
  return { object, strict }
}

function otherKind(text: JsonText, found: FoundKind, target: DecodeTarget, options: DecodeBodyOptions): Error {
  const { group, version, kind } = found
  const apiVersion = apiVersionOf(found)
  const schema = sharesTypes(group, target.group) ? options.find?.(apiVersion, kind) : undefined
  const known =
    group === target.group
      ? schema || FORMER_VERSIONS[group]?.includes(version)
      : kind === 'Scale' && FORMER_SCALES.includes(apiVersion)
  if (kind === target.kind && known)
    return badRequest(
      `the API version in the data (${apiVersion}) does not match the expected API version (${apiVersionOf(target)})`,
    )
  if (!schema)
    return new DecodeError(
      `no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/runtime/scheme.go:111"`,
    )
  // It is decoded before it is found to be of no use.
  decodeTyped(text, schema, options.definitions)
  return new DecodeError(`converting (${version}.${kind}) to (${internalName(target)}): unknown conversion`)
}

// Parts of the real server that know their own types only.
const APART = ['apiextensions.k8s.io', 'apiregistration.k8s.io']

function sharesTypes(one: string, other: string): boolean {
  return one === other || (!APART.includes(one) && !APART.includes(other))
}

// Groups had each their own Scale once.
const FORMER_SCALES = ['apps/v1beta1', 'apps/v1beta2', 'extensions/v1beta1']

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

function unrecognized({ kind }: { kind: string }, detail: string, data: string): StatusError {
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
