import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { defineResource } from '../define-resource.ts'
import { Pod } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { podColumns } from './pod-columns.ts'
import { validatePodAnnotations } from './pod-spec/annotations.ts'
import { validateImageSpaces } from './pod-spec/containers.ts'
import { defaultPod } from './pod-spec/defaults.ts'
import { dropDisabledFields } from './pod-spec/disabled-fields.ts'
import { mergeLabelKeys } from './pod-spec/label-keys.ts'
import { validatePodSpec } from './pod-spec/validate-pod-spec.ts'
import { podWarnings } from './pod-spec/warnings.ts'
import { initialPodStatus } from './pod-status.ts'

export const pod = defineResource<types.Pod>({
  type: Pod,
  columns: podColumns,
  defaults: defaultPod,
  prepareForCreate(pod) {
    dropDisabledFields(pod.spec!)
    mergeLabelKeys(pod.spec!, pod.metadata.labels ?? {})
    pod.status = initialPodStatus(pod)
  },
  validate(pod, errors) {
    validatePod(pod, errors)
    validateImageSpaces(pod.spec!.containers ?? [], errors.at('spec', 'containers'))
    validateImageSpaces(pod.spec!.initContainers ?? [], errors.at('spec', 'initContainers'))
    if (pod.spec!.ephemeralContainers?.length)
      errors.at('spec', 'ephemeralContainers').forbidden('cannot be set on create')
  },
  selectableFields: {
    'spec.nodeName': ({ spec }) => spec?.nodeName ?? '',
    'spec.restartPolicy': ({ spec }) => spec?.restartPolicy ?? '',
    'spec.schedulerName': ({ spec }) => spec?.schedulerName ?? '',
    'spec.serviceAccountName': ({ spec }) => spec?.serviceAccountName ?? '',
    'spec.hostNetwork': ({ spec }) => String(spec?.hostNetwork ?? false),
    'status.phase': ({ status }) => status?.phase ?? '',
    'status.podIP': ({ status }) => status?.podIP ?? '',
    'status.nominatedNodeName': ({ status }) => status?.nominatedNodeName ?? '',
  },
  // People seldom change pods themselves: only creation warns.
  warnings: (pod, old) => (old ? [] : podWarnings(pod.spec!, pod.metadata.annotations, '')),
})

/** Rules that hold for a pod all its life. */
function validatePod(pod: types.Pod, errors: FieldErrors): void {
  validatePodAnnotations(pod.metadata.annotations, pod.spec!, errors.at('metadata', 'annotations'))
  validatePodSpec(pod.spec!, pod.metadata.name, errors.at('spec'))
}
