import { deepClone } from '../../apimachinery/deep.ts'
import { badRequest, conflict, internalError, invalid } from '../../apimachinery/errors.ts'
import { FieldErrors } from '../../apimachinery/field-errors.ts'
import { apiVersionOf, type Draft, type Json, type KubeObject } from '../../apimachinery/object.ts'
import type { Column, ScaleMapping } from '../../resources/define-resource.ts'
import { ageColumn, nameColumn } from '../../resources/shared/columns.ts'
import type { Scale } from '../../resources/generated/types.ts'
import { FieldManager } from '../../apimachinery/apply/field-manager.ts'
import { checkName, patchTypeOf, readObject, readPatch } from '../body.ts'
import type { BodySchema } from '../body-schema.ts'
import { readConfiguration } from '../operations/apply.ts'
import type { ApplyRequest } from '../operations/patch-request.ts'
import { patchObject } from '../operations/patch.ts'
import type { AdmissionView } from '../admission/admission.ts'
import type { Core, RequestContext, SubresourceHandler, SubresourceTarget, Transform } from '../core.ts'
import { checkNamespace } from '../operations/create.ts'
import { read, shown } from '../operations/read.ts'
import { update } from '../operations/update.ts'
import { bodySchema } from '../registry.ts'
import type { ApiResponse } from '../http.ts'
import { negotiate } from '../negotiate.ts'
import { objectText } from '../render.ts'
import type { ResourceRequest } from '../resource-request.ts'
import { isPretty, textResponse } from '../respond.ts'
import { routeOf, type ServedResource } from '../served-resource.ts'
import { ownersAfterScale, ownersOfScale } from './scale-owners.ts'

const SCALE = { group: 'autoscaling', version: 'v1', kind: 'Scale' }

/** `scale`: the number of replicas of any workload, in one common form. */
export const scale: SubresourceHandler = {
  get: (core, target) => readScale(core, target),
  update: updateScale,

  async serve(core, context, call) {
    const { info, resource } = call
    const target = { resource, namespace: info.namespace, name: info.name }
    if (info.verb === 'get') return scaleAnswer(core, call, await readScale(core, target))
    const schema = bodySchema(core.definitions, SCALE.group, SCALE.version, SCALE.kind)
    // A patch of what is not there is not even decoded; its type is looked at before.
    const patches = info.verb === 'patch' && Boolean(patchTypeOf(call))
    if (patches) read(core, resource, info.namespace, info.name)
    const patch = patches ? readPatch(call) : undefined
    if (patch?.type === 'apply') {
      const transform: Transform = (current) => {
        const applied = applyScale(core, context, current!, patch, schema)
        checkName(applied, info.name)
        return applied
      }
      return scaleAnswer(core, call, await updateScale(core, context, target, transform, true))
    }
    const transform: Transform = (current) => {
      const sent = patch
        ? patchObject(core, context, current!, patch, schema)
        : readObject(core, context, call, { name: info.name, schema })
      checkName(sent, info.name)
      checkNamespace(resource, info.namespace, sent.metadata)
      if (patch && !resource.custom) checkUid(resource, current!, sent)
      return sent
    }
    return scaleAnswer(core, call, await updateScale(core, context, target, transform))
  },
}

/** @throws StatusError Conflict when a patch names another object. */
function checkUid({ type }: ServedResource, { metadata: { name, uid } }: KubeObject, sent: KubeObject): void {
  const wanted = sent.metadata.uid
  if (!wanted || wanted === uid) return
  const detail = `Precondition failed: UID in precondition: ${wanted}, UID in object meta: ${uid}`
  throw conflict({ ...type, plural: `${type.plural}/scale` }, name, detail)
}

/** @throws StatusError when a custom resource has no number of replicas yet: it can be scaled, but has no scale to be read. */
async function readScale(core: Core, { resource, namespace, name }: SubresourceTarget): Promise<Scale> {
  const object = await shown(resource, read(core, resource, namespace, name))
  const { replicasPath = [] } = mappingOf(resource)
  if (resource.custom && valueAt(object as unknown as Json, replicasPath) === undefined)
    throw internalError(`the spec replicas field ".${replicasPath.join('.')}" does not exist`)
  return toScale(resource, object)
}

