import { keyOf, type KubeObject, type OwnerReference, type ResourceType } from '../../apimachinery/object.ts'
import type { Index } from '../../client/object-cache.ts'

/** One particular object: another one of the same name is not it. */
export interface ObjectIdentity {
  /** As `typeId` makes it. */
  type: string
  /** As `keyOf` makes it. */
  key: string
  uid: string
}

/** Names a kind whatever its version: `Deployment.apps`. */
export function typeId({ kind, group }: { kind: string; group: string }): string {
  return `${kind}.${group}`
}

/** The kind that an owner reference names. */
export function ownerTypeId({ apiVersion, kind }: OwnerReference): string {
  const slash = apiVersion.indexOf('/')
  return typeId({ kind, group: slash < 0 ? '' : apiVersion.slice(0, slash) })
}

export function formatIdentity({ type, key, uid }: ObjectIdentity): string {
  return `${type}|${key}|${uid}`
}

export function parseIdentity(text: string): ObjectIdentity {
  const [type = '', key = '', uid = ''] = text.split('|')
  return { type, key, uid }
}

export function identityOf(type: ResourceType, object: KubeObject): ObjectIdentity {
  return { type: typeId(type), key: keyOf(object), uid: object.metadata.uid }
}

/** Objects by the uids of all their owners. */
export const byOwner: Index<KubeObject> = ({ metadata }) => metadata.ownerReferences?.map(({ uid }) => uid) ?? []

/** Objects by their own uid. */
export const byUid: Index<KubeObject> = ({ metadata: { uid } }) => [uid]

/** The owner that a reference means, in the words of the events about wrong ones. */
export function describeOwner({ apiVersion, kind, name, uid }: OwnerReference, namespace: string): string {
  return `[${apiVersion}/${kind}, namespace: ${namespace}, name: ${name}, uid: ${uid}]`
}
