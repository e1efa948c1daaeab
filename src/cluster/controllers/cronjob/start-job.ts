import { isReason, StatusError } from '../../apimachinery/errors.ts'
import type { Draft } from '../../apimachinery/object.ts'
import { CronJob, Job } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import type { ReconcileContext } from '../define-controller.ts'
import { isJobFinished } from '../job/conditions.ts'
import { controllerReference } from '../shared/claim.ts'
import { isNamespaceTerminating } from '../shared/pod-control.ts'
import { createZoneOffset } from './next-time.ts'

/** Makes the Job of one scheduled time. @returns a reference to it; `undefined` when there is nothing to run. */
export async function startJob(
  cronJob: types.CronJob,
  dueMs: number,
  { client, events }: ReconcileContext,
): Promise<types.ObjectReference | undefined> {
  const draft = draftJob(cronJob, dueMs)
  try {
    const job = await client.create(Job, draft)
    events.event(cronJob, 'Normal', 'SuccessfulCreate', `Created job ${job.metadata.name}`)
    return referenceTo(job)
  } catch (error) {
    if (isNamespaceTerminating(error)) return undefined
    if (isReason(error, 'AlreadyExists')) {
      // Made before a crash: it counts if it is ours and still runs.
      const { name = '', namespace = '' } = draft.metadata
      const job = await client.get(Job, name, { namespace })
      const mine = job.metadata.ownerReferences?.some(
        ({ controller, uid }) => controller && uid === cronJob.metadata.uid,
      )
      return mine && !isJobFinished(job) ? referenceTo(job) : undefined
    }
    if (error instanceof StatusError)
      events.event(cronJob, 'Warning', 'FailedCreate', `Error creating job: ${error.message}`)
    throw error
  }
}

function draftJob({ metadata, spec, ...rest }: types.CronJob, dueMs: number): Draft<types.Job> {
  const { jobTemplate, timeZone } = spec!
  const annotations = {
    ...jobTemplate.metadata?.annotations,
    'batch.kubernetes.io/cronjob-scheduled-timestamp': withOffset(dueMs, createZoneOffset(timeZone)(dueMs)),
  }
  return {
    metadata: {
      name: `${metadata.name}-${Math.floor(dueMs / 60_000)}`,
      namespace: metadata.namespace!,
      ...(jobTemplate.metadata?.labels && { labels: jobTemplate.metadata.labels }),
      annotations,
      ownerReferences: [controllerReference(CronJob, { metadata, ...rest })],
    },
    spec: jobTemplate.spec!,
  }
}

/** RFC 3339 with the offset of the CronJob's time zone. */
function withOffset(atMs: number, offsetMs: number): string {
  const local = new Date(atMs + offsetMs).toISOString().slice(0, 19)
  if (offsetMs === 0) return `${local}Z`
  const minutes = Math.abs(offsetMs) / 60_000
  const twoDigits = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${local}${offsetMs < 0 ? '-' : '+'}${twoDigits(minutes / 60)}:${twoDigits(minutes % 60)}`
}

function referenceTo({ apiVersion, kind, metadata }: types.Job): types.ObjectReference {
  const { name, namespace = '', uid, resourceVersion } = metadata
  return { apiVersion, kind, name, namespace, resourceVersion, uid }
}
