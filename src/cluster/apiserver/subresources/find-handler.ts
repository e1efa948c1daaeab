import type { KubeObject } from '../../apimachinery/object.ts'
import { readObject } from '../body.ts'
import type { BodySchema } from '../body-schema.ts'
import { bodySchema } from '../registry.ts'
import type { Core, RequestContext, SubresourceHandler } from '../core.ts'
import { setManagedFields } from '../field-manager.ts'
import type { ApiResponse } from '../http.ts'
import { checkNamespace } from '../operations/create.ts'
import { isPretty, objectResponse } from '../respond.ts'
import type { ResourceRequest } from '../resource-request.ts'

/** What serves a subresource (or, with `''`, a kind that is not stored); `scale` is the same for all kinds. */
export function findHandler(core: Core, plural: string, subresource: string): SubresourceHandler | undefined {
  if (!subresource) return core.handlers[plural]
  return core.handlers[`${plural}/${subresource}`] ?? core.handlers[`*/${subresource}`]
}

/** Serves it over the wire. */
export async function serveHandler(
  handler: SubresourceHandler,
  core: Core,
  context: RequestContext,
  call: ResourceRequest,
): Promise<ApiResponse> {
  if (handler.serve) return handler.serve(core, context, call)
  const { info, resource, request } = call
  const body: KubeObject = readObject(core, context, call, bodyKind(core, call, handler))
  const target = { resource, namespace: info.namespace, name: info.name }
  // What is not stored has owners in its answer all the same.
  if (!info.subresource) setManagedFields(core, resource, undefined, body, context)
  else checkNamespace(resource, info.namespace, body.metadata)
  const answer = await handler.create!(core, context, target, body)
  return objectResponse(answer, { status: 201, pretty: isPretty(request) })
}

/** A subresource's body is of the subresource's own kind. */
function bodyKind(
  core: Core,
  { info, resource }: ResourceRequest,
  { alsoRead }: SubresourceHandler,
): { schema?: BodySchema } {
  const subresource = resource.subresources.get(info.subresource)
  if (!subresource) return {}
  const group = subresource.group || resource.type.group
  const version = subresource.version || resource.type.version
  return {
    schema: { ...bodySchema(core.definitions, group, version, subresource.kind), ...(alsoRead && { alsoRead }) },
  }
}
