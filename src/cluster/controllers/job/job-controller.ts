import { toSeconds } from '#base'
import { keyOf } from '../../apimachinery/object.ts'
import { Job, Pod } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch, type ReconcileContext } from '../define-controller.ts'
import { claim, controllerKey } from '../shared/claim.ts'
import { ownersConcerned } from '../shared/dependents.ts'
import { byController } from '../shared/owner-index.ts'
import { isReady } from '../shared/pods.ts'
import { nextRecord } from './back-off.ts'
import { condition, isJobFinished, withCondition } from './conditions.ts'
import { isTracked } from './job-pods.ts'
import { beginSync, type FailureRecords, type JobSync } from './job-sync.ts'
import { deletePods, managePods } from './manage-pods.ts'
import { decideOutcome, isComplete } from './outcome.ts'
import { releasePod } from './release-pod.ts'
import { trackPods } from './track.ts'

// Pods of one Job often change together, and so does its status; one look a second is enough.
const BATCH_MS = 1_000
const ORPHAN = 'orphan:'
const MANAGER = 'kubernetes.io/job-controller'

/** Runs pods until as many have succeeded as a Job asks for, or it has failed. */
export const jobController = defineController<FailureRecords>({
  name: 'job-controller',
  account: 'job-controller',
  state: () => new Map(),
  watches: [
    watch(Job, function* ({ type, object, old, revision }, { cache, enqueue }) {
      if (old && old.metadata.generation === object.metadata.generation) enqueue(keyOf(object), BATCH_MS, revision)
      else yield keyOf(object)
      if (type !== 'deleted') return
      for (const pod of cache(Pod).by(byController, object.metadata.uid)) if (isTracked(pod)) yield ORPHAN + keyOf(pod)
    }),
    watch(Pod, (event, context) => {
      for (const key of ownersConcerned(event, context, Job, ({ spec }) => spec?.selector))
        context.enqueue(key, BATCH_MS, event.revision)
      return event.type !== 'deleted' &&
        isTracked(event.object) &&
        !controllerKey(event.object, Job, context.cache(Job))
        ? [ORPHAN + keyOf(event.object)]
        : []
    }),
  ],
  async reconcile(key, context) {
    if (key.startsWith(ORPHAN)) return releaseOrphan(key.slice(ORPHAN.length), context)
    const job = context.cache(Job).get(key)
    if (!job) {
      context.state.delete(key)
      return undefined
    }
    if ((job.spec?.managedBy ?? MANAGER) !== MANAGER) return undefined
    if (isJobFinished(job)) {
      context.state.delete(key)
      return undefined
    }
    await syncJob(key, job, context)
    return undefined
  },
})

async function syncJob(key: string, job: types.Job, context: ReconcileContext<FailureRecords>): Promise<void> {
  const { client, cache, state, clock } = context
  const pods = await claim({
    client,
    ownerType: Job,
    owner: job,
    selector: job.spec?.selector,
    type: Pod,
    cache: cache(Pod),
  })
  const sync = beginSync({
    context,
    key,
    job,
    pods,
    nextRecord: (succeeded, failed) => nextRecord(state.get(key), succeeded, failed),
  })
  const suspended = job.spec?.suspend === true
  if (!job.status?.startTime && !suspended) sync.status = { ...sync.status, startTime: toSeconds(clock.now()) }
  sync.outcome = decideOutcome(sync)
  const { active, news, error } = await adjustPods(sync)
  const ready = active > 0 ? sync.active.filter(isReady).length : 0
  const { active: _active, ...status } = sync.status
  sync.status = {
    ...status,
    ...(active > 0 && { active }),
    ready: Math.min(ready, active),
    terminating: terminatingAfter(sync, active),
  }
  await trackPods(sync)
  // Only what has been written is told, or a write that fails would be told twice.
  if (news?.reason === 'JobSuspended') context.events.event(job, 'Normal', 'Suspended', 'Job suspended')
  if (news?.reason === 'JobResumed') context.events.event(job, 'Normal', 'Resumed', 'Job resumed')
  if (error) throw error
}

/** Brings the pods to what the Job wants; when it has ended, to none. */
async function adjustPods(
  sync: JobSync,
): Promise<{ active: number; news?: types.JobCondition | undefined; error?: Error }> {
  const { job, context } = sync
  if (sync.outcome) return deletePods(sync, sync.active, false)
  if (job.metadata.deletionTimestamp) return { active: sync.active.length }
  const managed = await managePods(sync)
  if (isComplete(job, sync.succeeded, managed.active)) {
    const message = 'Reached expected number of succeeded pods'
    sync.outcome = condition('SuccessCriteriaMet', 'True', 'CompletionsReached', message, context.clock.now())
    return managed
  }
  return { ...managed, news: noteSuspension(sync) }
}

/** Notes that a Job was suspended or goes on; its time begins anew then. @returns the condition, where it is news. */
function noteSuspension(sync: JobSync): types.JobCondition | undefined {
  const { job, context, status } = sync
  const now = context.clock.now()
  const wasSuspended = status.conditions?.find(({ type }) => type === 'Suspended')?.status === 'True'
  const isSuspended = job.spec?.suspend === true
  if (wasSuspended === isSuspended) return undefined
  const news = isSuspended
    ? condition('Suspended', 'True', 'JobSuspended', 'Job suspended', now)
    : condition('Suspended', 'False', 'JobResumed', 'Job resumed', now)
  sync.status = { ...withCondition(status, news), ...(!isSuspended && { startTime: toSeconds(now) }) }
  return news
}

/** Pods that are being deleted, with those that this reconcile deleted. */
function terminatingAfter({ terminating, active: before }: JobSync, active: number): number {
  return terminating + Math.max(0, before.length - active)
}

/** A pod whose Job is gone is held for nothing. */
async function releaseOrphan(key: string, context: ReconcileContext<FailureRecords>): Promise<undefined> {
  const pod = context.cache(Pod).get(key)
  if (pod && isTracked(pod) && !controllerKey(pod, Job, context.cache(Job))) await releasePod({ context }, pod)
  return undefined
}
