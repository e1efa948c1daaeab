import { toSeconds } from '#base'
import type { DeploymentCondition, DeploymentStatus } from '../../resources/generated/types.ts'

export type ConditionType = 'Available' | 'Progressing' | 'ReplicaFailure'

export function condition(
  type: ConditionType,
  status: string,
  reason: string,
  message: string,
  nowMs: number,
): DeploymentCondition {
  const time = toSeconds(nowMs)
  return { type, status, lastUpdateTime: time, lastTransitionTime: time, reason, message }
}

export function findCondition(
  status: DeploymentStatus | undefined,
  type: ConditionType,
): DeploymentCondition | undefined {
  return status?.conditions?.find((condition) => condition.type === type)
}

/** With a condition set. One of the same status and reason stays as it is; a changed one moves to the end. */
export function withCondition(
  conditions: readonly DeploymentCondition[],
  next: DeploymentCondition,
): DeploymentCondition[] {
  const current = conditions.find(({ type }) => type === next.type)
  if (current?.status === next.status && current.reason === next.reason) return [...conditions]
  const lastTransitionTime = current?.status === next.status ? current.lastTransitionTime : next.lastTransitionTime
  return [...withoutCondition(conditions, next.type), { ...next, ...(lastTransitionTime && { lastTransitionTime }) }]
}

export function withoutCondition(conditions: readonly DeploymentCondition[], type: string): DeploymentCondition[] {
  return conditions.filter((condition) => condition.type !== type)
}
