import { semanticEqual } from '../../apimachinery/deep.ts'
import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import type { KubeObject, LabelSelector } from '../../apimachinery/object.ts'
import { matchesSelector, validateSelector } from '../../apimachinery/selectors.ts'
import { validatePodTemplate } from '../core/pod-spec/pod-template.ts'
import { podWarnings } from '../core/pod-spec/warnings.ts'
import type * as types from '../generated/types.ts'
import { nameWarnings } from './name-warning.ts'
import { printedMap } from './internal-form.ts'
import { isUsableSelector, printedSelector } from './label-selector.ts'

const MISMATCH = '`selector` does not match template `labels`'

/**
 * Rules of the selector of a workload; `errors` stands at its spec.
 * @param kind as messages call it.
 * @param unusable what to say of a selector that cannot be evaluated, if anything.
 * @returns whether the selector can be evaluated.
 */
export function validateWorkloadSelector(
  selector: LabelSelector | undefined,
  kind: string,
  errors: FieldErrors,
  unusable?: string,
): boolean {
  const at = errors.at('selector')
  if (!selector) {
    at.required()
    return true
  }
  validateSelector(selector, at)
  if (isEverything(selector)) at.invalid({}, `empty selector is invalid for ${kind}`)
  if (isUsableSelector(selector)) return true
  if (unusable !== undefined) at.invalid(printedSelector(selector), unusable)
  return false
}

const isEverything = ({ matchLabels, matchExpressions }: LabelSelector) =>
  Object.keys(matchLabels ?? {}).length === 0 && !matchExpressions?.length

/** The template's labels must be what the selector looks for; `errors` stands at the template. */
export function validateTemplateLabels(
  template: types.PodTemplateSpec,
  selector: LabelSelector | undefined,
  errors: FieldErrors,
): void {
  const labels = template.metadata?.labels
  if (selector ? isEverything(selector) || matchesSelector(selector, labels ?? {}) : false) return
  errors.at('metadata', 'labels').invalid(printedMap(labels), MISMATCH)
}

/** Rules of the template of something that keeps its pods running; `errors` stands at the template. */
export function validateRunningTemplate(
  template: types.PodTemplateSpec,
  selector: LabelSelector | undefined,
  kind: string,
  errors: FieldErrors,
): void {
  validateTemplateLabels(template, selector, errors)
  validatePodTemplate(template, errors)
  requireRunning(template, kind, errors)
}

/** Pods that are kept running start again, and have no end; `errors` stands at the template. */
export function requireRunning({ spec }: types.PodTemplateSpec, kind: string, errors: FieldErrors): void {
  const at = errors.at('spec')
  const policy = spec?.restartPolicy
  if (policy !== undefined && policy !== 'Always') at.at('restartPolicy').notSupported(policy, ['Always'])
  if (spec?.activeDeadlineSeconds !== undefined)
    at.at('activeDeadlineSeconds').forbidden(`activeDeadlineSeconds in ${kind} is not Supported`)
}

/** A selector stays as it is; `errors` stands at the spec. */
export function forbidSelectorChange(
  selector: LabelSelector | undefined,
  before: LabelSelector | undefined,
  errors: FieldErrors,
): void {
  if (!semanticEqual(selector, before)) errors.at('selector').invalid(printedSelector(selector), 'field is immutable')
}

type Templated = { metadata: { generation?: number }; spec?: { template?: types.PodTemplateSpec } }

/** Warnings of a workload's template: of a new one, and whenever the spec changes. */
export function templateWarnings(object: Templated, old: Templated | undefined, prefix = 'spec.template.'): string[] {
  if (old && old.metadata.generation === object.metadata.generation) return []
  const { template } = object.spec ?? {}
  return template?.spec ? podWarnings(template.spec, template.metadata?.annotations, prefix) : []
}

/** Warnings of what makes pods by its own name: of that name, and of the template. */
export const replicatedWarnings = (object: Templated & KubeObject, old: Templated | undefined): string[] => [
  ...(old ? [] : nameWarnings(object.metadata.name, 'Pod names and hostnames')),
  ...templateWarnings(object, old),
]
