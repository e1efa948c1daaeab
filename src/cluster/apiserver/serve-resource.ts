import { deepClone } from '../apimachinery/deep.ts'
import {
  badRequest,
  methodNotAllowed,
  notFound,
  pageNotFound,
  StatusError,
  watchNotSupported,
} from '../apimachinery/errors.ts'
import type { KubeObject } from '../apimachinery/object.ts'
import { patchTypeOf, readObject, readPatch } from './body.ts'
import { readDeleteOptions } from './delete-options.ts'
import { parseInteger } from './query-values.ts'
import type { Core, RequestContext } from './core.ts'
import type { ApiResponse } from './http.ts'
import { negotiate } from './negotiate.ts'
import { checkNamespace, create } from './operations/create.ts'
import { remove, type Deletion } from './operations/delete.ts'
import { list } from './operations/list.ts'
import { awaitVersion, checkGetVersion, checkListVersion } from './version-options.ts'
import { applyPatch } from './operations/patch.ts'
import { read, shown } from './operations/read.ts'
import { update } from './operations/update.ts'
import { requestContext } from './request-context.ts'
import { addWarnings, isPretty, plainResponse, statusResponse, textResponse } from './respond.ts'
import { listText, objectText } from './render.ts'
import type { ResourceRequest } from './resource-request.ts'
import { routeOf } from './served-resource.ts'
import { serveWatch } from './serve-watch.ts'
import type { ConnectHandlers } from './subresources/connect.ts'
import { findHandler, serveHandler } from './subresources/find-handler.ts'

/** Serves one verb of one resource or subresource. */
export async function serveResource(core: Core, connect: ConnectHandlers, call: ResourceRequest): Promise<ApiResponse> {
  const { info, resource, request } = call
  if (resource.custom) {
    if (!hasCustomPath(call)) return plainResponse(404, '404 page not found\n')
    checkCustomShape(call)
  } else {
    if (info.subresource && !resource.subresources.has(info.subresource)) throw pageNotFound()
    checkShape(call)
  }
  const context = requestContext(call)
  if (resource.definition.deprecation) context.warnings.push(resource.definition.deprecation)
  try {
    return addWarnings(await serve(core, connect, context, call), context.warnings)
  } catch (error) {
    // Whoever is refused is warned all the same.
    if (!(error instanceof StatusError) || context.warnings.length === 0) throw error
    return addWarnings(statusResponse(error, request), context.warnings)
  }
}

async function serve(
  core: Core,
  connect: ConnectHandlers,
  context: RequestContext,
  call: ResourceRequest,
): Promise<ApiResponse> {
  const { info, resource, request } = call
  const subresource = info.subresource ? resource.subresources.get(info.subresource) : undefined
  const connectHandler = connect[`${resource.type.plural}/${info.subresource}`]
  if (subresource && connectHandler) {
    if (!subresource.verbs.has(info.verb)) throw methodNotAllowed()
    return connectHandler(core, context, call)
  }
  if (!(subresource ?? resource).verbs.has(info.verb))
    throw info.verb === 'watch' && resource.verbs.has('list') ? watchNotSupported(resource.type) : methodNotAllowed()
  const special = findHandler(core, resource.type.plural, info.subresource)
  if (special) return serveHandler(special, core, context, call)
  if (info.verb === 'watch') return serveWatch(core, call)
  const answers = info.verb === 'list' ? 'list' : 'object'
  negotiate(request.headers.accept, routeOf(resource, answers))
  return VERBS[info.verb]!(core, context, call)
}

/**
 * Whether the path has the parts that the method needs.
 * @throws StatusError NotFound, MethodNotAllowed
 */
function checkShape({ info, resource, request }: ResourceRequest): void {
  const { namespaced, plural, group } = resource.type
  const isNamespace = group === '' && plural === 'namespaces'
  if (!namespaced && info.namespace && !isNamespace) throw pageNotFound()
  const named = info.name !== '' && !info.nameFromSelector
  const acrossNamespaces = namespaced && !info.namespace
  if (acrossNamespaces && named) throw pageNotFound()
  // A slash within a name was sent escaped.
  if (!info.nameFromSelector && info.name.includes('/')) throw pageNotFound()
  if (info.rest && info.subresource !== 'proxy') throw pageNotFound()
  if (info.subresource) return
  if (request.method === 'POST' && (named || acrossNamespaces)) throw methodNotAllowed()
  if ((request.method === 'PUT' || request.method === 'PATCH') && !named) throw methodNotAllowed()
  if (request.method === 'DELETE' && acrossNamespaces) throw methodNotAllowed()
}

/** Whether there is such a path at all among those of a definition. */
function hasCustomPath({ info, resource, request }: ResourceRequest): boolean {
  if (!resource.type.namespaced) return !info.namespace
  const named = info.name !== '' && !info.nameFromSelector
  return info.namespace !== '' || (request.method === 'GET' && !named)
}

/**
 * Paths of definitions are not told apart by their form: what is missing shows later.
 * @throws StatusError NotFound, BadRequest, UnsupportedMediaType
 */
