import { deepEqual, semanticEqual } from '../../apimachinery/deep.ts'
import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import type * as types from '../generated/types.ts'
import { internalPodTemplate } from '../core/pod-spec/internal-pod-spec.ts'
import { printedSelector } from '../shared/label-selector.ts'
import { internalFailurePolicy, internalSuccessPolicy } from './internal-policies.ts'
import { validateIndexedName, validateJobSpec } from './job-rules.ts'
import { validateGeneratedSelector } from './job-selector.ts'

/** Rules of a whole job; `errors` stands at it. */
export function validateJob(job: types.Job, errors: FieldErrors): void {
  validateGeneratedSelector(job, errors)
  validateJobSpec(job.spec!, errors.at('spec'))
  validateIndexedName(job, errors)
}

/** Rules of a change of a job; `errors` stands at the job. */
export function validateJobChange(job: types.Job, { spec: before, status }: types.Job, errors: FieldErrors): void {
  const { spec } = job
  const at = errors.at('spec')
  validateJob(job, errors)
  // Verbatim: the real server reports what is wrong with the spec twice.
  validateJobSpec(spec!, at)
  validateCompletionsChange(spec!, before!, at)
  if (!semanticEqual(spec!.selector, before!.selector))
    at.at('selector').invalid(printedSelector(spec!.selector), 'field is immutable')
  validateTemplateChange(spec!, before!, status, at.at('template'))
  const fix = (field: keyof types.JobSpec, shown: unknown) => {
    if (!deepEqual(spec![field], before![field])) at.at(field).invalid(shown, 'field is immutable')
  }
  const { podFailurePolicy: failure, successPolicy: success } = spec!
  fix('completionMode', spec!.completionMode)
  fix('podFailurePolicy', failure && internalFailurePolicy(failure))
  fix('backoffLimitPerIndex', spec!.backoffLimitPerIndex)
  fix('managedBy', spec!.managedBy)
  fix('successPolicy', success && internalSuccessPolicy(success))
}

// An indexed job may grow and shrink as long as all of its indexes run at once.
function validateCompletionsChange(spec: types.JobSpec, before: types.JobSpec, errors: FieldErrors): void {
  const { completions, parallelism } = spec
  if (completions === before.completions) return
  const at = errors.at('completions')
  if (spec.completionMode !== 'Indexed' || completions === undefined)
    return at.invalid(completions, 'field is immutable')
  if (completions !== parallelism)
    at.invalid(completions, `can only be modified in tandem with ${errors.at('parallelism').path}`)
}

/** Where the pods go may change until the first of them has run. */
function validateTemplateChange(
  spec: types.JobSpec,
  before: types.JobSpec,
  status: types.JobStatus | undefined,
  errors: FieldErrors,
): void {
  const isMovable = before.suspend === true && spec.suspend !== undefined && !status?.startTime
  const old = isMovable ? withPlacement(before.template, spec.template) : before.template
  if (!semanticEqual(spec.template, old)) errors.invalid(internalPodTemplate(spec.template), 'field is immutable')
}

/** A template with where its pods go taken from another. */
function withPlacement(template: types.PodTemplateSpec, from: types.PodTemplateSpec): types.PodTemplateSpec {
  const { nodeSelector, tolerations, schedulingGates, affinity } = from.spec ?? {}
  const { labels, annotations } = from.metadata ?? {}
  const spec = { ...template.spec!, nodeSelector, tolerations, schedulingGates }
  if (affinity?.nodeAffinity || spec.affinity)
    spec.affinity = { ...spec.affinity, nodeAffinity: affinity?.nodeAffinity }
  return { metadata: { ...template.metadata, labels, annotations }, spec }
}
