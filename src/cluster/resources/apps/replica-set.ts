import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { selectorOf } from '../../apimachinery/selectors.ts'
import { defaultPodTemplate, prepareTemplate } from '../core/pod-spec/pod-template.ts'
import { defineResource } from '../define-resource.ts'
import { ReplicaSet } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { replicaScale } from '../shared/replica-scale.ts'
import { ageColumn, containerColumns, formatLabelSelector, nameColumn } from '../shared/columns.ts'
import { validateReplicaStatus } from '../shared/replica-status.ts'
import { checkNonNegative } from '../shared/rules.ts'
import {
  forbidSelectorChange,
  replicatedWarnings,
  validateRunningTemplate,
  validateWorkloadSelector,
} from '../shared/workload.ts'

export const replicaSet = defineResource<types.ReplicaSet>({
  type: ReplicaSet,
  metadataRules: { updateChecks: 'thrice' },
  defaults({ spec }) {
    spec!.replicas ??= 1
    defaultPodTemplate(spec!.template!)
  },
  prepareForCreate: ({ spec }) => prepareTemplate(spec!.template),
  prepareForUpdate: ({ spec }) => prepareTemplate(spec!.template),
  validate: ({ spec }, errors) => validateSpec(spec!, errors.at('spec')),
  validateUpdate({ spec }, { spec: before }, errors) {
    validateSpec(spec!, errors.at('spec'))
    forbidSelectorChange(spec!.selector, before!.selector, errors.at('spec'))
  },
  validateStatusUpdate: ({ status }, _old, errors) => validateReplicaStatus(status!, errors.at('status')),
  warnings: replicatedWarnings,
  scale: replicaScale(({ spec }) => selectorOf(spec?.selector).toString()),
  columns: [
    nameColumn,
    { name: 'Desired', type: 'integer', value: ({ spec }) => spec?.replicas ?? 0 },
    { name: 'Current', type: 'integer', value: ({ status }) => status?.replicas ?? 0 },
    { name: 'Ready', type: 'integer', value: ({ status }) => status?.readyReplicas ?? 0 },
    ageColumn,
    ...containerColumns<types.ReplicaSet>(({ spec }) => spec?.template?.spec),
    { name: 'Selector', priority: 1, value: ({ spec }) => formatLabelSelector(spec?.selector) },
  ],
})

function validateSpec(spec: types.ReplicaSetSpec, errors: FieldErrors): void {
  checkNonNegative(spec.replicas, errors.at('replicas'))
  checkNonNegative(spec.minReadySeconds, errors.at('minReadySeconds'))
  if (validateWorkloadSelector(spec.selector, 'deployment', errors, 'invalid label selector'))
    validateRunningTemplate(spec.template!, spec.selector, 'ReplicaSet', errors.at('template'))
}