function checkCustomShape(call: ResourceRequest): void {
  const { info, resource, request } = call
  if (info.subresource && !resource.subresources.has(info.subresource)) throw notFound(resource.type, info.name)
  if (info.name !== '' || (request.method !== 'PUT' && request.method !== 'PATCH')) return
  if (request.method === 'PATCH') readPatch(call)
  throw badRequest('name must be provided')
}

type Verb = (core: Core, context: RequestContext, call: ResourceRequest) => Promise<ApiResponse> | ApiResponse

const VERBS: Readonly<Record<string, Verb>> = {
  async get(core, _context, call) {
    await awaitVersion(core, call.query, call.request.signal)
    checkGetVersion(core, call.query.get('resourceVersion') ?? '')
    const { resource, info } = call
    return answer(core, call, await shown(resource, read(core, resource, info.namespace, info.name)))
  },

  async list(core, _context, call) {
    const { query, info, resource, request } = call
    const resourceVersion = query.get('resourceVersion') ?? undefined
    const resourceVersionMatch = query.get('resourceVersionMatch') ?? undefined
    checkListVersion(query)
    integerOf(query, 'timeoutSeconds')
    await awaitVersion(core, query, request.signal)
    const result = await list(core, resource, {
      namespace: info.namespace,
      labelSelector: query.get('labelSelector') ?? undefined,
      fieldSelector: query.get('fieldSelector') ?? undefined,
      limit: integerOf(query, 'limit'),
      continue: query.get('continue') ?? undefined,
      resourceVersion,
      resourceVersionMatch,
    })
    const form = negotiate(request.headers.accept, routeOf(resource, 'list'))
    const text = listText(resource, result, form, query, core.clock.now())
    return textResponse(text, { pretty: isPretty(request), yaml: form.media === 'yaml' })
  },

  async create(core, context, call) {
    const object = readObject(core, context, call, { forCreate: true })
    return answer(core, call, await create(core, context, call.resource, call.info.namespace, object), 201)
  },

  async update(core, context, call) {
    const { info, resource } = call
    const object = readObject(core, context, call, { name: info.name })
    checkNamespace(resource, info.namespace, object.metadata)
    const options = { createIfAbsent: resource.definition.createOnUpdate === true && !info.subresource }
    const result = await update(core, context, resource, info, () => deepClone(object), options)
    return answer(core, call, result.object, result.created ? 201 : 200)
  },

  async patch(core, context, call) {
    const { resource, info } = call
    // A patch of what is not there is not even decoded, unless it can bring it into being.
    if (patchTypeOf(call) !== 'apply') read(core, resource, info.namespace, info.name)
    const result = await applyPatch(core, context, resource, info, readPatch(call))
    return answer(core, call, result.object, result.created ? 201 : 200)
  },

  async delete(core, context, call) {
    const options = readDeleteOptions(core, call)
    const { info, resource } = call
    return deletionAnswer(
      core,
      call,
      await remove(core, { ...context, dryRun: options.dryRun }, resource, info, options),
    )
  },

  async deletecollection(core, context, call) {
    const options = readDeleteOptions(core, call)
    const { info, resource, query } = call
    const version = query.get('resourceVersion')
    const matching = await list(core, resource, {
      namespace: info.namespace,
      labelSelector: query.get('labelSelector') ?? undefined,
      fieldSelector: query.get('fieldSelector') ?? undefined,
      limit: integerOf(query, 'limit'),
      ...(version && version !== '0' && { resourceVersion: version, resourceVersionMatch: 'Exact' }),
    })
    const deleting = { ...context, dryRun: options.dryRun }
    for (const { metadata } of matching.items)
      await remove(core, deleting, resource, { namespace: metadata.namespace ?? '', name: metadata.name }, options)
    const form = negotiate(call.request.headers.accept, routeOf(resource, 'object'))
    const text = listText(resource, matching, form, query, core.clock.now())
    return textResponse(text, { pretty: isPretty(call.request), yaml: form.media === 'yaml' })
  },
}

function integerOf(query: URLSearchParams, name: string): number {
  return parseInteger(query.get(name) ?? '0')
}

/** An object as the client wants to see it. */
export function answer(core: Core, call: ResourceRequest, object: KubeObject, status = 200): ApiResponse {
  const form = negotiate(call.request.headers.accept, routeOf(call.resource, 'object'))
  const text = objectText(call.resource, object, form, call.query, core.clock.now())
  return textResponse(text, { status, pretty: isPretty(call.request), yaml: form.media === 'yaml' })
}

/** Kinds that stay for a while, and some others, answer with the object; the rest with a Status that names it. */
function deletionAnswer(core: Core, call: ResourceRequest, { object, gone }: Deletion): ApiResponse {
  const { resource } = call
  if (!gone || resource.definition.returnsDeleted) return answer(core, call, object)
  const { group, plural } = resource.type
  const details = { name: object.metadata.name, ...(group && { group }), kind: plural, uid: object.metadata.uid }
  const status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details }
  const { media } = negotiate(call.request.headers.accept, routeOf(resource, 'object'))
  return textResponse(JSON.stringify(status), { pretty: isPretty(call.request), yaml: media === 'yaml' })
}
