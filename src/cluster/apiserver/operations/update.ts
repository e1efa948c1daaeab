import { conflict, invalid, notFound, objectModified, StatusError } from '../../apimachinery/errors.ts'
import { deepEqual, shareEqual } from '../../apimachinery/deep.ts'
import { FieldErrors } from '../../apimachinery/field-errors.ts'
import type { KubeObject, ObjectMeta } from '../../apimachinery/object.ts'
import type { Mutable } from '../../resources/define-resource.ts'
import { validateObjectMetaUpdate } from '../../resources/shared/object-meta.ts'
import { admit, type AdmissionView } from '../admission/admission.ts'
import type { Core, RequestContext, Transform } from '../core.ts'
import { setManagedFields } from '../field-manager.ts'
import type { ServedResource } from '../served-resource.ts'
import { dropRepeatedOwners } from './owner-references.ts'
import { attributesOf, metaRulesOf, mustBeValid, strategyContext } from './admitted.ts'
import { countsGenerations, create } from './create.ts'
import { finishDeletion, isHeld } from './delete.ts'
import { etcdKey } from './etcd-key.ts'
import { peek, shown, storeKey } from './read.ts'
import { shareWithSibling } from './siblings.ts'

export interface UpdateTarget {
  namespace: string
  name: string
  /** `''`, `status`, `resize`, … */
  subresource: string
}

export interface UpdateOptions {
  /** Whether the object may come into being (PUT of some kinds, server-side apply). */
  createIfAbsent?: boolean
  /** Whether managed fields are already those of the result (server-side apply). */
  fieldsManaged?: boolean
  /** Whether the result was computed from what is stored, so that it can be computed again after another write. */
  patched?: boolean
  /** Whether the server writes of its own in the course of another request: only that one is admitted, and nobody owns what is written. */
  byServer?: boolean
  /** How the subresource shows the object to policies and webhooks. */
  view?: AdmissionView
}

// A patch is computed anew when another write came in between; the real server gives up after as many tries.
const MAX_TRIES = 5

/**
 * Changes a stored object.
 * @returns the object as stored now, and whether it was created.
 * @throws StatusError NotFound, Conflict, Invalid, Forbidden (admission), …
 */
export async function update(
  core: Core,
  context: RequestContext,
  resource: ServedResource,
  target: UpdateTarget,
  transform: Transform,
  options: UpdateOptions = {},
): Promise<{ object: KubeObject; created: boolean }> {
  const { namespace, name } = target
  for (let attempt = 1; ; attempt++) {
    const stored = peek(core, resource, namespace, name)
    if (!stored) {
      if (!options.createIfAbsent) throw notFound(resource.type, name)
      const draft = await transform(undefined)
      return { object: await create(core, context, resource, namespace, draft, options), created: true }
    }
    const written = await tryUpdate(core, context, resource, target, stored, transform, options)
    if (written) return { object: await shown(resource, written), created: false }
    if (attempt === MAX_TRIES) throw objectModified(resource.type, name)
  }
}

