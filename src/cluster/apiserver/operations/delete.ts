import { toSeconds } from '#base'
import { deepClone } from '../../apimachinery/deep.ts'
import { conflict, notFound } from '../../apimachinery/errors.ts'
import type { KubeObject, ObjectMeta } from '../../apimachinery/object.ts'
import type { DeleteOptions } from '../../client/client.ts'
import type { Mutable } from '../../resources/define-resource.ts'
import { admit } from '../admission/admission.ts'
import type { Core, RequestContext } from '../core.ts'
import type { ServedResource } from '../served-resource.ts'
import { attributesOf } from './admitted.ts'
import { peek, shown, storeKey } from './read.ts'

/** The outcome of a deletion: `gone` is false while finalizers or a grace period keep the object. */
export interface Deletion {
  object: KubeObject
  gone: boolean
}

export const FOREGROUND = 'foregroundDeletion'
export const ORPHAN = 'orphan'

/**
 * Deletes an object, or marks it when finalizers or a grace period hold it.
 * @throws StatusError NotFound, Conflict (preconditions), Forbidden (admission)
 */
export async function remove(
  core: Core,
  context: RequestContext,
  resource: ServedResource,
  target: { namespace: string; name: string },
  options: DeleteOptions,
): Promise<Deletion> {
  const { namespace, name } = target
  for (;;) {
    const stored = peek(core, resource, namespace, name)
    if (!stored) throw notFound(resource.type, name)
    const current = resource.custom ? await resource.custom.decode(stored) : stored
    checkPreconditions(resource, stored, options.preconditions)
    const sent = { kind: 'DeleteOptions', apiVersion: 'meta.k8s.io/v1', ...options }
    const attributes = attributesOf(context, resource, 'DELETE', target, { oldObject: current, options: sent })
    await admit('mutate', core.admission, attributes, core.admissionContext)
    await admit('validate', core.admission, attributes, core.admissionContext)
    const deletion = tryRemove(core, context, resource, stored, options)
    if (deletion) return { ...deletion, object: await shown(resource, deletion.object) }
  }
}

/** @throws StatusError Conflict, when an object is not the one that the client means */
export function checkPreconditions(
  resource: ServedResource,
  stored: KubeObject,
  preconditions: DeleteOptions['preconditions'],
): void {
  const { uid, resourceVersion, name } = stored.metadata
  // Verbatim: the kind stands in the place of the resource, but for kinds that are emptied before they go.
  const refuse = (what: string, wanted: string, found: string, guess: string) => {
    if (resource.definition.held)
      return conflict(
        resource.type,
        name,
        `Precondition failed: ${what} in precondition: ${wanted}, ${what} in object meta: ${found}`,
      )
    return conflict(
      { group: resource.type.group, plural: resource.type.kind },
      name,
      `the ${what} in the precondition (${wanted}) does not match the ${what} in record (${found}). The object might have been ${guess}`,
    )
  }
  const { uid: wantedUid, resourceVersion: wantedVersion } = preconditions ?? {}
  if (wantedUid !== undefined && wantedUid !== uid) throw refuse('UID', wantedUid, uid, 'deleted and then recreated')
  if (wantedVersion !== undefined && wantedVersion !== resourceVersion)
    throw refuse('ResourceVersion', wantedVersion, resourceVersion, 'modified')
}

