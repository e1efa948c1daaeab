import { Job } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { runAll } from '../shared/slow-start.ts'
import { condition, withCondition } from './conditions.ts'
import { judgeFailure } from './failure-policy.ts'
import { formatIndexes } from './indexes.ts'
import { countsPerIndex, hasFailed, indexOf, isIndexed, isTracked } from './job-pods.ts'
import type { JobSync } from './job-sync.ts'
import { releasePod } from './release-pod.ts'
import { sameStatus } from '../shared/same-status.ts'

// So that a status never gets larger than the server takes.
const MAX_UNCOUNTED = 500

/**
 * Counts pods that have ended, each exactly once: their uids are written into the status, then the finalizers that held them are removed, then
 * the numbers are raised. At last the Job is declared finished.
 */
export async function trackPods(sync: JobSync): Promise<void> {
  const { release, isAll } = noteEnded(sync)
  if (sync.outcome) sync.status = withCondition(sync.status, sync.outcome)
  countReleased(sync, new Set())
  await flush(sync)
  await runAll(release, (pod) => releasePod(sync, pod))
  countReleased(sync, new Set(release.map(({ metadata }) => metadata.uid)))
  const finished = isAll ? finish(sync) : undefined
  await flush(sync)
  if (finished) announce(sync, finished)
}

/** Notes the pods whose end is news. @returns those that need not be held any more, and whether these are all. */
function noteEnded(sync: JobSync): { release: types.Pod[]; isAll: boolean } {
  const { job, outcome, pods, replaced } = sync
  const { succeeded = [], failed = [] } = sync.status.uncountedTerminatedPods ?? {}
  const noted = { succeeded: new Set(succeeded), failed: new Set(failed) }
  const isFailing = outcome?.type === 'FailureTarget'
  const release: types.Pod[] = []
  let isAll = true
  for (const pod of pods) {
    if (!isTracked(pod)) continue
    const { uid, deletionTimestamp } = pod.metadata
    const done = pod.status?.phase === 'Succeeded'
    const over = hasFailed(pod, job) || (isFailing && !done)
    const mayGo = done || over || job.metadata.deletionTimestamp !== undefined || (outcome && deletionTimestamp)
    if (!mayGo || replaced.get(indexOf(pod)) === pod) continue
    if (noted.succeeded.size + noted.failed.size >= MAX_UNCOUNTED) {
      isAll = false
      break
    }
    release.push(pod)
    if (done && !noted.failed.has(uid)) {
      // Of indexed Jobs the index itself is the record.
      if (!isIndexed(job)) noted.succeeded.add(uid)
    } else if (!done && over && outcome?.type !== 'SuccessCriteriaMet' && countsAsFailure(job, pod))
      noted.failed.add(uid)
    else if (!done && pod.status?.phase === 'Failed' && countsAsFailure(job, pod)) noted.failed.add(uid)
  }
  sync.status = { ...sync.status, uncountedTerminatedPods: asUncounted(noted) }
  if (isIndexed(job)) {
    const { succeeded: _succeeded, completedIndexes: _completed, ...rest } = sync.status
    const { size } = sync.succeededIndexes
    sync.status = {
      ...rest,
      ...(size > 0 && { succeeded: size, completedIndexes: formatIndexes(sync.succeededIndexes) }),
      ...(countsPerIndex(job) && { failedIndexes: formatIndexes(sync.failedIndexes) }),
    }
  }
  return { release, isAll }
}

function countsAsFailure(job: types.Job, pod: types.Pod): boolean {
  const index = indexOf(pod)
  if (isIndexed(job) && (index < 0 || index >= (job.spec?.completions ?? 0))) return false
  return judgeFailure(job.spec?.podFailurePolicy, pod).counts
}

function asUncounted({
  succeeded,
  failed,
}: {
  succeeded: ReadonlySet<string>
  failed: ReadonlySet<string>
}): types.UncountedTerminatedPods {
  return { ...(succeeded.size > 0 && { succeeded: [...succeeded] }), ...(failed.size > 0 && { failed: [...failed] }) }
}

/** Adds to the numbers what was noted and is no longer held. */
function countReleased(sync: JobSync, released: ReadonlySet<string>): void {
  const held = new Set(sync.pods.filter(isTracked).map(({ metadata }) => metadata.uid))
  const isHeld = (uid: string) => held.has(uid) && !released.has(uid)
  const { succeeded = [], failed = [] } = sync.status.uncountedTerminatedPods ?? {}
  const left = { succeeded: succeeded.filter(isHeld), failed: failed.filter(isHeld) }
  const raise = (field: 'succeeded' | 'failed', by: number) =>
    by > 0 ? { [field]: (sync.status[field] ?? 0) + by } : {}
  sync.status = {
    ...sync.status,
    ...raise('succeeded', succeeded.length - left.succeeded.length),
    ...raise('failed', failed.length - left.failed.length),
    uncountedTerminatedPods: asUncounted({ succeeded: new Set(left.succeeded), failed: new Set(left.failed) }),
  }
}

async function flush(sync: JobSync): Promise<void> {
  const { job, context, status } = sync
  if (sameStatus(job.status, status)) return
  sync.job = await context.client.update(Job, { ...job, status }, { subresource: 'status' })
  context.state.set(sync.key, sync.record)
}

/** The last condition, once nothing of the Job runs any more. */
function finish(sync: JobSync): types.JobCondition | undefined {
  const { outcome, status, context } = sync
  const { uncountedTerminatedPods: { succeeded = [], failed = [] } = {}, active = 0, terminating = 0 } = status
  if (!outcome || succeeded.length + failed.length > 0 || active + terminating > 0) return undefined
  const type = outcome.type === 'FailureTarget' ? 'Failed' : 'Complete'
  const final = condition(type, 'True', outcome.reason ?? '', outcome.message ?? '', context.clock.now())
  sync.status = {
    ...withCondition(status, final),
    ...(type === 'Complete' && final.lastTransitionTime && { completionTime: final.lastTransitionTime }),
  }
  return final
}

function announce(
  { job, status, context: { events } }: JobSync,
  { type, reason = '', message = '' }: types.JobCondition,
): void {
  if (type === 'Failed') return events.event(job, 'Warning', reason, message)
  if (job.spec?.completions !== undefined && (status.succeeded ?? 0) > job.spec.completions)
    events.event(
      job,
      'Warning',
      'TooManySucceededPods',
      'Too many succeeded pods running after completion count reached',
    )
  events.event(job, 'Normal', 'Completed', 'Job completed')
}
