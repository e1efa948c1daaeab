import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import type * as types from '../generated/types.ts'
import { validateCounts } from '../shared/status-counts.ts'
import { indexesOf } from './indexes.ts'

/** Rules of a job's status; `errors` stands at the job. */
export function validateJobStatus(job: types.Job, old: types.Job, errors: FieldErrors): void {
  const { status = {} } = job
  const at = errors.at('status')
  validateCounts(status, ['active', 'succeeded', 'failed'], at)
  validateCounts(status, ['ready', 'terminating'], at)
  validateUncounted(status.uncountedTerminatedPods, at.at('uncountedTerminatedPods'))
  if ((status.ready ?? 0) > (status.active ?? 0))
    at.at('ready').invalid(status.ready, 'cannot set more ready pods than active')
  validateFinish(job, at)
  validateIndexes(job, at)
  validateDecrease(job, old.status ?? {}, at)
}

const hasCondition = ({ conditions }: types.JobStatus, wanted: string) =>
  conditions?.some(({ type, status }) => type === wanted && status === 'True') ?? false

// Verbatim: these stand where the value would be.
function verbatimValue(errors: FieldErrors, text: string): void {
  errors.list.push({ reason: 'FieldValueInvalid', field: errors.path, message: `Invalid value: ${text}` })
}

function validateFinish({ status = {} }: types.Job, errors: FieldErrors): void {
  const [complete, failed] = [hasCondition(status, 'Complete'), hasCondition(status, 'Failed')]
  const conditions = errors.at('conditions')
  if (complete && failed) verbatimValue(conditions, 'cannot set Complete=True and Failed=true conditions')
  if (status.completionTime && !complete)
    errors
      .at('completionTime')
      .invalid(status.completionTime, 'cannot set completionTime when there is no Complete=True condition')
  if (complete && !status.completionTime)
    errors.at('completionTime').required('completionTime is required for Complete jobs')
  if (failed && !hasCondition(status, 'FailureTarget'))
    verbatimValue(conditions, 'cannot set Failed=True condition without the FailureTarget=true condition')
  if (complete && !hasCondition(status, 'SuccessCriteriaMet'))
    verbatimValue(conditions, 'cannot set Complete=True condition without the SuccessCriteriaMet=true condition')
  if (!complete && !failed) return
  if (!status.startTime) errors.at('startTime').required('startTime is required for finished job')
  if (status.active) errors.at('active').invalid(status.active, 'active>0 is invalid for finished job')
  const { succeeded = [], failed: failedPods = [] } = status.uncountedTerminatedPods ?? {}
  if (succeeded.length > 0 || failedPods.length > 0) {
    const shown = {
      Succeeded: succeeded.length > 0 ? succeeded : null,
      Failed: failedPods.length > 0 ? failedPods : null,
    }
    errors.at('uncountedTerminatedPods').invalid(shown, 'must be empty for finished job')
  }
  if (status.terminating)
    errors.at('terminating').invalid(status.terminating, 'terminating>0 is invalid for finished job')
}

function validateUncounted(pods: types.UncountedTerminatedPods | undefined, errors: FieldErrors): void {
  const seen = new Set<string>()
  for (const list of ['succeeded', 'failed'] as const)
    for (const [index, uid] of (pods?.[list] ?? []).entries()) {
      if (uid === '') errors.at(list, index).invalid(uid, 'must not be empty')
      else if (seen.has(uid)) errors.at(list, index).duplicate(uid)
      seen.add(uid)
    }
}

function validateIndexes({ spec, status = {} }: types.Job, errors: FieldErrors): void {
  const { completedIndexes = '', failedIndexes } = status
  const isIndexed = spec!.completionMode === 'Indexed'
  const completions = spec!.completions ?? 0
  const completed = isIndexed || completedIndexes !== '' ? indexesOf(completedIndexes, completions) : new Set<number>()
  const failed = indexesOf(failedIndexes ?? '', completions)
  if (!isIndexed && completedIndexes !== '')
    errors
      .at('completedIndexes')
      .invalid(completedIndexes, 'cannot set non-empty completedIndexes when non-indexed completion mode')
  else if ('problem' in completed)
    errors.at('completedIndexes').invalid(completedIndexes, `error parsing completedIndexes: ${completed.problem}`)
  if (failedIndexes === undefined) return
  const at = errors.at('failedIndexes')
  if (spec!.backoffLimitPerIndex === undefined)
    at.invalid(failedIndexes, 'cannot set non-null failedIndexes when backoffLimitPerIndex is null')
  if ('problem' in failed) return at.invalid(failedIndexes, `error parsing failedIndexes: ${failed.problem}`)
  const known = 'problem' in completed ? indexesOf(completedIndexes, MAX_INDEX) : completed
  const both = 'problem' in known ? undefined : [...failed].find((index) => known.has(index))
  if (both !== undefined) at.invalid(failedIndexes, `failedIndexes and completedIndexes overlap at index: ${both}`)
}

// More than a job may have; bounds what a status can make the server compute.
const MAX_INDEX = 100_001

function validateDecrease({ spec, status = {} }: types.Job, before: types.JobStatus, errors: FieldErrors): void {
  // Fewer indexes may be asked for than were done.
  const counters = spec?.completionMode === 'Indexed' ? (['failed'] as const) : (['failed', 'succeeded'] as const)
  for (const field of counters)
    if ((status[field] ?? 0) < (before[field] ?? 0))
      errors.at(field).invalid(status[field] ?? 0, `cannot decrease the ${field} counter`)
}