/** @returns `undefined` when another write came in between. */
function tryRemove(
  core: Core,
  context: RequestContext,
  resource: ServedResource,
  stored: KubeObject,
  options: DeleteOptions,
): Deletion | undefined {
  const { definition } = resource
  const finalizers = finalizersAfter(resource, stored, options)
  const grace = definition.gracePeriodSeconds?.(stored, options.gracePeriodSeconds) ?? 0
  const marked = stored.metadata.deletionTimestamp !== undefined
  const held = finalizers.length > 0 || definition.held?.(stored) === true
  const graceLeft = stored.metadata.deletionGracePeriodSeconds ?? Infinity
  // Kinds that are emptied before they go have no second deletion until they are.
  if (marked && definition.held?.(stored)) return { object: stored, gone: false }
  // A second deletion can only shorten the time that is left.
  if (marked && grace >= graceLeft && sameList(finalizers, stored.metadata.finalizers) && (held || grace > 0))
    return { object: stored, gone: false }
  const endsNow = !held && grace === 0
  // Of kinds that are given time watchers see the end of that time, also where there was none.
  if (endsNow && (!definition.gracePeriodSeconds || graceLeft === 0)) {
    const object = erase(core, context, resource, stored)
    return object && { object, gone: true }
  }

  const object = deepClone(stored) as Mutable<KubeObject>
  const metadata: ObjectMeta = object.metadata
  if (finalizers.length > 0) metadata.finalizers = finalizers
  else delete metadata.finalizers
  if (!marked || grace < graceLeft) {
    metadata.deletionTimestamp = toSeconds(deletedAt(stored, core.clock.now()) + grace * 1000)
    // Verbatim: what is emptied before it goes is first marked in a way of its own.
    const isOwnWay = !marked && definition.held !== undefined
    if (!isOwnWay) metadata.deletionGracePeriodSeconds = grace
    // Marking counts as a change of what is wanted.
    if (!isOwnWay && !marked && metadata.generation) metadata.generation += 1
    definition.markDeleted?.(object)
  }
  if (context.dryRun) return { object, gone: endsNow }
  const key = storeKey(resource, metadata.namespace ?? '', metadata.name)
  const written = core.store.put(resource.storagePrefix, key, stored, withRevision(object), context.origin)
  if (!written || !endsNow) return written && { object: written, gone: false }
  const erased = erase(core, context, resource, written)
  return erased && { object: erased, gone: true }
}

/** When the first deletion was asked for, in milliseconds since the epoch. */
function deletedAt({ metadata }: KubeObject, now: number): number {
  const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = metadata
  return deletionTimestamp ? Date.parse(deletionTimestamp) - deletionGracePeriodSeconds * 1000 : now
}

/** The finalizers that the propagation policy leaves. */
function finalizersAfter({ definition }: ServedResource, stored: KubeObject, options: DeleteOptions): string[] {
  const present = stored.metadata.finalizers ?? []
  const policy = options.propagationPolicy
  const others = present.filter((finalizer) => finalizer !== FOREGROUND && finalizer !== ORPHAN)
  if (policy === 'Orphan') return [...others, ORPHAN]
  if (policy === 'Foreground') return [...others, FOREGROUND]
  if (policy === 'Background') return others
  if (present.length === others.length && definition.defaultPropagation === 'Orphan') return [...others, ORPHAN]
  return present
}

/** Whether something keeps a marked object in the store. */
export function isHeld({ definition }: ServedResource, object: KubeObject): boolean {
  const { finalizers, deletionGracePeriodSeconds } = object.metadata
  return (finalizers?.length ?? 0) > 0 || (deletionGracePeriodSeconds ?? 0) > 0 || definition.held?.(object) === true
}

/**
 * Ends the life of a marked object whose last finalizer an update removed.
 * Verbatim: that update is never stored. Its client is answered with what it wanted, at the revision before; watchers see what was stored.
 */
export function finishDeletion(
  core: Core,
  context: RequestContext,
  resource: ServedResource,
  stored: KubeObject,
  wanted: KubeObject,
): KubeObject | undefined {
  if (!erase(core, context, resource, stored)) return undefined
  const { resourceVersion } = stored.metadata
  return { ...wanted, metadata: { ...wanted.metadata, ...(resourceVersion && { resourceVersion }) } }
}

function erase(
  core: Core,
  context: RequestContext,
  resource: ServedResource,
  stored: KubeObject,
): KubeObject | undefined {
  if (context.dryRun) return stored
  const { namespace = '', name } = stored.metadata
  const object = { ...stored, metadata: { ...stored.metadata } }
  const key = storeKey(resource, namespace, name)
  const erased = core.store.delete(resource.storagePrefix, key, stored, withRevision(object), context.origin)
  if (erased) core.allocators[resource.storagePrefix]?.settle(undefined, stored, context.origin)
  return erased
}

const withRevision = (object: KubeObject) => (revision: number) => {
  object.metadata.resourceVersion = String(revision)
  return object
}

const sameList = (a: readonly string[], b: readonly string[] = []) =>
  a.length === b.length && a.every((item, index) => item === b[index])
