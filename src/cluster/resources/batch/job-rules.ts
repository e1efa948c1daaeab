import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkLabel, checkSubdomain } from '../../apimachinery/names.ts'
import { validateSelector } from '../../apimachinery/selectors.ts'
import { validatePodTemplate } from '../core/pod-spec/pod-template.ts'
import type * as types from '../generated/types.ts'
import { isUsableSelector, printedSelector } from '../shared/label-selector.ts'
import { checkNonNegative, checkWord } from '../shared/rules.ts'
import { validateTemplateLabels } from '../shared/workload.ts'
import { internalSuccessPolicy } from './internal-policies.ts'
import { validatePodFailurePolicy } from './pod-failure-policy.ts'
import { validateSuccessPolicy } from './success-policy.ts'

const MAX_PARALLELISM_INDEXED = 100_000
const MAX_COMPLETIONS_UNLIMITED = 100_000
const MAX_FAILED_INDEXES = 100_000
const MAX_FAILED_INDEXES_LARGE = 10_000
const MAX_PARALLELISM_LARGE = 10_000
const MAX_MANAGED_BY_BYTES = 63
const MODES = ['NonIndexed', 'Indexed'] as const

/** Rules of a job; `errors` stands at its spec. */
export function validateJobSpec(spec: types.JobSpec, errors: FieldErrors): void {
  validateCommon(spec, errors)
  if (!spec.selector) errors.at('selector').required()
  else validateSelector(spec.selector, errors.at('selector'))
  if (!spec.selector || isUsableSelector(spec.selector))
    validateTemplateLabels(spec.template, spec.selector, errors.at('template'))
}

/** Rules of a job in a template of jobs, which may not say how its pods are found; `errors` stands at its spec. */
export function validateJobTemplateSpec(spec: types.JobSpec, errors: FieldErrors): void {
  validateCommon(spec, errors)
  if (spec.selector) errors.at('selector').invalid(printedSelector(spec.selector), '`selector` will be auto-generated')
  if (spec.manualSelector) errors.at('manualSelector').notSupported(true, ['nil', 'false'])
}

function validateCommon(spec: types.JobSpec, errors: FieldErrors): void {
  for (const field of COUNTS) checkNonNegative(spec[field], errors.at(field))
  if (spec.managedBy !== undefined) validateManagedBy(spec.managedBy, errors.at('managedBy'))
  checkWord(spec.completionMode, MODES, errors.at('completionMode'))
  if (spec.completionMode === 'Indexed') validateIndexed(spec, errors)
  else {
    if (spec.maxFailedIndexes !== undefined && spec.backoffLimitPerIndex === undefined)
      errors.at('backoffLimitPerIndex').required('when maxFailedIndexes is specified')
    for (const field of ['backoffLimitPerIndex', 'maxFailedIndexes'] as const)
      if (spec[field] !== undefined) errors.at(field).invalid(spec[field], 'requires indexed completion mode')
  }
  if (spec.podFailurePolicy) validatePodFailurePolicy(spec, errors.at('podFailurePolicy'))
  if (spec.successPolicy) {
    if (spec.completionMode === 'Indexed') validateSuccessPolicy(spec, errors.at('successPolicy'))
    else
      errors.at('successPolicy').invalid(internalSuccessPolicy(spec.successPolicy), 'requires indexed completion mode')
  }
  checkWord(
    spec.podReplacementPolicy,
    spec.podFailurePolicy ? ['Failed'] : ['Failed', 'TerminatingOrFailed'],
    errors.at('podReplacementPolicy'),
  )
  validatePodTemplate(spec.template, errors.at('template'))
  validateRestartPolicy(spec, errors.at('template', 'spec', 'restartPolicy'))
}

const COUNTS = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
  'backoffLimitPerIndex',
  'maxFailedIndexes',
] as const

function validateManagedBy(name: string, errors: FieldErrors): void {
  if (name === '') return errors.required()
  const parts = name.split('/')
  if (parts.length < 2 || parts[0] === '' || parts.slice(1).join('/') === '')
    errors.invalid(name, 'must be a domain-prefixed path (such as "acme.io/foo")')
  else for (const problem of checkSubdomain(parts[0]!)) errors.invalid(parts[0], problem)
  if (name.length > MAX_MANAGED_BY_BYTES) errors.tooLong(MAX_MANAGED_BY_BYTES)
}

function validateIndexed(spec: types.JobSpec, errors: FieldErrors): void {
  const { completions, parallelism = 0, backoffLimitPerIndex, maxFailedIndexes } = spec
  if (completions === undefined) errors.at('completions').required('when completion mode is Indexed')
  if (parallelism > MAX_PARALLELISM_INDEXED)
    errors
      .at('parallelism')
      .invalid(parallelism, `must be less than or equal to ${MAX_PARALLELISM_INDEXED} when completion mode is Indexed`)
  const at = errors.at('maxFailedIndexes')
  if (maxFailedIndexes !== undefined) {
    if (backoffLimitPerIndex === undefined)
      errors.at('backoffLimitPerIndex').required('when maxFailedIndexes is specified')
    if (completions !== undefined && maxFailedIndexes > completions)
      at.invalid(maxFailedIndexes, 'must be less than or equal to completions')
    if (maxFailedIndexes > MAX_FAILED_INDEXES)
      at.invalid(maxFailedIndexes, `must be less than or equal to ${MAX_FAILED_INDEXES}`)
  }
  if (completions === undefined || completions <= MAX_COMPLETIONS_UNLIMITED || backoffLimitPerIndex === undefined)
    return
  const when = `when completions are above ${MAX_COMPLETIONS_UNLIMITED} and used with backoff limit per index`
  if (maxFailedIndexes === undefined)
    at.required(`must be specified when completions is above ${MAX_COMPLETIONS_UNLIMITED}`)
  if (parallelism > MAX_PARALLELISM_LARGE)
    errors.at('parallelism').invalid(parallelism, `must be less than or equal to ${MAX_PARALLELISM_LARGE} ${when}`)
  if (maxFailedIndexes !== undefined && maxFailedIndexes > MAX_FAILED_INDEXES_LARGE)
    at.invalid(maxFailedIndexes, `must be less than or equal to ${MAX_FAILED_INDEXES_LARGE} ${when}`)
}

function validateRestartPolicy({ template, podFailurePolicy }: types.JobSpec, errors: FieldErrors): void {
  const policy = template.spec?.restartPolicy ?? ''
  if (policy === '' || policy === 'Always') errors.required('valid values: "OnFailure", "Never"')
  else if (policy !== 'OnFailure' && policy !== 'Never') errors.notSupported(policy, ['OnFailure', 'Never'])
  else if (podFailurePolicy && policy !== 'Never')
    errors.invalid(policy, 'only "Never" is supported when podFailurePolicy is specified')
}

/** The name of an indexed job's last pod must be a host name; `errors` stands at the job. */
export function validateIndexedName({ metadata, spec }: types.Job, errors: FieldErrors): void {
  if (spec!.completionMode !== 'Indexed' || !spec!.completions || spec!.completions < 0) return
  const last = `${metadata.name}-${spec!.completions - 1}`
  if (checkLabel(last).length > 0)
    errors.at('metadata', 'name').invalid(metadata.name, `will not able to create pod with invalid DNS label: ${last}`)
}
