import { isReason } from '../../apimachinery/errors.ts'
import {
  apiVersionOf,
  controllerOf,
  type Json,
  type KubeObject,
  type LabelSelector,
  type OwnerReference,
  type ResourceType,
} from '../../apimachinery/object.ts'
import { matchesSelector } from '../../apimachinery/selectors.ts'
import type { Client } from '../../client/client.ts'
import type { Lister } from '../../client/object-cache.ts'
import { byController, orphansByNamespace } from './owner-index.ts'

export interface ClaimOptions<T extends KubeObject> {
  client: Client
  ownerType: ResourceType
  owner: KubeObject
  selector: LabelSelector | undefined
  type: ResourceType<T>
  cache: Lister<T>
  /** Objects that are not wanted even if they match; they are neither adopted nor released. */
  accepts?: (object: T) => boolean
}

/** The reference by which a controller owns what it makes. */
export function controllerReference(type: ResourceType, { metadata: { name, uid } }: KubeObject): OwnerReference {
  return { apiVersion: apiVersionOf(type), kind: type.kind, name, uid, controller: true, blockOwnerDeletion: true }
}

/**
 * The objects that an owner controls: those that refer to it and match its selector, and orphans that match, which it adopts. What no longer
 * matches is released. An owner that is being deleted does neither.
 */
export async function claim<T extends KubeObject>(options: ClaimOptions<T>): Promise<T[]> {
  const { owner, ownerType, selector, cache, client, accepts = () => true } = options
  const { uid, namespace = '', name, deletionTimestamp } = owner.metadata
  const claimed: T[] = []
  const released: Promise<void>[] = []
  for (const object of cache.by(byController, uid)) {
    if (!accepts(object)) continue
    if (matchesSelector(selector, object.metadata.labels)) claimed.push(object)
    else if (!deletionTimestamp) released.push(release(options, object))
  }
  await Promise.all(released)
  if (deletionTimestamp) return claimed

  const orphans = cache
    .by(orphansByNamespace, namespace)
    .filter(
      (object) =>
        !object.metadata.deletionTimestamp && accepts(object) && matchesSelector(selector, object.metadata.labels),
    )
  if (orphans.length === 0) return claimed
  // The cache may not know yet that the owner is going away.
  const fresh = await client.get(ownerType, name, { namespace })
  if (fresh.metadata.uid !== uid)
    throw new Error(
      `original ${ownerType.kind} ${namespace}/${name} is gone: got uid ${fresh.metadata.uid}, wanted ${uid}`,
    )
  if (fresh.metadata.deletionTimestamp) return claimed
  const adopted = await Promise.all(orphans.map((object) => adopt(options, object)))
  return [...claimed, ...adopted.filter((object) => object !== undefined)]
}

async function adopt<T extends KubeObject>(
  { client, type, ownerType, owner }: ClaimOptions<T>,
  object: T,
): Promise<T | undefined> {
  const { name, namespace = '', uid } = object.metadata
  const reference = controllerReference(ownerType, owner) as unknown as Json
  try {
    return await client.patch(
      type,
      name,
      { metadata: { ownerReferences: [reference], uid } },
      { namespace, type: 'strategic' },
    )
  } catch (error) {
    if (isReason(error, 'NotFound')) return undefined
    throw error
  }
}

async function release<T extends KubeObject>({ client, type, owner }: ClaimOptions<T>, object: T): Promise<void> {
  const { name, namespace = '', uid } = object.metadata
  const ownerReferences = [{ $patch: 'delete', uid: owner.metadata.uid }]
  try {
    await client.patch(type, name, { metadata: { ownerReferences, uid } }, { namespace, type: 'strategic' })
  } catch (error) {
    // Gone, or released by somebody else: both are what is wanted.
    if (!isReason(error, 'NotFound', 'Invalid')) throw error
  }
}

/** The owner's key when the object is controlled by one of this kind that exists and is the same one. */
export function controllerKey<T extends KubeObject>(
  object: KubeObject,
  type: ResourceType<T>,
  cache: Lister<T>,
): string | undefined {
  const reference = controllerOf(object)
  if (!reference || reference.kind !== type.kind || !sameGroup(reference, type)) return undefined
  const key = `${object.metadata.namespace}/${reference.name}`
  return cache.get(key)?.metadata.uid === reference.uid ? key : undefined
}

const sameGroup = ({ apiVersion }: OwnerReference, { group }: ResourceType) =>
  group === '' ? !apiVersion.includes('/') : apiVersion.startsWith(`${group}/`)
