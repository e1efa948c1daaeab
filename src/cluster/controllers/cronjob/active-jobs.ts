import { isReason } from '../../apimachinery/errors.ts'
import { CronJob, Job } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import type { ReconcileContext } from '../define-controller.ts'
import { holding, isJobFinished } from '../job/conditions.ts'

/**
 * The status after looking at the Jobs that a CronJob has made: which still run, and when the last one went well.
 * @param removed uids of those that have just been deleted
 */
export async function syncActive(
  cronJob: types.CronJob,
  jobs: readonly types.Job[],
  removed: ReadonlySet<string>,
  context: ReconcileContext,
): Promise<types.CronJobStatus> {
  const { client, events } = context
  let { active = [], lastSuccessfulTime } = cronJob.status ?? {}
  active = active.filter(({ uid = '' }) => !removed.has(uid))
  for (const job of jobs) {
    const { name, uid } = job.metadata
    const isListed = active.some((reference) => reference.uid === uid)
    const finished = isJobFinished(job)
    if (!isListed && !finished) {
      const fresh = await client.get(CronJob, cronJob.metadata.name, { namespace: cronJob.metadata.namespace! })
      if (fresh.status?.active?.some((reference) => reference.uid === uid)) continue
      events.event(
        cronJob,
        'Warning',
        'UnexpectedJob',
        `Saw a job that the controller did not create or forgot: ${name}`,
      )
    } else if (isListed && finished) {
      active = active.filter((reference) => reference.uid !== uid)
      const condition = holding(job, 'Complete') ? 'Complete' : 'Failed'
      events.event(cronJob, 'Normal', 'SawCompletedJob', `Saw completed job: ${name}, condition: ${condition}`)
    }
    const { completionTime } = job.status ?? {}
    if (finished && holding(job, 'Complete') && completionTime && completionTime > (lastSuccessfulTime ?? ''))
      lastSuccessfulTime = completionTime
  }
  const known = new Set(jobs.map(({ metadata }) => metadata.uid))
  for (const reference of active) {
    if (known.has(reference.uid ?? '') || (await exists(reference, context))) continue
    active = active.filter((one) => one !== reference)
    events.event(cronJob, 'Normal', 'MissingJob', `Active job went missing: ${reference.name}`)
  }
  const { active: _active, ...rest } = cronJob.status ?? {}
  return { ...rest, ...(active.length > 0 && { active }), ...(lastSuccessfulTime && { lastSuccessfulTime }) }
}

async function exists(
  { name = '', namespace = '' }: types.ObjectReference,
  { client }: ReconcileContext,
): Promise<boolean> {
  try {
    await client.get(Job, name, { namespace })
    return true
  } catch (error) {
    if (isReason(error, 'NotFound')) return false
    throw error
  }
}
