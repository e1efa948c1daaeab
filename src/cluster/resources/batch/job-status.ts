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
  validateConditions(job, old.status ?? {}, at)
  if (hasCondition(status, 'Complete') || hasCondition(status, 'Failed')) validateFinished(status, at)
  if ((status.ready ?? 0) > (status.active ?? 0))
    at.at('ready').invalid(status.ready ?? 0, 'cannot set more ready pods than active')
  validateIndexes(job, at)
  validateDecrease(job, old.status ?? {}, at)
  validateTimeChanges(job, old.status ?? {}, at)
  validateConditionChanges(status, old.status ?? {}, at.at('conditions'))
}

const hasCondition = ({ conditions }: types.JobStatus, wanted: string) =>
  conditions?.some(({ type, status }) => type === wanted && status === 'True') ?? false

// Verbatim: these stand where the value would be.
function verbatimValue(errors: FieldErrors, text: string): void {
  errors.list.push({ reason: 'FieldValueInvalid', field: errors.path, message: `Invalid value: ${text}` })
}

const EXCLUSIVE = [
  ['SuccessCriteriaMet', 'Failed'],
  ['SuccessCriteriaMet', 'FailureTarget'],
] as const

function validateConditions({ spec, status = {} }: types.Job, before: types.JobStatus, errors: FieldErrors): void {
  const { startTime, completionTime } = status
  const has = (type: string) => hasCondition(status, type)
  const [complete, failed] = [has('Complete'), has('Failed')]
  const [conditions, time] = [errors.at('conditions'), errors.at('completionTime')]
  const exclude = (a: string, b: string) => {
    if (has(a) && has(b)) verbatimValue(conditions, `cannot set ${a}=True and ${b}=true conditions`)
  }
  exclude('Complete', 'Failed')
  exclude('Complete', 'FailureTarget')
  if (completionTime && !complete)
    time.invalid(completionTime, 'cannot set completionTime when there is no Complete=True condition')
  if (complete && !completionTime) time.required('completionTime is required for Complete jobs')
  if (completionTime && startTime && Date.parse(completionTime) < Date.parse(startTime))
    time.invalid(completionTime, 'must be equal to or after `startTime`')
  // Verbatim: of what has failed before it is not asked again.
  if (failed && !hasCondition(before, 'Failed') && !has('FailureTarget'))
    verbatimValue(conditions, 'cannot set Failed=True condition without the FailureTarget=true condition')
  if (complete && !has('SuccessCriteriaMet'))
    verbatimValue(conditions, 'cannot set Complete=True condition without the SuccessCriteriaMet=true condition')
  for (const [a, b] of EXCLUSIVE) exclude(a, b)
  if (complete && spec!.successPolicy && !has('SuccessCriteriaMet'))
    verbatimValue(conditions, 'cannot set Complete=True for Job with SuccessPolicy unless SuccessCriteriaMet=True')
}

function validateFinished(status: types.JobStatus, errors: FieldErrors): void {
  const { startTime, active = 0, terminating = 0 } = status
  if (!startTime) errors.at('startTime').required('startTime is required for finished job')
  if (active > 0) errors.at('active').invalid(active, 'active>0 is invalid for finished job')
  const { succeeded = [], failed = [] } = status.uncountedTerminatedPods ?? {}
  if (succeeded.length > 0 || failed.length > 0) {
    const shown = { Succeeded: succeeded.length > 0 ? succeeded : null, Failed: failed.length > 0 ? failed : null }
    errors.at('uncountedTerminatedPods').invalid(shown, 'must be empty for finished job')
  }
  if (terminating > 0) errors.at('terminating').invalid(terminating, 'terminating>0 is invalid for finished job')
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
  const completions = spec!.completions ?? 0
  const completed = indexesOf(completedIndexes, completions)
  const done = errors.at('completedIndexes')
  if ('problem' in completed) done.invalid(completedIndexes, `error parsing completedIndexes: ${completed.problem}`)
  if (spec!.completionMode !== 'Indexed' && completedIndexes !== '')
    done.invalid(completedIndexes, 'cannot set non-empty completedIndexes when non-indexed completion mode')
  if (failedIndexes === undefined) return
  const failed = indexesOf(failedIndexes, completions)
  const at = errors.at('failedIndexes')
  if (spec!.backoffLimitPerIndex === undefined)
    at.invalid(failedIndexes, 'cannot set non-null failedIndexes when backoffLimitPerIndex is null')
  else if ('problem' in failed) at.invalid(failedIndexes, `error parsing failedIndexes: ${failed.problem}`)
  if ('problem' in failed) return
  const known = 'problem' in completed ? indexesOf(completedIndexes, MAX_INDEX) : completed
  const both = 'problem' in known ? undefined : [...failed].find((index) => known.has(index))
  if (both !== undefined) at.invalid(failedIndexes, `failedIndexes and completedIndexes overlap at index: ${both}`)
}

// More than a job may have; bounds what a status can make the server compute.
const MAX_INDEX = 100_001

function validateDecrease({ spec, status = {} }: types.Job, before: types.JobStatus, errors: FieldErrors): void {
  // Fewer indexes than were done may be asked for of a job that grows and shrinks, which does all of them at once.
  const isElastic = spec!.completionMode === 'Indexed' && spec!.completions === spec!.parallelism
  const counters = isElastic ? (['failed'] as const) : (['failed', 'succeeded'] as const)
  for (const field of counters)
    if ((status[field] ?? 0) < (before[field] ?? 0))
      errors.at(field).invalid(status[field] ?? 0, `cannot decrease the ${field} counter`)
}

function validateTimeChanges({ spec, status = {} }: types.Job, before: types.JobStatus, errors: FieldErrors): void {
  // The time begins anew when a job goes on. Verbatim: another time is reported as none.
  const goesOn = hasCondition(before, 'Suspended') && !hasCondition(status, 'Suspended')
  if (before.startTime && !spec!.suspend && !goesOn && !isSameTime(status.startTime, before.startTime))
    errors.at('startTime').required('startTime cannot be removed for unsuspended job')
  const { completionTime } = status
  if (before.completionTime && completionTime && !isSameTime(completionTime, before.completionTime))
    errors.at('completionTime').invalid(completionTime, 'field is immutable')
}

const isSameTime = (a: string | undefined, b: string) => a !== undefined && Date.parse(a) === Date.parse(b)

function validateConditionChanges(status: types.JobStatus, before: types.JobStatus, errors: FieldErrors): void {
  const isDisabled = (type: string) => hasCondition(before, type) && !hasCondition(status, type)
  for (const type of ['Complete', 'Failed', 'FailureTarget'])
    if (isDisabled(type)) verbatimValue(errors, `cannot disable the terminal ${type}=True condition`)
  if (isDisabled('SuccessCriteriaMet')) verbatimValue(errors, 'cannot disable the SuccessCriteriaMet=True condition')
}
