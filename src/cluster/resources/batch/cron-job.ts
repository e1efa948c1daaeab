import { CronError, parseCronSchedule } from '../../apimachinery/cron-schedule.ts'
import { nameWarnings } from '../shared/name-warning.ts'
import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { defaultPodTemplate, prepareTemplate } from '../core/pod-spec/pod-template.ts'
import { podWarnings } from '../core/pod-spec/warnings.ts'
import { defineResource } from '../define-resource.ts'
import { CronJob } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { age } from '../shared/age.ts'
import { ageColumn, containerColumns, formatLabelSelector, nameColumn } from '../shared/columns.ts'
import { checkNonNegative, requireWord } from '../shared/rules.ts'
import { validateJobTemplateSpec } from './job-rules.ts'

export const cronJob = defineResource<types.CronJob>({
  type: CronJob,
  metadataRules: { updateChecks: 'thrice' },
  defaults({ spec }) {
    spec!.concurrencyPolicy ??= 'Allow'
    spec!.suspend ??= false
    spec!.successfulJobsHistoryLimit ??= 3
    spec!.failedJobsHistoryLimit ??= 1
    const job = spec!.jobTemplate.spec!
    for (const { onPodConditions } of job.podFailurePolicy?.rules ?? [])
      for (const condition of onPodConditions ?? []) condition.status ||= 'True'
    defaultPodTemplate(job.template)
  },
  prepareForCreate: ({ spec }) => prepareTemplate(spec!.jobTemplate.spec!.template),
  prepareForUpdate: ({ spec }) => prepareTemplate(spec!.jobTemplate.spec!.template),
  validate({ metadata, spec }, errors) {
    validateSpec(spec!, undefined, errors.at('spec'))
    if (metadata.name.length > MAX_NAME)
      errors.at('metadata', 'name').invalid(metadata.name, `must be no more than ${MAX_NAME} characters`)
  },
  validateUpdate: ({ spec }, old, errors) => validateSpec(spec!, old.spec, errors.at('spec')),
  validateStatusUpdate() {},
  warnings(job, old) {
    const recommendation = old ? [] : nameWarnings(job.metadata.name, 'Pod names and hostnames')
    if (old && old.metadata.generation === job.metadata.generation) return recommendation
    const { template } = job.spec!.jobTemplate.spec!
    const zone = /TZ/.test(job.spec!.schedule)
      ? [
          `spec.schedule: cannot use TZ or CRON_TZ in spec.schedule, use timeZone instead, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details`,
        ]
      : []
    return [
      ...recommendation,
      ...podWarnings(template.spec!, template.metadata?.annotations, 'spec.jobTemplate.spec.template.'),
      ...zone,
    ]
  },
  columns: [
    nameColumn,
    { name: 'Schedule', value: ({ spec }) => spec?.schedule ?? '' },
    { name: 'Timezone', value: ({ spec }) => spec?.timeZone ?? '<none>' },
    {
      name: 'Suspend',
      type: 'boolean',
      // Verbatim: a text, although the column is a boolean.
      value: ({ spec }) => (spec?.suspend === undefined ? '<unset>' : spec.suspend ? 'True' : 'False'),
    },
    { name: 'Active', type: 'integer', value: ({ status }) => status?.active?.length ?? 0 },
    {
      name: 'Last Schedule',
      value: ({ status }, now) => (status?.lastScheduleTime ? age(status.lastScheduleTime, now) : '<none>'),
    },
    ageColumn,
    ...containerColumns<types.CronJob>(({ spec }) => spec?.jobTemplate?.spec?.template?.spec),
    { name: 'Selector', priority: 1, value: ({ spec }) => formatLabelSelector(spec?.jobTemplate?.spec?.selector) },
  ],
})

// The names of jobs are made of it and of eleven characters more.
const MAX_NAME = 52
const POLICIES = ['Allow', 'Forbid', 'Replace'] as const

function validateSpec(spec: types.CronJobSpec, before: types.CronJobSpec | undefined, errors: FieldErrors): void {
  validateSchedule(spec, before, errors.at('schedule'))
  checkNonNegative(spec.startingDeadlineSeconds, errors.at('startingDeadlineSeconds'))
  if (spec.timeZone !== before?.timeZone) validateTimeZone(spec.timeZone, errors.at('timeZone'))
  requireWord(spec.concurrencyPolicy, POLICIES, errors.at('concurrencyPolicy'))
  validateJobTemplateSpec(spec.jobTemplate.spec!, errors.at('jobTemplate', 'spec'))
  checkNonNegative(spec.successfulJobsHistoryLimit, errors.at('successfulJobsHistoryLimit'))
  checkNonNegative(spec.failedJobsHistoryLimit, errors.at('failedJobsHistoryLimit'))
}

function validateSchedule(
  { schedule }: types.CronJobSpec,
  before: types.CronJobSpec | undefined,
  errors: FieldErrors,
): void {
  if (!schedule) return errors.required()
  const [whole = '', zone] = /^(?:CRON_)?TZ=(\S*)\s+/.exec(schedule) ?? []
  if (zone !== undefined && !isTimeZone(zone))
    errors.invalid(schedule, `provided bad location ${zone}: unknown time zone ${zone}`)
  else
    try {
      parseCronSchedule(schedule.slice(whole.length))
    } catch (error) {
      if (!(error instanceof CronError)) throw error
      errors.invalid(schedule, error.message)
    }
  // Old ones may keep what new ones may not have.
  if (schedule.includes('TZ') && !before?.schedule.includes('TZ'))
    errors.invalid(schedule, 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead')
}

function validateTimeZone(zone: string | undefined, errors: FieldErrors): void {
  if (zone === undefined) return
  if (zone === '') return errors.invalid(zone, 'timeZone must be nil or non-empty string')
  if (zone.toLowerCase() === 'local')
    return errors.invalid(zone, 'timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones')
  if (!isTimeZone(zone)) errors.invalid(zone, `unknown time zone ${zone}`)
}

// Where time zones are files, the case of their names matters; links (`EST`) are not listed.
function isTimeZone(zone: string): boolean {
  if (!/^[A-Z]/.test(zone)) return false
  try {
    Intl.DateTimeFormat('en', { timeZone: zone })
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
  const listed = Intl.supportedValuesOf('timeZone')
  return listed.includes(zone) || !listed.some((name) => name.toLowerCase() === zone.toLowerCase())
}
