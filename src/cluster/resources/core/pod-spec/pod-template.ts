import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import { validateAnnotations, validateLabels } from '../../../apimachinery/names.ts'
import type * as types from '../../generated/types.ts'
import { validatePodAnnotations } from './annotations.ts'
import { defaultPodSpec } from './defaults.ts'
import { dropDisabledFields } from './disabled-fields.ts'
import { validatePodSpec } from './validate-pod-spec.ts'

/** A template as everything in here works with it: what the wire lets out is empty. */
export type Template = types.PodTemplateSpec & { spec: types.PodSpec }

/** Fills what the author of a template left out. */
export function defaultPodTemplate(template: types.PodTemplateSpec): void {
  const spec = (template.spec ??= { containers: [] })
  defaultPodSpec(spec)
}

/** Drops what a template cannot say. */
export function prepareTemplate(template: types.PodTemplateSpec | undefined): void {
  if (template?.spec) dropDisabledFields(template.spec)
}

/** Rules of a pod template; `errors` stands at it. */
export function validatePodTemplate({ metadata = {}, spec }: types.PodTemplateSpec, errors: FieldErrors): void {
  const podSpec = spec ?? { containers: [] }
  // Verbatim: the paths lack `metadata`.
  validateLabels(metadata.labels, errors.at('labels'))
  validateAnnotations(metadata.annotations, errors.at('annotations'))
  validatePodAnnotations(metadata.annotations, podSpec, errors.at('annotations'))
  validatePodSpec(podSpec, '', errors.at('spec'))
  if (podSpec.ephemeralContainers?.length)
    errors.at('spec', 'ephemeralContainers').forbidden('ephemeral containers not allowed in pod template')
}
