import { parse as parseYaml } from 'yaml'
import { deepClone } from '../apimachinery/deep.ts'
import { badRequest, unsupportedMediaType } from '../apimachinery/errors.ts'
import type { Draft, Json, KubeObject, ObjectMeta } from '../apimachinery/object.ts'
import type { DeleteOptions } from '../client/client.ts'
import type { Mutable } from '../resources/define-resource.ts'
import type { Core, RequestContext } from './core.ts'
import type { PatchRequest } from './operations/patch.ts'
import type { ResourceRequest } from './serve-resource.ts'
import type { ServedResource } from './served-resource.ts'

const READ = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf', 'application/cbor']
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

export interface BodySchema {
  ref: string
  apiVersion: string
  kind: string
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
  const value = parseBody(call)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badRequest(
      `couldn't get version/kind; json parse error: json: cannot unmarshal ${jsonType(value)} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`,
    )
  void context
  const object = completeObject(core, resource, value as unknown as Draft)
  if (expected.name !== undefined && object.metadata.name !== expected.name) {
    const { name } = object.metadata
    if (!name)
      throw badRequest(
        `the name of the object (${expected.name} based on URL) was undeterminable: name must be provided`,
      )
    throw badRequest(`the name of the object (${name}) does not match the name on the URL (${expected.name})`)
  }
  return object
}

/** A private copy of a draft, as the server would have decoded it: kind, version and defaults filled in. */
export function completeObject(_core: Core, resource: ServedResource, draft: Draft): KubeObject {
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
  resource.definition.defaults?.(object as Mutable<KubeObject>)
  return object
}

/** @throws StatusError UnsupportedMediaType, BadRequest */
export function readPatch(_core: Core, context: RequestContext, call: ResourceRequest): PatchRequest {
  const media = mediaType(call)
  const type = PATCH_TYPES[media]
  if (!type) throw unsupportedMediaType(Object.keys(PATCH_TYPES))
  return {
    type,
    patch: parseText(bodyText(call), type === 'apply'),
    force: call.query.get('force') === 'true',
    explicitManager: call.query.has('fieldManager') && context.fieldManager !== '',
  }
}

/** The options of a deletion, from the body or the query. */
export function readDeleteOptions(call: ResourceRequest): DeleteOptions & { dryRun: boolean } {
  const { query } = call
  const options: DeleteOptions & { dryRun: boolean } = { dryRun: query.get('dryRun') === 'All' }
  if (call.request.body?.length) {
    const body = parseBody(call) as DeleteOptions & { dryRun?: string[]; orphanDependents?: boolean }
    const { gracePeriodSeconds, propagationPolicy, preconditions, dryRun, orphanDependents } = body
    if (gracePeriodSeconds !== undefined) options.gracePeriodSeconds = gracePeriodSeconds
    if (propagationPolicy) options.propagationPolicy = propagationPolicy
    if (preconditions) options.preconditions = preconditions
    if (dryRun?.includes('All')) options.dryRun = true
    if (orphanDependents !== undefined) options.propagationPolicy ??= orphanDependents ? 'Orphan' : 'Background'
    return options
  }
  const grace = query.get('gracePeriodSeconds')
  if (grace !== null) options.gracePeriodSeconds = Number(grace)
  const policy = query.get('propagationPolicy')
  if (policy) options.propagationPolicy = policy as DeleteOptions['propagationPolicy']
  return options
}

function mediaType({ request }: ResourceRequest): string {
  return (request.headers['content-type'] ?? 'application/json').split(';')[0]!.trim().toLowerCase()
}

function bodyText({ request }: ResourceRequest): string {
  return request.body ? new TextDecoder().decode(request.body) : ''
}

function parseBody(call: ResourceRequest): Json {
  const media = mediaType(call)
  if (media !== 'application/json' && media !== 'application/yaml') throw unsupportedMediaType(READ)
  return parseText(bodyText(call), media === 'application/yaml')
}

function parseText(text: string, yaml: boolean): Json {
  try {
    return (yaml ? parseYaml(text) : JSON.parse(text)) as Json
  } catch (error) {
    throw badRequest((error as Error).message)
  }
}

function jsonType(value: Json): string {
  return Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value
}
