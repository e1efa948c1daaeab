import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { defineResource, type Mutable, type StrategyContext } from '../define-resource.ts'
import { Pod } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { validateAnnotationChanges } from './pod-changes/annotations.ts'
import { validateAddedEphemeralContainers } from './pod-changes/ephemeral-containers.ts'
import { takeResize, validateResize } from './pod-changes/resize.ts'
import { validateSpecChanges } from './pod-changes/spec.ts'
import { validateStatusChanges } from './pod-changes/status.ts'
import { podColumns } from './pod-columns.ts'
import { MIRROR, validatePodAnnotations } from './pod-spec/annotations.ts'
import { validateImageSpaces } from './pod-spec/containers.ts'
import { defaultPod } from './pod-spec/defaults.ts'
import { dropDisabledFields, dropDisabledStatus } from './pod-spec/disabled-fields.ts'
import { mergeLabelKeys } from './pod-spec/label-keys.ts'
import { validatePodSpec } from './pod-spec/validate-pod-spec.ts'
import { nameWarnings } from '../shared/name-warning.ts'
import { podWarnings } from './pod-spec/warnings.ts'
import { initialPodStatus } from './pod-status.ts'

export const pod = defineResource<types.Pod>({
  type: Pod,
  columns: podColumns,
  returnsDeleted: true,
  gracePeriodSeconds,
  selectableFields: {
    'spec.nodeName': ({ spec }) => spec?.nodeName ?? '',
    'spec.restartPolicy': ({ spec }) => spec?.restartPolicy ?? '',
    'spec.schedulerName': ({ spec }) => spec?.schedulerName ?? '',
    'spec.serviceAccountName': ({ spec }) => spec?.serviceAccountName ?? '',
    'spec.hostNetwork': ({ spec }) => String(spec?.hostNetwork ?? false),
    'status.phase': ({ status }) => status?.phase ?? '',
    'status.podIP': ({ status }) => status?.podIPs?.[0]?.ip ?? status?.podIP ?? '',
    'status.podIPs': ({ status }) => status?.podIPs?.[0]?.ip ?? status?.podIP ?? '',
    'status.nominatedNodeName': ({ status }) => status?.nominatedNodeName ?? '',
  },
  defaults: defaultPod,
  defaultStatus({ status }) {
    if (status) matchIps(status)
  },
  prepareForCreate(pod, { now }) {
    dropDisabledFields(pod.spec!)
    if ((pod.spec!.terminationGracePeriodSeconds ?? 0) < 0) pod.spec!.terminationGracePeriodSeconds = 1
    mergeLabelKeys(pod.spec!, pod.metadata.labels ?? {})
    pod.status = initialPodStatus(pod, now)
  },
  prepareForUpdate,
  validate(pod, errors) {
    validateWhole(pod, errors)
    if (pod.spec!.ephemeralContainers?.length)
      errors.at('spec', 'ephemeralContainers').forbidden('cannot be set on create')
    if (pod.spec!.nodeName && pod.spec!.schedulingGates?.length)
      errors.at('spec', 'nodeName').forbidden('cannot be set until all schedulingGates have been cleared')
  },
  validateUpdate(pod, old, errors, { subresource }) {
    const spec = errors.at('spec')
    switch (subresource) {
      case 'spec':
        validateWhole(pod, errors)
        validateAnnotationChanges(pod, old, errors)
        validateSpecChanges(pod.spec!, old.spec!, spec)
        break
      case 'ephemeralcontainers': {
        if (isMirror(old)) return refuse(errors, 'static pods do not support ephemeral containers')
        validateWhole(pod, errors)
        validateAnnotationChanges(pod, old, errors)
        const { ephemeralContainers } = pod.spec!
        validateAddedEphemeralContainers(
          ephemeralContainers,
          old.spec!.ephemeralContainers,
          spec.at('ephemeralContainers'),
        )
        break
      }
      case 'resize':
        if (isMirror(old)) return refuse(errors, 'static pods cannot be resized')
        if (old.spec!.os?.name === 'windows') return refuse(errors, 'windows pods cannot be resized')
        validateWhole(pod, errors)
        validateResize(pod, old, spec)
        break
      default: // The other subresources are written by the server itself.
    }
  },
  validateStatusUpdate(pod, old, errors) {
    validateAnnotationChanges(pod, old, errors)
    validateStatusChanges(pod, old, errors.at('status'))
  },
  // People seldom change pods themselves: only creation warns.
  warnings: (pod, old) =>
    old
      ? []
      : [
          ...nameWarnings(pod.metadata.name, "the Pod's hostname"),
          ...podWarnings(pod.spec!, pod.metadata.annotations, ''),
        ],
})

