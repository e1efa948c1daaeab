import { isReason } from '../../apimachinery/errors.ts'
import { Job } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import type { ReconcileContext } from '../define-controller.ts'
import { holding, isJobFinished } from '../job/conditions.ts'

/** Deletes finished Jobs beyond those that are kept for looking at. @returns the uids of those that are gone */
export async function removeOldJobs(
  cronJob: types.CronJob,
  jobs: readonly types.Job[],
  context: ReconcileContext,
): Promise<ReadonlySet<string>> {
  const { successfulJobsHistoryLimit, failedJobsHistoryLimit } = cronJob.spec ?? {}
  const finished = jobs.filter(isJobFinished)
  const failed = finished.filter((job) => holding(job, 'Failed'))
  const old = [
    ...oldest(
      finished.filter((job) => !failed.includes(job)),
      successfulJobsHistoryLimit,
    ),
    ...oldest(failed, failedJobsHistoryLimit),
  ]
  for (const job of old) await deleteJob(cronJob, job, context)
  return new Set(old.map(({ metadata }) => metadata.uid))
}

/** What there is beyond a limit. */
function oldest(jobs: types.Job[], limit: number | undefined): types.Job[] {
  if (limit === undefined || jobs.length <= limit) return []
  const startOf = ({ status, metadata }: types.Job) => `${status?.startTime ?? ''} ${metadata.name}`
  return jobs.sort((a, b) => (startOf(a) < startOf(b) ? -1 : 1)).slice(0, jobs.length - limit)
}

/** Deletes a Job with its pods and says so. */
export async function deleteJob(
  cronJob: types.CronJob,
  { metadata }: types.Job,
  { client, events }: ReconcileContext,
): Promise<void> {
  const { name, namespace = '' } = metadata
  try {
    await client.delete(Job, name, { namespace, propagationPolicy: 'Background' })
  } catch (error) {
    if (isReason(error, 'NotFound')) return
    events.event(cronJob, 'Warning', 'FailedDelete', `Deleted job: ${(error as Error).message}`)
    throw error
  }
  events.event(cronJob, 'Normal', 'SuccessfulDelete', `Deleted job ${name}`)
}
