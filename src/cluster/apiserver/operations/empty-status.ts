import { deepClone } from '../../apimachinery/deep.ts'
import type { Json, JsonObject, KubeObject } from '../../apimachinery/object.ts'
import type { ResourceDefinition } from '../../resources/define-resource.ts'
import { toWireForm } from '../../resources/schema/wire-form.ts'
import { builtInDefinitions, structureOf } from '../registry.ts'
import type { ServedResource } from '../served-resource.ts'

const statuses = new WeakMap<ResourceDefinition, Json | undefined>()

/** Nobody has seen a new object yet: its status becomes what its kind writes of an empty one. */
export function resetStatus(resource: ServedResource, stored: KubeObject): void {
  const object = stored as unknown as JsonObject
  delete object.status
  if (resource.custom) return
  const { definition } = resource
  if (!statuses.has(definition)) statuses.set(definition, emptyStatus(definition))
  const status = statuses.get(definition)
  if (status !== undefined) object.status = deepClone(status)
}

function emptyStatus({ type }: ResourceDefinition): Json | undefined {
  const object: JsonObject = { metadata: {} }
  toWireForm(object, structureOf(type), builtInDefinitions)
  return object.status
}
