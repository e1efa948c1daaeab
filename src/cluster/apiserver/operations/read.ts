import { notFound } from '../../apimachinery/errors.ts'
import type { KubeObject } from '../../apimachinery/object.ts'
import type { Core } from '../core.ts'
import type { ServedResource } from '../served-resource.ts'

/** The key of an object within its resource's part of the store. */
export function storeKey(resource: ServedResource, namespace: string, name: string): string {
  return resource.type.namespaced ? `${namespace}/${name}` : name
}

/** The object as it is stored, or `undefined`. */
export function peek(core: Core, resource: ServedResource, namespace: string, name: string): KubeObject | undefined {
  return core.store.get(resource.storagePrefix, storeKey(resource, namespace, name))
}

/** A stored object in the served version; a promise where a webhook converts it. @throws StatusError when that fails */
export function shown(resource: ServedResource, stored: KubeObject): KubeObject | Promise<KubeObject> {
  return resource.custom ? resource.custom.decode(stored) : resource.fromStored(stored)
}

/**
 * The object as it is stored.
 * @throws StatusError NotFound
 */
export function read(core: Core, resource: ServedResource, namespace: string, name: string): KubeObject {
  const object = peek(core, resource, namespace, name)
  if (!object) throw notFound(resource.type, name)
  return object
}
