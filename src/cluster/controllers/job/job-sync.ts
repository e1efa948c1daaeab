import type { Job, JobCondition, JobStatus, Pod } from '../../resources/generated/types.ts'
import type { ReconcileContext } from '../define-controller.ts'
import { isActive, isTerminating } from '../shared/pods.ts'
import type { FailureRecord } from './back-off.ts'
import { judgeFailure } from './failure-policy.ts'
import { parseIndexes } from './indexes.ts'
import { countsPerIndex, hasFailed, indexOf, isIndexed, isTracked } from './job-pods.ts'
import { indexFailures, replacedPods } from './per-index.ts'

/** What the controller remembers of each Job: how its pods have failed of late. */
export type FailureRecords = Map<string, FailureRecord>

/** One reconcile of one Job: what its steps share and move on. */
export interface JobSync {
  readonly context: ReconcileContext<FailureRecords>
  readonly key: string
  /** As last written. */
  job: Job
  /** As it is to be written. */
  status: JobStatus
  readonly pods: readonly Pod[]
  /** Pods that neither ended nor are being deleted. */
  active: readonly Pod[]
  readonly terminating: number
  /** Ended pods that no status has counted yet. */
  readonly newlySucceeded: readonly Pod[]
  readonly newlyFailed: readonly Pod[]
  readonly succeeded: number
  readonly failed: number
  readonly record: FailureRecord
  /** Of indexed Jobs: what is done, with the pods that are not counted yet. */
  readonly succeededIndexes: ReadonlySet<number>
  readonly failedIndexes: ReadonlySet<number>
  /** Per index the failed pod that its successor replaces: it stays until that one exists. */
  readonly replaced: ReadonlyMap<number, Pod>
  /** The condition that ends the Job, or is about to. */
  outcome: JobCondition | undefined
}

export type SyncInput = Pick<JobSync, 'context' | 'key' | 'job' | 'pods'> & {
  nextRecord: (succeeded: readonly Pod[], failed: readonly Pod[]) => FailureRecord
}

/** Takes stock of a Job and its pods. */
export function beginSync({ context, key, job, pods, nextRecord }: SyncInput): JobSync {
  const status = job.status ?? {}
  const uncounted = {
    succeeded: new Set(status.uncountedTerminatedPods?.succeeded),
    failed: new Set(status.uncountedTerminatedPods?.failed),
  }
  const isNew = ({ metadata: { uid } }: Pod) => !uncounted.succeeded.has(uid) && !uncounted.failed.has(uid)
  const ended = pods.filter((pod) => isTracked(pod) && isNew(pod))
  const newlySucceeded = ended.filter(
    (pod) => pod.status?.phase === 'Succeeded' && (!isIndexed(job) || indexOf(pod) >= 0),
  )
  const newlyFailed = ended.filter((pod) => hasFailed(pod, job))
  const counted = newlyFailed.filter((pod) => judgeFailure(job.spec?.podFailurePolicy, pod).counts)
  const succeededIndexes = isIndexed(job) ? doneIndexes(job, pods) : new Set<number>()
  const failedIndexes = countsPerIndex(job) ? indexFailures(job, pods) : new Set<number>()
  const active = pods.filter(isActive)
  return {
    context,
    key,
    job,
    status,
    pods,
    active,
    terminating: pods.filter(isTerminating).length,
    newlySucceeded,
    newlyFailed,
    succeeded: isIndexed(job)
      ? succeededIndexes.size
      : (status.succeeded ?? 0) + newlySucceeded.length + uncounted.succeeded.size,
    failed: (status.failed ?? 0) + counted.length + uncounted.failed.size,
    record: nextRecord(newlySucceeded, newlyFailed),
    succeededIndexes,
    failedIndexes,
    replaced: countsPerIndex(job) ? replacedPods(job, pods, active, succeededIndexes, failedIndexes) : new Map(),
    outcome: undefined,
  }
}

function doneIndexes({ spec, status }: Job, pods: readonly Pod[]): Set<number> {
  const completions = spec?.completions ?? 0
  const indexes = parseIndexes(status?.completedIndexes, completions)
  for (const pod of pods)
    if (pod.status?.phase === 'Succeeded' && isTracked(pod) && indexOf(pod) >= 0 && indexOf(pod) < completions)
      indexes.add(indexOf(pod))
  return indexes
}