/** Seconds that a pod has to end: none where nothing of it runs. */
function gracePeriodSeconds({ spec, status }: types.Pod, requested: number | undefined): number {
  if (!spec?.nodeName || status?.phase === 'Failed' || status?.phase === 'Succeeded') return 0
  const seconds = requested ?? spec.terminationGracePeriodSeconds ?? 0
  return seconds < 0 ? 1 : seconds
}

/** The address and the list of addresses say the same; the single one wins. */
function matchIps(status: Mutable<types.PodStatus>): void {
  const first = status.podIPs?.[0]?.ip
  if (status.podIP && status.podIP !== first) status.podIPs = [{ ip: status.podIP }]
  else if (first) status.podIP = first
}

function prepareForUpdate(pod: Mutable<types.Pod>, old: types.Pod, { subresource }: StrategyContext): void {
  switch (subresource) {
    case 'spec':
      dropDisabledFields(pod.spec!)
      break
    case 'status': {
      // Old kubelets break owner references.
      keepMetadata(pod, old, ['ownerReferences'])
      const status = (pod.status ??= {})
      dropDisabledStatus(status)
      if (!status.qosClass && old.status?.qosClass) status.qosClass = old.status.qosClass
      break
    }
    case 'ephemeralcontainers': {
      const { ephemeralContainers: _, ...spec } = old.spec!
      const { ephemeralContainers } = pod.spec!
      pod.spec = { ...spec, ...(ephemeralContainers && { ephemeralContainers }) }
      dropDisabledFields(pod.spec)
      keepRest(pod, old)
      break
    }
    case 'resize':
      pod.spec = takeResize(pod, old)
      keepRest(pod, old)
      break
    default:
  }
}

/** A subresource leaves alone what the people around the pod wrote. */
function keepRest(pod: Mutable<types.Pod>, old: types.Pod): void {
  keepMetadata(pod, old, ['labels', 'annotations', 'finalizers', 'ownerReferences'])
  if (old.status) pod.status = old.status
}

function keepMetadata(
  { metadata }: types.Pod,
  { metadata: old }: types.Pod,
  fields: readonly ('labels' | 'annotations' | 'finalizers' | 'ownerReferences')[],
): void {
  const to: Record<string, unknown> = metadata as unknown as Record<string, unknown>
  for (const field of fields)
    if (old[field] === undefined) delete to[field]
    else to[field] = old[field]
}

const isMirror = ({ metadata }: types.Pod) => metadata.annotations?.[MIRROR] !== undefined

function refuse(errors: FieldErrors, detail: string): void {
  errors.at('[]').forbidden(detail)
}

/** Rules that hold for a pod all its life. */
function validateWhole(pod: types.Pod, errors: FieldErrors): void {
  const { metadata, spec } = pod
  validatePodAnnotations(metadata.annotations, spec!, errors.at('metadata', 'annotations'))
  validatePodSpec(spec!, metadata.name, errors.at('spec'))
  validateImageSpaces(spec!.containers ?? [], errors.at('spec', 'containers'))
  validateImageSpaces(spec!.initContainers ?? [], errors.at('spec', 'initContainers'))
}
