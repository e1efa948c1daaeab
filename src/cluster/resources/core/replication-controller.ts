import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { matchesLabelSet } from '../../apimachinery/selectors.ts'
import { defineResource } from '../define-resource.ts'
import { ReplicationController } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { replicaScale } from '../shared/replica-scale.ts'
import { ageColumn, containerColumns, formatLabels, nameColumn } from '../shared/columns.ts'
import { printedMap } from '../shared/internal-form.ts'
import { validateReplicaStatus } from '../shared/replica-status.ts'
import { checkNonNegative } from '../shared/rules.ts'
import { requireRunning, replicatedWarnings } from '../shared/workload.ts'
import { defaultPodTemplate, prepareTemplate, validatePodTemplate } from './pod-spec/pod-template.ts'

export const replicationController = defineResource<types.ReplicationController>({
  type: ReplicationController,
  metadataRules: { updateChecks: 'thrice' },
  // Verbatim: deletion leaves the pods alone unless the client says otherwise.
  defaultPropagation: 'Orphan',
  defaults(controller) {
    const spec = controller.spec!
    const labels = spec.template?.metadata?.labels
    if (labels) {
      if (Object.keys(spec.selector ?? {}).length === 0) spec.selector = { ...labels }
      if (Object.keys(controller.metadata.labels ?? {}).length === 0) controller.metadata.labels = { ...labels }
    }
    spec.replicas ??= 1
    if (spec.template) defaultPodTemplate(spec.template)
  },
  prepareForCreate: ({ spec }) => prepareTemplate(spec!.template),
  prepareForUpdate: ({ spec }) => prepareTemplate(spec!.template),
  validate: ({ spec }, errors) => validateSpec(spec!, errors.at('spec')),
  validateStatusUpdate: ({ status }, _old, errors) => validateReplicaStatus(status!, errors.at('status')),
  warnings: replicatedWarnings,
  selectableFields: { 'status.replicas': ({ status }) => String(status?.replicas ?? 0) },
  scale: replicaScale(({ spec }) =>
    Object.entries(spec?.selector ?? {})
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => `${key}=${value}`)
      .join(','),
  ),
  columns: [
    nameColumn,
    { name: 'Desired', type: 'integer', value: ({ spec }) => spec?.replicas ?? 0 },
    { name: 'Current', type: 'integer', value: ({ status }) => status?.replicas ?? 0 },
    { name: 'Ready', type: 'integer', value: ({ status }) => status?.readyReplicas ?? 0 },
    ageColumn,
    ...containerColumns<types.ReplicationController>(({ spec }) => spec?.template?.spec),
    { name: 'Selector', priority: 1, value: ({ spec }) => formatLabels(spec?.selector) },
  ],
})

function validateSpec(spec: types.ReplicationControllerSpec, errors: FieldErrors): void {
  const { selector = {}, template } = spec
  checkNonNegative(spec.minReadySeconds, errors.at('minReadySeconds'))
  const isEmpty = Object.keys(selector).length === 0
  if (isEmpty) errors.at('selector').required()
  checkNonNegative(spec.replicas, errors.at('replicas'))
  if (!template) return errors.at('template').required()
  const at = errors.at('template')
  const labels = template.metadata?.labels
  if (!isEmpty && !matchesLabelSet(selector, labels ?? {}))
    at.at('metadata', 'labels').invalid(printedMap(labels), '`selector` does not match template `labels`')
  validatePodTemplate(template, at)
  requireRunning(template, 'ReplicationController', at)
}
