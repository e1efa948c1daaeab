import { toSeconds } from '#base'
import { CronError, parseCronSchedule, type CronSchedule } from '../../apimachinery/cron-schedule.ts'
import { keyOf } from '../../apimachinery/object.ts'
import { CronJob, Job } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch, type ReconcileContext } from '../define-controller.ts'
import { controllerKey } from '../shared/claim.ts'
import { byController } from '../shared/owner-index.ts'
import { syncActive } from './active-jobs.ts'
import { deleteJob, removeOldJobs } from './history.ts'
import { createZoneOffset, missedTimes, nextTime } from './next-time.ts'
import { startJob } from './start-job.ts'
import { sameStatus } from '../shared/same-status.ts'

// Clocks that differ a little must not make it too early.
const MARGIN_MS = 100

/** Starts Jobs at the times that a schedule names. */
export const cronJobController = defineController({
  name: 'cronjob-controller',
  account: 'cronjob-controller',
  watches: [
    watch(CronJob, ({ object }) => [keyOf(object)]),
    watch(Job, ({ object }, { cache }) => {
      const key = controllerKey(object, CronJob, cache(CronJob))
      return key ? [key] : []
    }),
  ],
  async reconcile(key, context) {
    const cronJob = context.cache(CronJob).get(key)
    if (!cronJob) return undefined
    const jobs = context.cache(Job).by(byController, cronJob.metadata.uid)
    // Verbatim: a Job that is not kept at all is never said to have completed.
    const removed = await removeOldJobs(cronJob, jobs, context)
    const status = await syncActive(cronJob, jobs, removed, context)
    const current = await writeStatus(cronJob, status, context)
    if (cronJob.metadata.deletionTimestamp) return undefined
    const timing = readTiming(current, context)
    if (!timing || current.spec?.suspend) return undefined
    const dueMs = dueTime(current, timing, context)
    if (dueMs !== undefined) await runDue(current, dueMs, jobs, context)
    const now = context.clock.now()
    return nextTime(timing.schedule, now, timing.offset)! - now + MARGIN_MS
  },
})

async function writeStatus(
  cronJob: types.CronJob,
  status: types.CronJobStatus,
  { client }: ReconcileContext,
): Promise<types.CronJob> {
  if (sameStatus(status, cronJob.status)) return cronJob
  return client.update(CronJob, { ...cronJob, status }, { subresource: 'status' })
}

interface Timing {
  schedule: CronSchedule
  offset: (atMs: number) => number
}

/** The schedule and its clock; `undefined` when the server let something in that cannot be read or never comes. */
function readTiming(cronJob: types.CronJob, { events, clock }: ReconcileContext): Timing | undefined {
  const { schedule, timeZone } = cronJob.spec!
  let offset: Timing['offset']
  try {
    offset = createZoneOffset(timeZone)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    events.event(
      cronJob,
      'Warning',
      'UnknownTimeZone',
      `invalid timeZone: "${timeZone}": unknown time zone ${timeZone}`,
    )
    return undefined
  }
  try {
    const timing = { schedule: parseCronSchedule(schedule), offset }
    if (nextTime(timing.schedule, clock.now(), offset) !== undefined) return timing
    const message = `invalid schedule: ${schedule} : time difference between two schedules is less than 1 second`
    events.event(cronJob, 'Warning', 'InvalidSchedule', message)
    return undefined
  } catch (error) {
    if (!(error instanceof CronError)) throw error
    events.event(cronJob, 'Warning', 'UnparseableSchedule', `unparseable schedule: "${schedule}" : ${error.message}`)
    return undefined
  }
}

/** The latest time that is due and not too late, in milliseconds since the epoch. */
function dueTime(
  cronJob: types.CronJob,
  { schedule, offset }: Timing,
  { clock, events }: ReconcileContext,
): number | undefined {
  const { metadata, spec, status } = cronJob
  const now = clock.now()
  const deadlineMs = spec?.startingDeadlineSeconds === undefined ? undefined : spec.startingDeadlineSeconds * 1000
  const since = Date.parse(status?.lastScheduleTime ?? metadata.creationTimestamp)
  const after = deadlineMs === undefined ? since : Math.max(since, now - deadlineMs)
  if (after > now) return undefined
  const { latest, tooMany } = missedTimes(schedule, after, now, offset)
  if (tooMany)
    events.event(
      cronJob,
      'Warning',
      'TooManyMissedTimes',
      'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew',
    )
  if (latest === undefined || toSeconds(latest) === status?.lastScheduleTime) return undefined
  if (deadlineMs !== undefined && latest + deadlineMs < now) {
    events.event(cronJob, 'Warning', 'MissSchedule', `Missed scheduled time to start a job: ${inWords(latest)}`)
    return undefined
  }
  return latest
}

/** RFC 1123 with a numeric zone, as events name times. */
function inWords(atMs: number): string {
  return new Date(atMs).toUTCString().replace('GMT', '+0000')
}

async function runDue(
  cronJob: types.CronJob,
  dueMs: number,
  jobs: readonly types.Job[],
  context: ReconcileContext,
): Promise<void> {
  const { spec, status } = cronJob
  let active = status?.active ?? []
  if (spec?.concurrencyPolicy === 'Forbid' && active.length > 0) {
    const message = 'Not starting job because prior execution is running and concurrency policy is Forbid'
    return context.events.event(cronJob, 'Normal', 'JobAlreadyActive', message)
  }
  if (spec?.concurrencyPolicy === 'Replace') {
    for (const job of jobs)
      if (active.some(({ uid }) => uid === job.metadata.uid)) await deleteJob(cronJob, job, context)
    active = []
  }
  const reference = await startJob(cronJob, dueMs, context)
  if (!reference) return
  await writeStatus(cronJob, { ...status, active: [...active, reference], lastScheduleTime: toSeconds(dueMs) }, context)
}
