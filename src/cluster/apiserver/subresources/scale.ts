import { deepClone } from '../../apimachinery/deep.ts'
import { badRequest } from '../../apimachinery/errors.ts'
import type { Draft, KubeObject } from '../../apimachinery/object.ts'
import type { ScaleMapping } from '../../resources/define-resource.ts'
import type { Scale } from '../../resources/generated/types.ts'
import { readObject, readPatch } from '../body.ts'
import { parseYaml } from '../../apimachinery/decode/yaml-text.ts'
import type { ParsedPatch } from '../../apimachinery/patch/parse-patch.ts'
import { patchObject, type PatchRequest } from '../operations/patch.ts'
import type { AdmissionView } from '../admission/admission.ts'
import type { Core, RequestContext } from '../core.ts'
import { mustBeValid } from '../operations/admitted.ts'
import { read } from '../operations/read.ts'
import { update, type Transform } from '../operations/update.ts'
import { bodySchema } from '../registry.ts'
import { isPretty, objectResponse } from '../respond.ts'
import type { ServedResource } from '../served-resource.ts'
import type { SubresourceHandler, SubresourceTarget } from './handler.ts'

/** `scale`: the number of replicas of any workload, in one common form. */
export const scale: SubresourceHandler = {
  get: (core, { resource, namespace, name }) => toScale(resource, read(core, resource, namespace, name)),
  update: updateScale,

  async serve(core, context, call) {
    const { info, resource, request } = call
    const target = { resource, namespace: info.namespace, name: info.name }
    const pretty = isPretty(request)
    if (info.verb === 'get')
      return objectResponse(toScale(resource, read(core, resource, info.namespace, info.name)), { pretty })
    const schema = bodySchema(core, 'autoscaling', 'v1', 'Scale')
    const transform: Transform =
      info.verb === 'patch'
        ? (current) => patchObject(core, context, current!, plainPatch(readPatch(call)), schema)
        : () => readObject(core, context, call, { name: info.name, schema })
    return objectResponse(await updateScale(core, context, target, transform), { pretty })
  },
}

async function updateScale(
  core: Core,
  context: RequestContext,
  { resource, namespace, name }: SubresourceTarget,
  transform: Transform,
): Promise<KubeObject> {
  const mapping = mappingOf(resource)
  const { object } = await update(
    core,
    context,
    resource,
    { namespace, name, subresource: 'scale' },
    async (current) => {
      const scaled = (await transform(toScale(resource, current!))) as Draft<Scale>
      const replicas = scaled.spec?.replicas ?? 0
      mustBeValid({ ...resource, type: { ...resource.type, group: 'autoscaling', kind: 'Scale' } }, name, (errors) => {
        if (replicas < 0) errors.at('spec', 'replicas').invalid(replicas, 'must be greater than or equal to 0')
      })
      const { uid, resourceVersion } = scaled.metadata
      const next = deepClone(current!)
      // Without a version of its own the write is unconditional, as for the object itself.
      next.metadata.resourceVersion = resourceVersion ?? ''
      if (uid) next.metadata.uid = uid
      mapping.setReplicas(next, replicas)
      return next
    },
    { view: scaleView(resource, mapping) },
  )
  return toScale(resource, object)
}

function scaleView(resource: ServedResource, mapping: ScaleMapping<KubeObject>): AdmissionView {
  return {
    kind: { group: 'autoscaling', version: 'v1', kind: 'Scale' },
    of: (stored) => toScale(resource, stored),
    change: (stored, shown) => mapping.setReplicas(stored, (shown as Scale).spec?.replicas ?? 0),
  }
}

function mappingOf(resource: ServedResource): ScaleMapping<KubeObject> {
  const { scale: mapping } = resource.definition
  if (!mapping) throw badRequest(`${resource.type.plural} cannot be scaled`)
  return mapping
}

/** Of a Scale there is one owner's field only, so an applied configuration merges like any other patch. */
function plainPatch(request: PatchRequest): ParsedPatch {
  return request.type === 'apply' ? { type: 'merge', value: parseYaml(request.text).value, strict: [] } : request
}

/** The object as a Scale. */
function toScale(resource: ServedResource, object: KubeObject): Scale {
  const mapping = mappingOf(resource)
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata
  const replicas = mapping.specReplicas(object)
  const selector = mapping.selector(object)
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, ...(namespace && { namespace }), uid, resourceVersion, creationTimestamp },
    spec: { ...(replicas !== 0 && { replicas }) },
    status: { replicas: mapping.statusReplicas(object), ...(selector && { selector }) },
  }
}
