import { Deployment, ReplicaSet } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import type { ReconcileContext } from '../define-controller.ts'
import { hasAnnotations, sizeAnnotations } from './annotations.ts'
import { withCondition } from './conditions.ts'
import { replaced, replicasOf, rolloutBounds, sizeOf, type ReplicaSets } from './replica-sets.ts'

/** One reconcile of one Deployment: the state that its steps share and move on. */
export interface Rollout {
  deployment: types.Deployment
  sets: ReplicaSets
  readonly context: ReconcileContext
}

/** Writes the Deployment's status, with its annotations where the caller changed them. */
export async function writeStatus(
  rollout: Rollout,
  status: types.DeploymentStatus,
  annotations?: Record<string, string>,
): Promise<void> {
  const { deployment, context } = rollout
  const metadata = { ...deployment.metadata, ...(annotations && { annotations }) }
  const next = { ...deployment, metadata, status }
  rollout.deployment = await context.client.update(Deployment, next, { subresource: 'status' })
}

/** The Deployment's status with a condition set. */
export function statusWith({ deployment }: Rollout, condition: types.DeploymentCondition): types.DeploymentStatus {
  return { ...deployment.status, conditions: withCondition(deployment.status?.conditions ?? [], condition) }
}

/** Gives a ReplicaSet its size and says so. @returns whether the size changed. */
export async function scaleReplicaSet(rollout: Rollout, replicaSet: types.ReplicaSet, size: number): Promise<boolean> {
  const { deployment, context } = rollout
  const { client, events } = context
  const before = sizeOf(replicaSet)
  const wanted = sizeAnnotations(replicasOf(deployment), replicasOf(deployment) + rolloutBounds(deployment).maxSurge)
  if (before === size && hasAnnotations(replicaSet, wanted)) return false
  const annotations = { ...replicaSet.metadata.annotations, ...wanted }
  const next = {
    ...replicaSet,
    metadata: { ...replicaSet.metadata, annotations },
    spec: { ...replicaSet.spec!, replicas: size },
  }
  const written = await client.update(ReplicaSet, next)
  rollout.sets = replaced(rollout.sets, written)
  if (before === size) return false
  const direction = before < size ? 'up' : 'down'
  const message = `Scaled ${direction} replica set ${replicaSet.metadata.name} from ${before} to ${size}`
  events.event(deployment, 'Normal', 'ScalingReplicaSet', message)
  return true
}

/** The same, for a ReplicaSet that need not be touched when its size is right. */
export async function resize(rollout: Rollout, replicaSet: types.ReplicaSet, size: number): Promise<boolean> {
  return sizeOf(replicaSet) !== size && (await scaleReplicaSet(rollout, replicaSet, size))
}
