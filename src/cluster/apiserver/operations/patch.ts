import { deepClone } from '../../apimachinery/deep.ts'
import { badRequest } from '../../apimachinery/errors.ts'
import type { Json, KubeObject } from '../../apimachinery/object.ts'
import { completeObject, type BodySchema } from '../body.ts'
import type { Core, RequestContext } from '../core.ts'
import type { ServedResource } from '../served-resource.ts'
import { update, type UpdateTarget } from './update.ts'

export interface PatchRequest {
  type: 'json' | 'merge' | 'strategic' | 'apply'
  patch: Json
  /** Server-side apply takes fields over from others. */
  force: boolean
  /** Whether the client named its field manager, as apply needs. */
  explicitManager: boolean
}

/**
 * Changes a stored object by a patch of any type; server-side apply may create it.
 * @throws StatusError as `update`, BadRequest and Invalid for patches that do not fit, Conflict for fields of others
 */
export async function applyPatch(
  core: Core,
  context: RequestContext,
  resource: ServedResource,
  target: UpdateTarget,
  request: PatchRequest,
): Promise<{ object: KubeObject; created: boolean }> {
  const { namespace, name, subresource } = target
  if (request.type === 'apply') throw badRequest('apply')
  return update(core, context, resource, { namespace, name, subresource }, (current) => {
    const patched = merge(deepClone(current) as unknown as Json, request.patch) as unknown as KubeObject
    return completeObject(core, resource, patched)
  })
}

/** The result of a patch of one object of another kind than its resource's (Scale). */
export function patchObject(
  _core: Core,
  _context: RequestContext,
  current: KubeObject,
  request: PatchRequest,
  _schema: BodySchema,
): KubeObject {
  return merge(deepClone(current) as unknown as Json, request.patch) as unknown as KubeObject
}

function merge(target: Json, patch: Json): Json {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch
  const result: Record<string, Json> =
    typeof target === 'object' && target && !Array.isArray(target) ? { ...target } : {}
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key]
    else result[key] = merge(result[key] ?? null, value)
  }
  return result
}
