import { deepClone } from '../apimachinery/deep.ts'
import { badRequest, bodyNotConsumed, unsupportedMediaType, type StatusError } from '../apimachinery/errors.ts'
import type { Draft, JsonObject, KubeObject, ObjectMeta } from '../apimachinery/object.ts'
import { decodeBody, strictDecodingError, type DecodeBodyOptions } from '../apimachinery/decode/decode-body.ts'
import { toWireForm } from '../resources/schema/wire-form.ts'
import type { BodySchema } from './body-schema.ts'
import type { Core, RequestContext } from './core.ts'
import { decodeCustom } from './crd/decode-custom.ts'
import { decodeProtobuf } from '../apimachinery/decode/protobuf.ts'
import { parsePatch } from '../apimachinery/patch/parse-patch.ts'
import type { PatchRequest } from './operations/patch-request.ts'
import { builtInDefinitions, definitionNameOf, protobufMessages } from './registry.ts'
import { isTrue } from './request-info.ts'
import type { ResourceRequest } from './resource-request.ts'
import type { ServedResource } from './served-resource.ts'

const PROTOBUF = 'application/vnd.kubernetes.protobuf'
const READ = ['application/json', 'application/yaml', PROTOBUF]
const PATCH_TYPES: Readonly<Record<string, PatchRequest['type']>> = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
  'application/apply-patch+yaml': 'apply',
}

/** What an object of a body must be. */
export interface ExpectedBody {
  /** The name in the URL, which the object's must equal. */
  name?: string
  forCreate?: boolean
  /** Another kind than the resource's own (Scale, Binding, …). */
  schema?: BodySchema
}

/**
 * The object in a request's body: decoded, checked against the URL, with defaults.
 * @throws StatusError BadRequest, UnsupportedMediaType
 */
export function readObject(
  core: Core,
  context: RequestContext,
  call: ResourceRequest,
  expected: ExpectedBody,
): KubeObject {
  const { resource } = call
  const target = expected.schema ?? targetOf(resource)
  const { body, media } = readText(core, call)
  const custom = resource.custom && !expected.schema
  const decoded = custom ? decodeCustom(body, media, resource) : decodeBody(body, media, target, decodeOptions(core))
  reportStrict(context, decoded.strict, () => strictDecodingError(target, decoded.strict))
  const object = finishObject(decoded.object as unknown as KubeObject, expected.schema ? undefined : resource)
  checkName(object, expected.name)
  return object
}

/** The body as JSON or YAML text, whatever it was sent as. */
export function readText(core: Core, call: ResourceRequest): { body: string | Uint8Array; media: 'json' | 'yaml' } {
  const { body = new Uint8Array() } = call.request
  const media = mediaType(call)
  if (media === 'application/json') return { body, media: 'json' }
  if (media === 'application/yaml') return { body, media: 'yaml' }
  if (media !== PROTOBUF || call.resource.custom) throw unsupportedMediaType(READ)
  const messages = { definitions: core.definitions, messages: protobufMessages }
  return { body: JSON.stringify(decodeProtobuf(body, definitionNameOf, messages)), media: 'json' }
}

/** What decoding needs to know of the server. */
export function decodeOptions(core: Core): DecodeBodyOptions {
  return {
    definitions: core.definitions,
    messages: protobufMessages,
    find: (apiVersion, kind) => core.registry.findKind(apiVersion, kind)?.schema,
  }
}

/** What the bodies of a resource's own requests must be. */
export function targetOf({ type, schema }: ServedResource): BodySchema {
  return { group: type.group, version: type.version, kind: type.kind, schema }
}

/**
 * What field validation makes of unknown and duplicate fields.
 * @param refusal makes the error of strict validation, where it refuses
 * @throws StatusError that error
 */
export function reportStrict(
  context: RequestContext,
  strict: readonly string[],
  refusal: () => StatusError | undefined,
): void {
  if (strict.length === 0 || context.fieldValidation === 'Ignore') return
  const error = context.fieldValidation === 'Strict' ? refusal() : undefined
  if (error) throw error
  context.warnings.push(...strict)
}

/** @throws StatusError BadRequest when the object is not the one that the URL names. */
export function checkName(object: KubeObject, expected: string | undefined): void {
  const { name } = object.metadata
  if (expected === undefined || name === expected) return
  if (!name)
    throw badRequest(`the name of the object (${expected} based on URL) was undeterminable: name must be provided`)
  throw badRequest(`the name of the object (${name}) does not match the name on the URL (${expected})`)
}

/** Fills in what every decoded object has. */
export function finishObject(object: KubeObject, resource: ServedResource | undefined): KubeObject {
  object.metadata ??= {} as ObjectMeta
  if (!resource) return object
  if (!resource.custom) toWireForm(object as unknown as JsonObject, resource.schema, builtInDefinitions)
  const { defaults, defaultStatus } = resource.definition
  if (!defaults && !defaultStatus) return object
  // Defaults are those of the stored version.
  const stored = resource.toStored(object)
  defaults?.(stored)
  defaultStatus?.(stored)
  return resource.fromStored(stored)
}

/** A private copy of a draft of this process, as if the server had decoded it: kind, version and defaults filled in. */
export function completeObject(resource: ServedResource, draft: Draft): KubeObject {
  const {
    kind: _kind,
    apiVersion: _apiVersion,
    metadata,
    ...rest
  } = deepClone(draft) as Draft & Record<string, unknown>
  const object = {
    kind: resource.type.kind,
    apiVersion: resource.apiVersion,
    metadata: (metadata ?? {}) as ObjectMeta,
    ...rest,
  }
  resource.custom?.complete(object as unknown as JsonObject)
  return finishObject(object, resource)
}

/** @throws StatusError UnsupportedMediaType */
export function patchTypeOf(call: ResourceRequest): PatchRequest['type'] {
  const { custom } = call.resource
  const type = PATCH_TYPES[mediaType(call)]
  if (!type && !custom) throw bodyNotConsumed()
  if (!type || (type === 'strategic' && custom))
    throw unsupportedMediaType(Object.keys(PATCH_TYPES).filter((media) => PATCH_TYPES[media] !== 'strategic'))
  return type
}

/** @throws StatusError UnsupportedMediaType, BadRequest */
export function readPatch(call: ResourceRequest): PatchRequest {
  const type = patchTypeOf(call)
  const text = bodyText(call)
  return type === 'apply' ? { type, text, force: isTrue(call.query.get('force')) } : parsePatch(type, text)
}

const MEDIA_TYPE = /^([^;]+)(;\s*[\w.-]+=("[^"]*"|[^\s;"]+)\s*)*;?\s*$/

/** `''` for what is no media type. */
function mediaType({ request }: ResourceRequest): string {
  const [, type = ''] = MEDIA_TYPE.exec(request.headers['content-type'] || 'application/json') ?? []
  return type.trim().toLowerCase()
}

function bodyText({ request }: ResourceRequest): string {
  return request.body ? new TextDecoder().decode(request.body) : ''
}
