import { controllerOf, type KubeObject } from '../../apimachinery/object.ts'
import type { Index } from '../../client/object-cache.ts'

/** Objects by the uid of the owner that controls them. */
export const byController: Index<KubeObject> = (object) => {
  const owner = controllerOf(object)
  return owner ? [owner.uid] : []
}

/** Objects that nobody controls, by namespace. */
export const orphansByNamespace: Index<KubeObject> = (object) =>
  controllerOf(object) ? [] : [object.metadata.namespace ?? '']
