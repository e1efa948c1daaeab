import type { JsonObject, KubeObject } from '../../apimachinery/object.ts'
import type { ParsedPatch } from '../../apimachinery/patch/parse-patch.ts'
import { patchTyped } from '../../apimachinery/patch/patch.ts'
import { checkName, decodeOptions, finishObject, reportStrict, targetOf } from '../body.ts'
import type { BodySchema } from '../body-schema.ts'
import type { Core, RequestContext } from '../core.ts'
import { patchCustom } from '../crd/decode-custom.ts'
import type { ServedResource } from '../served-resource.ts'
import { checkNamespace } from './create.ts'
import { applyConfiguration } from './apply.ts'
import type { PatchRequest } from './patch-request.ts'
import { patchStatus } from './patch-status.ts'
import { update, type UpdateTarget } from './update.ts'

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
  if (request.type === 'apply') return applyConfiguration(core, context, resource, target, request)
  const { namespace, name, subresource } = target
  const transform = (current: KubeObject | undefined) => {
    const object =
      (subresource === 'status' && patchStatus(core, resource, current!, request)) ||
      finishObject(patched(core, context, resource, current!, request), resource)
    checkName(object, name)
    checkNamespace(resource, namespace, object.metadata)
    return object
  }
  return update(core, context, resource, { namespace, name, subresource }, transform, { patched: true })
}

function patched(
  core: Core,
  context: RequestContext,
  resource: ServedResource,
  current: KubeObject,
  patch: ParsedPatch,
): KubeObject {
  if (!resource.custom) return patchObject(core, context, current, patch, targetOf(resource))
  const { object, strict, strictError } = patchCustom(current as unknown as JsonObject, patch, resource)
  reportStrict(context, strict, () => strictError)
  return object as unknown as KubeObject
}

/** The result of a patch, decoded. @throws StatusError */
export function patchObject(
  core: Core,
  context: RequestContext,
  current: KubeObject,
  patch: ParsedPatch,
  schema: BodySchema,
): KubeObject {
  const { object, strict, strictError } = patchTyped(
    current as unknown as JsonObject,
    patch,
    schema,
    decodeOptions(core),
  )
  reportStrict(context, strict, () => strictError)
  return object as unknown as KubeObject
}
