import { isReason } from '../../apimachinery/errors.ts'
import { controllerOf, type KubeObject, type OwnerReference, type ResourceType } from '../../apimachinery/object.ts'
import {
  CustomResourceDefinition,
  Deployment,
  ReplicaSet,
  ReplicationController,
  StatefulSet,
} from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import type { ReconcileContext } from '../define-controller.ts'
import { builtInTypes, customType } from '../shared/served-types.ts'

/** How many pods the controllers of some pods want, and which of these have no controller. */
export interface ExpectedPods {
  count: number
  unmanaged: types.Pod[]
}

/** @throws Error when a controller cannot be found */
export async function expectedPods(pods: readonly types.Pod[], context: ReconcileContext): Promise<ExpectedPods> {
  const scales = new Map<string, number>()
  const unmanaged: types.Pod[] = []
  for (const pod of pods) {
    const owner = controllerOf(pod)
    if (!owner) {
      unmanaged.push(pod)
      continue
    }
    if (scales.has(owner.uid)) continue
    const scale = await scaleOf(owner, pod.metadata.namespace ?? '', context)
    if (!scale) throw new ExpectedPodsError(`found no controllers for pod "${pod.metadata.name}"`)
    scales.set(owner.uid, 0)
    scales.set(scale.uid, scale.replicas)
  }
  return { count: [...scales.values()].reduce((sum, replicas) => sum + replicas, 0), unmanaged }
}

/** How many pods there should be is unknown, so no share of them can be computed. */
export class ExpectedPodsError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'ExpectedPodsError'
  }
}

interface Scale {
  uid: string
  replicas: number
}

async function scaleOf(
  owner: OwnerReference,
  namespace: string,
  context: ReconcileContext,
): Promise<Scale | undefined> {
  const { cache } = context
  const key = `${namespace}/${owner.name}`
  const group = owner.apiVersion.split('/').at(-2) ?? ''
  if (owner.kind === 'ReplicaSet' && group === 'apps') {
    const replicaSet = cache(ReplicaSet).get(key)
    if (replicaSet?.metadata.uid !== owner.uid) return undefined
    const above = controllerOf(replicaSet)
    const deployment = above?.kind === 'Deployment' ? cache(Deployment).get(`${namespace}/${above.name}`) : undefined
    return deployment && deployment.metadata.uid === above?.uid ? sizeOf(deployment) : sizeOf(replicaSet)
  }
  if (owner.kind === 'StatefulSet' && group === 'apps') return same(owner, cache(StatefulSet).get(key))
  if (owner.kind === 'ReplicationController' && group === '') return same(owner, cache(ReplicationController).get(key))
  const builtIn = builtInTypes.find((type) => type.kind === owner.kind && type.group === group)
  if (builtIn) throw noScale(builtIn)
  return customScale(owner, group, namespace, context)
}

/** Nothing says how many pods such a controller wants. */
const noScale = ({ plural, group }: ResourceType) =>
  new ExpectedPodsError(`${plural}.${group} does not implement the scale subresource`)

function same(
  owner: OwnerReference,
  object: (KubeObject & { spec?: { replicas?: number } }) | undefined,
): Scale | undefined {
  return object?.metadata.uid === owner.uid ? sizeOf(object) : undefined
}

const sizeOf = ({ metadata, spec }: KubeObject & { spec?: { replicas?: number } }): Scale => ({
  uid: metadata.uid,
  replicas: spec?.replicas ?? 1,
})

/** Of a custom resource that can be scaled. */
async function customScale(
  owner: OwnerReference,
  group: string,
  namespace: string,
  { cache, client }: ReconcileContext,
): Promise<Scale | undefined> {
  const definition = cache(CustomResourceDefinition)
    .list()
    .find(({ spec }) => spec.group === group && spec.names.kind === owner.kind)
  const type = definition && customType(definition)
  const path = definition?.spec.versions.find(({ name }) => name === type?.version)?.subresources?.scale
    ?.specReplicasPath
  if (!type) return undefined
  if (!path) throw noScale(type)
  try {
    const object = await client.get(type, owner.name, type.namespaced ? { namespace } : {})
    const replicas = path
      .split('.')
      .filter(Boolean)
      .reduce<unknown>((value, field) => (value as Record<string, unknown> | undefined)?.[field], object)
    return { uid: owner.uid, replicas: typeof replicas === 'number' ? replicas : 0 }
  } catch (error) {
    if (isReason(error, 'NotFound')) return undefined
    throw error
  }
}
