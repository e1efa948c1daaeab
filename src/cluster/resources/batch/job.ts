import { deepEqual } from '../../apimachinery/deep.ts'
import { nameWarnings } from '../shared/name-warning.ts'
import { checkLabelValue } from '../../apimachinery/names.ts'
import { defaultPodTemplate, prepareTemplate } from '../core/pod-spec/pod-template.ts'
import { defineResource } from '../define-resource.ts'
import { Job } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { duration } from '../shared/age.ts'
import { ageColumn, containerColumns, formatLabelSelector, nameColumn } from '../shared/columns.ts'
import { templateWarnings } from '../shared/workload.ts'
import { generateSelector } from './job-selector.ts'
import { validateJobStatus } from './job-status.ts'
import { validateJob, validateJobChange } from './job-update.ts'

export const job = defineResource<types.Job>({
  type: Job,
  // Verbatim: deletion leaves the pods alone unless the client says otherwise.
  defaultPropagation: 'Orphan',
  defaults(job) {
    defaultJobSpec(job.spec!)
    const labels = job.spec!.template.metadata?.labels
    if (labels && Object.keys(job.metadata.labels ?? {}).length === 0) job.metadata.labels = { ...labels }
  },
  prepareForCreate(job) {
    const { template } = job.spec!
    prepareTemplate(template)
    // Labels that were taken from the template are so from what it is now.
    const taken = deepEqual(job.metadata.labels, template.metadata?.labels)
    generateSelector(job)
    // A name that is too long for a label is reported of the template alone.
    if (taken && checkLabelValue(job.metadata.name).length === 0) job.metadata.labels = { ...template.metadata?.labels }
  },
  prepareForUpdate: ({ spec }) => prepareTemplate(spec!.template),
  validate: validateJob,
  validateUpdate: validateJobChange,
  validateStatusUpdate: validateJobStatus,
  warnings(job, old) {
    const recommendation = old ? [] : nameWarnings(job.metadata.name, 'Pod names and hostnames')
    return [...recommendation, ...templateWarnings(job, old)]
  },
  selectableFields: { 'status.successful': ({ status }) => String(status?.succeeded ?? 0) },
  unknownFieldText: (field) => `field label "${field}" not supported for Job`,
  columns: [
    nameColumn,
    { name: 'Status', value: statusText },
    { name: 'Completions', value: completionsText },
    { name: 'Duration', value: durationText },
    ageColumn,
    ...containerColumns<types.Job>(({ spec }) => spec?.template?.spec),
    { name: 'Selector', priority: 1, value: ({ spec }) => formatLabelSelector(spec?.selector) },
  ],
})

/** Fills what the author of a job, or of a template of jobs, left out. */
export function defaultJobSpec(spec: types.JobSpec): void {
  spec.completionMode ??= 'NonIndexed'
  if (spec.completions === undefined && spec.parallelism === undefined) spec.completions = 1
  spec.parallelism ??= 1
  spec.backoffLimit ??= spec.backoffLimitPerIndex === undefined ? 6 : MAX_INT32
  spec.suspend ??= false
  spec.podReplacementPolicy ??= spec.podFailurePolicy ? 'Failed' : 'TerminatingOrFailed'
  spec.manualSelector ??= false
  for (const { onPodConditions } of spec.podFailurePolicy?.rules ?? [])
    for (const condition of onPodConditions ?? []) condition.status ||= 'True'
  defaultPodTemplate(spec.template)
}

const MAX_INT32 = 2_147_483_647

function statusText({ metadata, status }: types.Job): string {
  const has = (type: string) => status?.conditions?.some((found) => found.type === type && found.status === 'True')
  if (has('Complete')) return 'Complete'
  if (has('Failed')) return 'Failed'
  if (metadata.deletionTimestamp) return 'Terminating'
  if (has('Suspended')) return 'Suspended'
  if (has('FailureTarget')) return 'FailureTarget'
  if (has('SuccessCriteriaMet')) return 'SuccessCriteriaMet'
  return 'Running'
}

function completionsText({ spec, status }: types.Job): string {
  const succeeded = status?.succeeded ?? 0
  if (spec?.completions !== undefined) return `${succeeded}/${spec.completions}`
  const parallelism = spec?.parallelism ?? 0
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`
}

function durationText({ status }: types.Job, now: number): string {
  if (!status?.startTime) return ''
  const end = status.completionTime ? Date.parse(status.completionTime) : now
  return duration(end - Date.parse(status.startTime))
}
