import { semanticEqual } from '../../apimachinery/deep.ts'
import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { selectorOf } from '../../apimachinery/selectors.ts'
import { defaultPodTemplate, prepareTemplate } from '../core/pod-spec/pod-template.ts'
import { defineResource } from '../define-resource.ts'
import { Deployment } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ROLLING_STRATEGY } from './rolling-strategy.ts'
import { replicaScale } from '../shared/replica-scale.ts'
import { ageColumn, containerColumns, formatLabelSelector, nameColumn } from '../shared/columns.ts'
import { plainNumber, validateAtMostHundredPercent, validateIntOrPercent } from '../shared/int-or-percent.ts'
import { internalForm } from '../shared/internal-form.ts'
import { checkNonNegative } from '../shared/rules.ts'
import { validateAtMost, validateCollisions, validateCounts } from '../shared/status-counts.ts'
import {
  forbidSelectorChange,
  replicatedWarnings,
  validateRunningTemplate,
  validateWorkloadSelector,
} from '../shared/workload.ts'

export const deployment = defineResource<types.Deployment>({
  type: Deployment,
  metadataRules: { updateChecks: 'thrice' },
  statusKeepsMetadata: 'labels',
  defaults({ spec }) {
    spec!.replicas ??= 1
    const strategy = (spec!.strategy ??= {})
    strategy.type ??= 'RollingUpdate'
    if (strategy.type === 'RollingUpdate') {
      strategy.rollingUpdate ??= {}
      strategy.rollingUpdate.maxUnavailable ??= '25%'
      strategy.rollingUpdate.maxSurge ??= '25%'
    }
    spec!.revisionHistoryLimit ??= 10
    spec!.progressDeadlineSeconds ??= 600
    defaultPodTemplate(spec!.template)
  },
  prepareForCreate: ({ spec }) => prepareTemplate(spec!.template),
  prepareForUpdate: ({ spec }) => prepareTemplate(spec!.template),
  validate: ({ spec }, errors) => validateSpec(spec!, errors.at('spec')),
  validateUpdate({ spec }, { spec: before }, errors) {
    validateSpec(spec!, errors.at('spec'))
    forbidSelectorChange(spec!.selector, before!.selector, errors.at('spec'))
  },
  validateStatusUpdate: ({ status = {} }, { status: before }, errors) =>
    validateStatus(status, before, errors.at('status')),
  // Annotations travel to the ReplicaSets, so that the controller has to see their changes.
  generation: (deployment, old) =>
    !semanticEqual(deployment.spec, old.spec) ||
    !semanticEqual(deployment.metadata.annotations, old.metadata.annotations),
  warnings: replicatedWarnings,
  scale: replicaScale(({ spec }) => selectorOf(spec?.selector).toString()),
  columns: [
    nameColumn,
    { name: 'Ready', value: ({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}` },
    { name: 'Up-to-date', value: ({ status }) => status?.updatedReplicas ?? 0 },
    { name: 'Available', value: ({ status }) => status?.availableReplicas ?? 0 },
    ageColumn,
    ...containerColumns<types.Deployment>(({ spec }) => spec?.template?.spec),
    { name: 'Selector', priority: 1, value: ({ spec }) => formatLabelSelector(spec?.selector) },
  ],
})

function validateSpec(spec: types.DeploymentSpec, errors: FieldErrors): void {
  const { minReadySeconds = 0, progressDeadlineSeconds: deadline } = spec
  checkNonNegative(spec.replicas, errors.at('replicas'))
  if (validateWorkloadSelector(spec.selector, 'deployment', errors, 'invalid label selector'))
    validateRunningTemplate(spec.template, spec.selector, 'ReplicaSet', errors.at('template'))
  validateStrategy(spec.strategy ?? {}, errors.at('strategy'))
  checkNonNegative(minReadySeconds, errors.at('minReadySeconds'))
  checkNonNegative(spec.revisionHistoryLimit, errors.at('revisionHistoryLimit'))
  if (deadline === undefined) return
  checkNonNegative(deadline, errors.at('progressDeadlineSeconds'))
  if (deadline <= minReadySeconds)
    errors.at('progressDeadlineSeconds').invalid(deadline, 'must be greater than minReadySeconds')
}

function validateStrategy(strategy: types.DeploymentStrategy, errors: FieldErrors): void {
  const { type, rollingUpdate } = strategy
  if (type === 'Recreate') {
    if (rollingUpdate) errors.at('rollingUpdate').forbidden("may not be specified when strategy `type` is 'Recreate'")
  } else if (type === 'RollingUpdate') {
    if (rollingUpdate) validateRollingUpdate(rollingUpdate, errors.at('rollingUpdate'))
  } else errors.notSupported(internalForm(strategy, ROLLING_STRATEGY), ['Recreate', 'RollingUpdate'])
}

function validateRollingUpdate({ maxUnavailable, maxSurge }: types.RollingUpdateDeployment, errors: FieldErrors): void {
  validateIntOrPercent(maxUnavailable, errors.at('maxUnavailable'))
  validateIntOrPercent(maxSurge, errors.at('maxSurge'))
  if (plainNumber(maxUnavailable) === 0 && plainNumber(maxSurge) === 0)
    errors.at('maxUnavailable').invalid(maxUnavailable, 'may not be 0 when `maxSurge` is 0')
  validateAtMostHundredPercent(maxUnavailable, errors.at('maxUnavailable'))
}

function validateStatus(
  status: types.DeploymentStatus,
  before: types.DeploymentStatus | undefined,
  errors: FieldErrors,
): void {
  validateCounts(
    status,
    [
      'observedGeneration',
      'replicas',
      'updatedReplicas',
      'readyReplicas',
      'availableReplicas',
      'unavailableReplicas',
      'terminatingReplicas',
      'collisionCount',
    ],
    errors,
  )
  validateAtMost(status, 'updatedReplicas', 'replicas', 'status.replicas', errors)
  validateAtMost(status, 'readyReplicas', 'replicas', 'status.replicas', errors)
  validateAtMost(status, 'availableReplicas', 'replicas', 'status.replicas', errors)
  validateAtMost(status, 'availableReplicas', 'readyReplicas', 'readyReplicas', errors)
  validateCollisions(status, before, errors)
}
