import type { Job, JobCondition } from '../../resources/generated/types.ts'
import { condition, holding } from './conditions.ts'
import { judgeFailure } from './failure-policy.ts'
import { countsPerIndex, hasFailed, isIndexed, totalRestarts } from './job-pods.ts'
import type { JobSync } from './job-sync.ts'
import { matchSuccess } from './success-policy.ts'

const BACKOFF = 'Job has reached the specified backoff limit'
const DEADLINE = 'Job was active longer than specified deadline'

/** What has been decided about the Job's end, now or before: a condition SuccessCriteriaMet or FailureTarget; `undefined` while it goes on. */
export function decideOutcome(sync: JobSync): JobCondition | undefined {
  const { job, context } = sync
  const met = holding(job, 'SuccessCriteriaMet')
  if (met) return met
  const target = holding(job, 'FailureTarget')
  if (target) return target
  const now = context.clock.now()
  const failure = failureByPolicy(sync) ?? failureByLimits(sync, now) ?? failureByIndexes(sync)
  if (failure) return condition('FailureTarget', 'True', failure.reason, failure.message, now)
  if (!isIndexed(job)) return undefined
  const matched = matchSuccess(job.spec?.successPolicy, job.spec?.completions ?? 0, sync.succeededIndexes)
  return matched === undefined ? undefined : condition('SuccessCriteriaMet', 'True', 'SuccessPolicy', matched, now)
}

interface Failure {
  reason: string
  message: string
}

function failureByPolicy({ job, pods }: JobSync): Failure | undefined {
  const policy = job.spec?.podFailurePolicy
  if (!policy) return undefined
  for (const pod of pods) {
    if (!hasFailed(pod, job)) continue
    const { action, message } = judgeFailure(policy, pod)
    if (action === 'FailJob') return { reason: 'PodFailurePolicy', message }
  }
  return undefined
}

function failureByLimits({ job, failed, active, context, key }: JobSync, now: number): Failure | undefined {
  const { backoffLimit = 6, activeDeadlineSeconds, suspend = false, template } = job.spec ?? {}
  const restarts = template?.spec?.restartPolicy === 'OnFailure' ? totalRestarts(active) : 0
  if (failed > backoffLimit || (restarts > 0 && restarts >= backoffLimit))
    return { reason: 'BackoffLimitExceeded', message: BACKOFF }
  if (activeDeadlineSeconds === undefined || suspend) return undefined
  const startedMs = job.status?.startTime ? Date.parse(job.status.startTime) : now
  const left = startedMs + activeDeadlineSeconds * 1000 - now
  if (left <= 0 && job.status?.startTime) return { reason: 'DeadlineExceeded', message: DEADLINE }
  context.enqueue(key, left)
  return undefined
}

function failureByIndexes({ job, failedIndexes, succeededIndexes }: JobSync): Failure | undefined {
  if (!countsPerIndex(job)) return undefined
  const { completions = 0, maxFailedIndexes = Infinity } = job.spec ?? {}
  if (failedIndexes.size > maxFailedIndexes)
    return {
      reason: 'MaxFailedIndexesExceeded',
      message: 'Job has exceeded the specified maximal number of failed indexes',
    }
  const allOver = failedIndexes.size > 0 && failedIndexes.size + succeededIndexes.size >= completions
  return allOver ? { reason: 'FailedIndexes', message: 'Job has failed indexes' } : undefined
}

/** Whether the Job has done all that it is asked to. */
export function isComplete({ spec }: Job, succeeded: number, active: number): boolean {
  if (active > 0) return false
  return spec?.completions === undefined ? succeeded > 0 : succeeded >= spec.completions
}
