import { isReason } from '../../apimachinery/errors.ts'
import type { KubeObject, ResourceType } from '../../apimachinery/object.ts'
import type { Client } from '../../client/client.ts'

/**
 * Holds an object as long as it is used: puts its finalizer on it while it lives, and takes it off when it is being deleted and nobody uses it.
 * @param isUsed asked only when the object is being deleted
 */
export async function protect<T extends KubeObject>(
  client: Client,
  type: ResourceType<T>,
  object: T,
  finalizer: string,
  isUsed: () => boolean,
): Promise<void> {
  const { deletionTimestamp, finalizers = [] } = object.metadata
  const isHeld = finalizers.includes(finalizer)
  if (deletionTimestamp ? !isHeld || isUsed() : isHeld) return
  const next = deletionTimestamp ? finalizers.filter((one) => one !== finalizer) : [...finalizers, finalizer]
  const { finalizers: _finalizers, ...metadata } = object.metadata
  try {
    await client.update(type, { ...object, metadata: { ...metadata, ...(next.length > 0 && { finalizers: next }) } })
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error
  }
}
