import { semanticEqual } from '../../apimachinery/deep.ts'
import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { selectorOf } from '../../apimachinery/selectors.ts'
import { defaultPodTemplate, prepareTemplate } from '../core/pod-spec/pod-template.ts'
import { defaultClaimSpec } from '../core/volumes/claim-spec.ts'
import { claimWarnings } from '../core/volumes/claim-warnings.ts'
import { defineResource } from '../define-resource.ts'
import { StatefulSet } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { replicaScale } from '../shared/replica-scale.ts'
import { ageColumn, containerColumns, nameColumn } from '../shared/columns.ts'
import { templateWarnings } from '../shared/workload.ts'
import { validateStatefulSetSpec, validateStatefulSetStatus } from './stateful-set-rules.ts'

export const statefulSet = defineResource<types.StatefulSet>({
  type: StatefulSet,
  nameRule: 'label',
  metadataRules: { updateChecks: 'thrice' },
  defaults({ spec }) {
    spec!.podManagementPolicy ??= 'OrderedReady'
    const strategy = (spec!.updateStrategy ??= {})
    if (strategy.type === undefined) {
      strategy.type = 'RollingUpdate'
      strategy.rollingUpdate ??= {}
    }
    if (strategy.type === 'RollingUpdate' && strategy.rollingUpdate) strategy.rollingUpdate.partition ??= 0
    const retention = (spec!.persistentVolumeClaimRetentionPolicy ??= {})
    retention.whenDeleted ??= 'Retain'
    retention.whenScaled ??= 'Retain'
    spec!.replicas ??= 1
    spec!.revisionHistoryLimit ??= 10
    defaultPodTemplate(spec!.template)
    for (const claim of spec!.volumeClaimTemplates ?? []) {
      claim.apiVersion = 'v1'
      claim.kind = 'PersistentVolumeClaim'
      defaultClaimSpec(claim.spec!)
      claim.status = { phase: 'Pending', ...claim.status }
    }
  },
  prepareForCreate: ({ spec }) => prepareForWrite(spec!),
  prepareForUpdate: ({ spec }) => prepareForWrite(spec!),
  validate: ({ spec }, errors) => validateStatefulSetSpec(spec!, true, errors.at('spec')),
  validateUpdate({ spec }, { spec: before }, errors) {
    validateStatefulSetSpec(spec!, false, errors.at('spec'))
    forbidOtherChanges(spec!, before!, errors.at('spec'))
  },
  validateStatusUpdate: ({ status }, { status: before }, errors) =>
    validateStatefulSetStatus(status!, before, errors.at('status')),
  warnings(set, old) {
    if (old && old.metadata.generation === set.metadata.generation) return []
    const claims = (set.spec!.volumeClaimTemplates ?? []).flatMap((claim, index) =>
      claimWarnings(claim, `spec.volumeClaimTemplates[${index}]`),
    )
    const history =
      (set.spec!.revisionHistoryLimit ?? 0) < 0
        ? ['spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended']
        : []
    return [...templateWarnings(set, old), ...claims, ...history]
  },
  scale: replicaScale(({ spec }) => selectorOf(spec?.selector).toString()),
  columns: [
    nameColumn,
    { name: 'Ready', value: ({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}` },
    ageColumn,
    ...containerColumns<types.StatefulSet>(({ spec }) => spec?.template?.spec),
  ],
})

function prepareForWrite(spec: types.StatefulSetSpec): void {
  prepareTemplate(spec.template)
  // A feature that is off in v1.35.
  delete spec.updateStrategy?.rollingUpdate?.maxUnavailable
}

const CHANGEABLE = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
] as const

function forbidOtherChanges(spec: types.StatefulSetSpec, before: types.StatefulSetSpec, errors: FieldErrors): void {
  const rest = (of: types.StatefulSetSpec) => {
    const copy = { ...of }
    for (const field of CHANGEABLE) delete (copy as Partial<types.StatefulSetSpec>)[field]
    return copy
  }
  if (semanticEqual(rest(spec), rest(before))) return
  const allowed = CHANGEABLE.map((field) => `'${field}'`)
  const list = `${allowed.slice(0, -1).join(', ')} and ${allowed.at(-1)}`
  errors.forbidden(`updates to statefulset spec for fields other than ${list} are forbidden`)
}
