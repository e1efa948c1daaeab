import { defineResource } from '../define-resource.ts'
import { Job } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { duration } from '../shared/age.ts'
import { ageColumn, containerColumns, formatLabelSelector, nameColumn } from '../shared/columns.ts'

export const job = defineResource<types.Job>({
  type: Job,
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
