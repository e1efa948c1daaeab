import { isReason } from '../../apimachinery/errors.ts'
import { type KubeObject, type OwnerReference, type ResourceType } from '../../apimachinery/object.ts'
import type { Client } from '../../client/client.ts'
import type { Lister } from '../../client/object-cache.ts'
import { byOwner, byUid, ownerTypeId, typeId } from './object-identity.ts'

/** How an owner stands to what it owns. */
export type OwnerState = 'lives' | 'waits for dependents' | 'absent' | 'unreachable'

export interface Dependent {
  type: ResourceType
  object: KubeObject
}

/** Who owns whom, read from the caches of all kinds by their indexes: nothing of it is kept twice. */
export class OwnerGraph {
  readonly #types = new Map<string, ResourceType>()
  /** Owners that are known to be gone, so that many dependents do not ask the server about the same one. */
  readonly #absent = new Set<string>()
  /** Owners that wait for their dependents. */
  readonly #waiting = new Set<string>()
  readonly #cache: (type: ResourceType) => Lister<KubeObject>

  constructor(cache: (type: ResourceType) => Lister<KubeObject>) {
    this.#cache = cache
  }

  add(type: ResourceType): void {
    this.#types.set(typeId(type), type)
  }

  remove(type: ResourceType): void {
    this.#types.delete(typeId(type))
  }

  find(id: string, key: string, uid: string): Dependent | undefined {
    const type = this.#types.get(id)
    const object = type && this.#cache(type).get(key)
    return type && object?.metadata.uid === uid ? { type, object } : undefined
  }

  /** Everything that refers to this owner. */
  *dependentsOf(uid: string): Generator<Dependent> {
    for (const type of this.#types.values())
      for (const object of this.#cache(type).by(byOwner, uid)) yield { type, object }
  }

  hasDependents(uid: string): boolean {
    return this.dependentsOf(uid).next().done === false
  }

  /** Whether the owner that a reference means lives in another namespace than the reference supposes. */
  isElsewhere(reference: OwnerReference): boolean {
    const type = this.#types.get(ownerTypeId(reference))
    return type?.namespaced === true && this.#cache(type).by(byUid, reference.uid).length > 0
  }

  /** The owner as the caches know it. */
  ownerOf(object: KubeObject, reference: OwnerReference): Dependent | undefined {
    const type = this.#types.get(ownerTypeId(reference))
    if (!type) return undefined
    const { namespace } = object.metadata
    if (type.namespaced && !namespace) return undefined
    const key = type.namespaced ? `${namespace}/${reference.name}` : reference.name
    return this.find(typeId(type), key, reference.uid)
  }

  /** Asks the server when the caches do not know the owner. */
  async stateOf(client: Client, object: KubeObject, reference: OwnerReference): Promise<OwnerState> {
    const type = this.#types.get(ownerTypeId(reference))
    if (!type) return 'unreachable'
    const { namespace } = object.metadata
    if (type.namespaced && !namespace) return 'unreachable'
    let owner = this.ownerOf(object, reference)?.object
    if (!owner && !this.#absent.has(reference.uid)) owner = await this.#read(client, type, reference, namespace)
    if (!owner) return 'absent'
    return isForeground(owner) ? 'waits for dependents' : 'lives'
  }

  async #read(
    client: Client,
    type: ResourceType,
    { name, uid }: OwnerReference,
    namespace = '',
  ): Promise<KubeObject | undefined> {
    try {
      const owner = await client.get(type, name, type.namespaced ? { namespace } : {})
      if (owner.metadata.uid === uid) return owner
    } catch (error) {
      if (!isReason(error, 'NotFound')) throw error
    }
    this.gone(uid)
    return undefined
  }

  /** Whether an owner only now begins to wait for its dependents. */
  begins(uid: string): boolean {
    return this.#waiting.size < this.#waiting.add(uid).size
  }

  /** Remembers that an object is gone for good. */
  gone(uid: string): void {
    this.#waiting.delete(uid)
    this.#absent.add(uid)
    if (this.#absent.size <= REMEMBERED) return
    for (const oldest of this.#absent) {
      this.#absent.delete(oldest)
      return
    }
  }
}

const REMEMBERED = 500

export const FOREGROUND = 'foregroundDeletion'
export const ORPHAN = 'orphan'

const isMarked = ({ metadata }: KubeObject, finalizer: string) =>
  metadata.deletionTimestamp !== undefined && (metadata.finalizers?.includes(finalizer) ?? false)

/** Whether an object is being deleted and waits until its dependents are gone. */
export const isForeground = (object: KubeObject): boolean => isMarked(object, FOREGROUND)

/** Whether an object is being deleted and its dependents are to stay. */
export const isOrphaning = (object: KubeObject): boolean => isMarked(object, ORPHAN)

/** Whether an owner of this uid must wait for the dependent. */
export function blocks({ metadata }: KubeObject, ownerUid: string): boolean {
  return (
    metadata.ownerReferences?.some(({ uid, blockOwnerDeletion }) => uid === ownerUid && blockOwnerDeletion) ?? false
  )
}