function valueAt(value: Json | undefined, [step, ...rest]: readonly string[]): Json | undefined {
  if (step === undefined) return value
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? valueAt(value[step], rest) : undefined
}

const COLUMNS: readonly Column[] = [
  nameColumn,
  { name: 'Desired', type: 'integer', value: (scale) => (scale as Scale).spec?.replicas ?? 0 },
  { name: 'Available', type: 'integer', value: (scale) => (scale as Scale).status?.replicas ?? 0 },
  ageColumn,
]

function scaleAnswer(core: Core, { resource, request, query }: ResourceRequest, shown: KubeObject): ApiResponse {
  const form = negotiate(request.headers.accept, routeOf(resource, 'object'))
  const scales: ServedResource = {
    ...resource,
    definition: { ...resource.definition, columns: COLUMNS },
    toStored: (object) => object,
  }
  const text = objectText(scales, shown, form, query, core.clock.now())
  return textResponse(text, { pretty: isPretty(request), yaml: form.media === 'yaml' })
}

async function updateScale(
  core: Core,
  context: RequestContext,
  { resource, namespace, name }: SubresourceTarget,
  transform: Transform,
  applied = false,
): Promise<KubeObject> {
  const mapping = mappingOf(resource)
  const path = mapping.replicasPath ?? ['spec', 'replicas']
  const { object } = await update(
    core,
    context,
    resource,
    { namespace, name, subresource: 'scale' },
    async (current) => {
      const owners = current!.metadata.managedFields ?? []
      const shown = toScale(resource, current!)
      if (applied) shown.metadata.managedFields = ownersOfScale(owners, path)
      const scaled = (await transform(shown)) as Draft<Scale>
      const replicas = scaled.spec?.replicas ?? 0
      const errors = new FieldErrors()
      // What a custom resource may say is a matter of its own rules.
      if (replicas < 0 && !resource.custom)
        errors.at('spec', 'replicas').invalid(replicas, 'must be greater than or equal to 0')
      if (errors.list.length > 0) throw invalid(SCALE, name, errors.list)
      const { uid, resourceVersion } = scaled.metadata
      const next = deepClone(current!)
      // Without a version of its own the write is unconditional, which an object's own may not be.
      if (resourceVersion || !resource.custom) next.metadata.resourceVersion = resourceVersion ?? ''
      if (uid && !resource.custom) next.metadata.uid = uid
      mapping.setReplicas(next, replicas)
      if (applied)
        next.metadata.managedFields = ownersAfterScale(
          owners,
          path,
          scaled.metadata.managedFields ?? [],
          resource.apiVersion,
        )
      return next
    },
    { view: scaleView(resource, mapping), fieldsManaged: applied },
  )
  return toScale(resource, object)
}

function scaleView(resource: ServedResource, mapping: ScaleMapping<KubeObject>): AdmissionView {
  return {
    kind: SCALE,
    of: (stored) => toScale(resource, stored),
    change: (stored, shown) => mapping.setReplicas(stored, (shown as Scale).spec?.replicas ?? 0),
  }
}

function mappingOf(resource: ServedResource): ScaleMapping<KubeObject> {
  const { scale: mapping } = resource.definition
  if (!mapping) throw badRequest(`${resource.type.plural} cannot be scaled`)
  return mapping
}

/** A configuration merged into a Scale that carries the owners of its fields. */
function applyScale(
  core: Core,
  context: RequestContext,
  current: KubeObject,
  request: ApplyRequest,
  { schema }: BodySchema,
): KubeObject {
  const manager = new FieldManager(schema, core.definitions)
  const config = readConfiguration(context, request.text, SCALE)
  const write = {
    manager: context.fieldManager,
    apiVersion: apiVersionOf(SCALE),
    subresource: 'scale',
    now: core.clock.now(),
  }
  const { object, managedFields } = manager.apply(current, config, request.force, write)
  const merged = object as unknown as KubeObject
  return { ...merged, metadata: { ...merged.metadata, managedFields } }
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
