import { toSeconds } from '#base'
import type { Job, JobCondition, JobStatus } from '../../resources/generated/types.ts'

export function condition(type: string, status: string, reason: string, message: string, nowMs: number): JobCondition {
  const time = toSeconds(nowMs)
  return { type, status, lastProbeTime: time, lastTransitionTime: time, reason, message }
}

/** A condition of the Job that holds. */
export function holding({ status }: Pick<Job, 'status'>, type: string): JobCondition | undefined {
  return status?.conditions?.find((condition) => condition.type === type && condition.status === 'True')
}

/** Whether the Job has ended. */
export function isJobFinished(job: Pick<Job, 'status'>): boolean {
  return holding(job, 'Complete') !== undefined || holding(job, 'Failed') !== undefined
}

/** With a condition of that type set in its place; one that says the same stays as it is. */
export function withCondition(status: JobStatus, next: JobCondition): JobStatus {
  const conditions = status.conditions ?? []
  const current = conditions.find(({ type }) => type === next.type)
  if (!current) return { ...status, conditions: [...conditions, next] }
  const same = current.status === next.status && current.reason === next.reason && current.message === next.message
  return same ? status : { ...status, conditions: conditions.map((one) => (one === current ? next : one)) }
}
