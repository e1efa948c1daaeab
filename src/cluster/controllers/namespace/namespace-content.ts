import { isReason, StatusError } from '../../apimachinery/errors.ts'
import type { KubeObject, ResourceType } from '../../apimachinery/object.ts'
import type { Client } from '../../client/client.ts'
import { CustomResourceDefinition, Pod } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import type { ControllerContext } from '../define-controller.ts'
import { builtInTypes, customType } from '../shared/served-types.ts'
import type { Leftovers } from './namespace-conditions.ts'

/** What deleting a namespace's content left, and how long that may take to go. */
export interface Outcome extends Leftovers {
  /** Whether nothing is left. */
  isDone: boolean
  estimateMs: number
}

// What holds an object by a finalizer is looked at again after half of this.
const FINALIZER_ESTIMATE_MS = 15_000

/** Deletes all that is in a namespace: pods first, and only when they are gone the things that they may still need. */
export async function deleteContent(
  client: Client,
  { cache }: Pick<ControllerContext, 'cache'>,
  namespace: string,
): Promise<Outcome> {
  const custom = cache(CustomResourceDefinition).list().map(customType)
  const all = [...builtInTypes, ...custom].filter((type): type is ResourceType => type?.namespaced === true)
  const pods = await deleteTypes(client, [Pod], namespace)
  // Verbatim: while pods remain, nothing is said to remain.
  if (pods.resources.size > 0 || pods.failures.length > 0)
    return { ...pods, isDone: false, resources: new Map(), finalizers: new Map() }
  return deleteTypes(
    client,
    all.filter((type) => type !== Pod),
    namespace,
  )
}

async function deleteTypes(client: Client, types: readonly ResourceType[], namespace: string): Promise<Outcome> {
  const resources = new Map<string, number>()
  const finalizers = new Map<string, number>()
  const failures: Error[] = []
  let estimateMs = 0
  for (const type of types) {
    try {
      for (const object of await deleteType(client, type, namespace)) {
        const name = `${type.plural}.${type.group}`
        resources.set(name, (resources.get(name) ?? 0) + 1)
        for (const finalizer of object.metadata.finalizers ?? [])
          finalizers.set(finalizer, (finalizers.get(finalizer) ?? 0) + 1)
        estimateMs = Math.max(
          estimateMs,
          type === Pod ? graceMs(object) : 0,
          object.metadata.finalizers ? FINALIZER_ESTIMATE_MS : 0,
        )
      }
    } catch (error) {
      if (!(error instanceof StatusError)) throw error
      failures.push(error)
    }
  }
  return { isDone: resources.size === 0 && failures.length === 0, resources, finalizers, failures, estimateMs }
}

/** @returns what is still there. */
async function deleteType(client: Client, type: ResourceType, namespace: string): Promise<KubeObject[]> {
  try {
    const { items } = await client.list(type, { namespace })
    if (items.length === 0) return []
    await client.deleteCollection(type, { namespace, propagationPolicy: 'Background' })
    return (await client.list(type, { namespace })).items
  } catch (error) {
    // The kind itself has been removed, or cannot be listed: nothing of it holds the namespace.
    if (isReason(error, 'NotFound', 'MethodNotAllowed')) return []
    throw error
  }
}

function graceMs(object: KubeObject): number {
  const { spec } = object as types.Pod
  return (spec?.terminationGracePeriodSeconds ?? 30) * 1000
}