/** @returns the object as stored now, or `undefined` when another write came in between and the client did not name a version. */
async function tryUpdate(
  core: Core,
  context: RequestContext,
  resource: ServedResource,
  target: UpdateTarget,
  stored: KubeObject,
  transform: Transform,
  options: UpdateOptions,
): Promise<KubeObject | undefined> {
  const { definition } = resource
  const { namespace, name, subresource } = target
  const { byServer = false, fieldsManaged = byServer, patched = byServer } = options
  const existing = resource.custom ? await resource.custom.decode(stored) : stored
  const current = resource.fromStored(existing)
  const wanted = await transform(current)
  const named = checkVersion(resource, wanted, stored, patched) && !patched
  keepSystemFields(wanted.metadata, stored.metadata)
  if (!patched) dropRepeatedOwners(wanted.metadata, context.warnings, '')
  const { statusKeepsMetadata } = definition
  // Before the owners are recorded: nobody owns what the write leaves as it was.
  if (subresource === 'status' && statusKeepsMetadata)
    keepMetadata(wanted.metadata, stored.metadata, statusKeepsMetadata)
  if (!fieldsManaged) setManagedFields(core, resource, current, wanted, context, subresource)

  const object = resource.toStored(wanted) as Mutable<KubeObject>
  const attributes = attributesOf(context, resource, 'UPDATE', target, {
    object,
    oldObject: existing,
    view: options.view,
  })
  if (!byServer) await admit('mutate', core.admission, attributes, core.admissionContext)
  dropRepeatedOwners(object.metadata, context.warnings, ' after mutating admission happens')

  keepOtherParts(resource, object, existing, subresource)
  const strategy = strategyContext(core, context, resource, subresource)
  definition.prepareForUpdate?.(object, existing, strategy)
  const allocator = core.allocators[resource.storagePrefix]
  if (subresource === '') allocator?.assign(object, stored, context.dryRun)
  // A binding says where a Pod runs, which nobody has asked for in its spec.
  if (countsGenerations(resource) && subresource !== 'binding' && subresource !== 'status') {
    const generation = nextGeneration(resource, object, existing)
    if (generation > 0) object.metadata.generation = generation
  }
  if (!byServer) {
    mustBeValid(resource, name, (errors) => {
      validateObjectMetaUpdate(object, existing, metaRulesOf(resource), errors.at('metadata'))
      if (subresource === 'status' && definition.validateStatusUpdate)
        definition.validateStatusUpdate(object, existing, errors, strategy)
      else if (definition.validateUpdate) definition.validateUpdate(object, existing, errors, strategy)
      else definition.validate?.(object, errors, strategy)
    })
    for (const warning of definition.warnings?.(object, existing) ?? []) context.warnings.push(warning)
    await admit('validate', core.admission, attributes, core.admissionContext)
  }

  const kept = resource.custom ? await resource.custom.encode(object) : object
  if (peek(core, resource, namespace, name) !== stored) {
    if (named) throw objectModified(resource.type, name)
    return undefined
  }
  if (object.metadata.deletionTimestamp && !isHeld(resource, object) && isHeld(resource, stored))
    return finishDeletion(core, context, resource, stored, kept)
  kept.metadata.resourceVersion = stored.metadata.resourceVersion
  if (context.dryRun) return kept
  if (deepEqual(kept, stored)) return stored
  shareUnchanged(kept, stored)
  shareWithSibling(core.store, kept, { stored, subresource })
  const withRevision = (revision: number) => {
    kept.metadata.resourceVersion = String(revision)
    return kept
  }
  allocator?.confirm(kept, stored)
  const key = storeKey(resource, namespace, name)
  const written = core.store.put(resource.storagePrefix, key, stored, withRevision, context.origin)
  if (written) allocator?.settle(written, stored, context.origin)
  return written
}

// Past versions are kept for a while, and comparing with them ends where they are the same.
function shareUnchanged(object: KubeObject, stored: KubeObject): void {
  const to = object as unknown as Record<string, unknown>
  const from = stored as unknown as Record<string, unknown>
  for (const field in to) if (field !== 'metadata') to[field] = shareEqual(to[field], from[field])
  const { labels, annotations, ownerReferences } = object.metadata
  if (labels) object.metadata.labels = shareEqual(labels, stored.metadata.labels)
  if (annotations) object.metadata.annotations = shareEqual(annotations, stored.metadata.annotations)
  if (ownerReferences) object.metadata.ownerReferences = shareEqual(ownerReferences, stored.metadata.ownerReferences)
}

/** @returns whether the client named the version that it changes. */
function checkVersion(resource: ServedResource, wanted: KubeObject, stored: KubeObject, patched: boolean): boolean {
  const { name, resourceVersion, uid } = wanted.metadata as Partial<ObjectMeta>
  if (!patched && uid && uid !== stored.metadata.uid) {
    const { namespace, name: own, uid: found } = stored.metadata
    const detail = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${found}`
    const at = `Key: ${etcdKey(resource, namespace, own)}, ResourceVersion: 0`
    throw conflict(resource.type, own, `StorageError: invalid object, Code: 4, ${at}, AdditionalErrorMsg: ${detail}`)
  }
  if (!resourceVersion || resourceVersion === '0') {
    if (resource.definition.unconditionalUpdate !== false) return false
    const errors = new FieldErrors('metadata.resourceVersion')
    errors.invalid(0, 'must be specified for an update')
    // Verbatim: here, and only here, the kind goes by its plural.
    throw invalid({ group: resource.type.group, kind: resource.type.plural }, name ?? '', errors.list)
  }
  if (resourceVersion !== stored.metadata.resourceVersion) {
    if (!/^\d+$/.test(resourceVersion)) throw malformedVersion(resourceVersion)
    throw objectModified(resource.type, stored.metadata.name)
  }
  return true
}

// Verbatim: the server reports it as its own failure.
const malformedVersion = (resourceVersion: string) =>
  new StatusError(500, '', `strconv.ParseUint: parsing ${JSON.stringify(resourceVersion)}: invalid syntax`)

/** What only the server sets stays as it is, whatever a client sends. */
function keepSystemFields(metadata: ObjectMeta, stored: ObjectMeta): void {
  if (stored.namespace) metadata.namespace ??= stored.namespace
  metadata.uid ||= stored.uid
  metadata.creationTimestamp = stored.creationTimestamp
  if (stored.generation !== undefined) metadata.generation = stored.generation
  else delete metadata.generation
  delete metadata.selfLink
  // Of an object that is on its way out these stay; whoever says them of another is refused.
  if (!stored.deletionTimestamp) return
  metadata.deletionTimestamp = stored.deletionTimestamp
  if (stored.deletionGracePeriodSeconds === undefined) delete metadata.deletionGracePeriodSeconds
  else metadata.deletionGracePeriodSeconds = stored.deletionGracePeriodSeconds
}

/** The main endpoint leaves the status alone, the status endpoint everything but the status and metadata. */
function keepOtherParts(resource: ServedResource, object: KubeObject, stored: KubeObject, subresource: string): void {
  if (!resource.subresources.has('status')) return
  const to = object as unknown as Record<string, unknown>
  const from = stored as unknown as Record<string, unknown>
  const restore = (field: string) => {
    if (from[field] === undefined) delete to[field]
    else to[field] = from[field]
  }
  const { keepsStatusOnUpdate, statusKeepsMetadata } = resource.definition
  if (subresource === 'finalize' || (subresource === '' && !keepsStatusOnUpdate)) restore('status')
  if (subresource !== 'status') return
  if (statusKeepsMetadata) keepMetadata(object.metadata, stored.metadata, statusKeepsMetadata)
  for (const field of new Set([...Object.keys(to), ...Object.keys(from)]))
    if (field !== 'status' && field !== 'metadata') restore(field)
}

/** Some kinds let those who report only the state change nothing of the metadata. */
function keepMetadata(metadata: Mutable<ObjectMeta>, stored: ObjectMeta, kept: 'labels' | 'all'): void {
  const fields =
    kept === 'all' ? (['labels', 'annotations', 'finalizers', 'ownerReferences'] as const) : (['labels'] as const)
  for (const field of fields) {
    delete metadata[field]
    if (stored[field] !== undefined) Object.assign(metadata, { [field]: stored[field] })
  }
}

function nextGeneration(resource: ServedResource, object: KubeObject, stored: KubeObject): number {
  const { generation } = resource.definition
  const before = stored.metadata.generation ?? 0
  const changed =
    typeof generation === 'function'
      ? generation(object, stored)
      : !deepEqual((object as { spec?: unknown }).spec, (stored as { spec?: unknown }).spec)
  return changed ? before + 1 : before
}
