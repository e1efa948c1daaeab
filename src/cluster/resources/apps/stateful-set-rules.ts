import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkLabel } from '../../apimachinery/names.ts'
import { validatePodTemplate } from '../core/pod-spec/pod-template.ts'
import { validateClaimSpec } from '../core/volumes/claim-spec.ts'
import type * as types from '../generated/types.ts'
import { validateAtMostHundredPercent, validateIntOrPercent } from '../shared/int-or-percent.ts'
import { internalForm, type Shape } from '../shared/internal-form.ts'
import { checkName, checkNonNegative, requireWord } from '../shared/rules.ts'
import { validateAtMost, validateCollisions, validateCounts } from '../shared/status-counts.ts'
import { requireRunning, validateTemplateLabels, validateWorkloadSelector } from '../shared/workload.ts'

const ROLLING_UPDATE: Shape = [
  ['Partition', 'partition', 0],
  ['MaxUnavailable', 'maxUnavailable', null],
]
const STRATEGY: Shape = [
  ['Type', 'type', ''],
  ['RollingUpdate', 'rollingUpdate', null, ROLLING_UPDATE],
]
const RETENTIONS = ['Retain', 'Delete'] as const

/**
 * Rules of a StatefulSet; `errors` stands at its spec.
 * @param isNew what nobody can change later is looked at
 */
export function validateStatefulSetSpec(spec: types.StatefulSetSpec, isNew: boolean, errors: FieldErrors): void {
  const policy = spec.podManagementPolicy
  if (!policy) errors.at('podManagementPolicy').required()
  else if (policy !== 'OrderedReady' && policy !== 'Parallel')
    errors.at('podManagementPolicy').invalid(policy, "must be 'OrderedReady' or 'Parallel'")
  validateStrategy(spec.updateStrategy ?? {}, errors.at('updateStrategy'))
  const retention = spec.persistentVolumeClaimRetentionPolicy
  if (retention) {
    const at = errors.at('persistentVolumeClaimRetentionPolicy')
    requireWord(retention.whenDeleted, RETENTIONS, at.at('whenDeleted'))
    requireWord(retention.whenScaled, RETENTIONS, at.at('whenScaled'))
  }
  if (isNew)
    for (const [index, claim] of (spec.volumeClaimTemplates ?? []).entries())
      validateClaimSpec(claim.spec!, errors.at('volumeClaimTemplates', index, 'spec'))
  checkNonNegative(spec.replicas, errors.at('replicas'))
  checkNonNegative(spec.minReadySeconds, errors.at('minReadySeconds'))
  checkNonNegative(spec.ordinals?.start, errors.at('ordinals', 'start'))
  if (isNew && spec.serviceName) checkName(spec.serviceName, checkLabel, errors.at('serviceName'))
  if (validateWorkloadSelector(spec.selector, 'statefulset', errors, '')) {
    validateTemplateLabels(spec.template, spec.selector, errors.at('template'))
    validatePodTemplate(withClaims(spec), errors.at('template'))
  }
  requireRunning(spec.template, 'StatefulSet', errors.at('template'))
}

/** The pods' template with the volumes that the claims become; they come before, and win over, the template's own. */
function withClaims({ template, volumeClaimTemplates: claims = [] }: types.StatefulSetSpec): types.PodTemplateSpec {
  if (claims.length === 0) return template
  const names = new Set(claims.map(({ metadata: { name } }) => name))
  const volumes = [...names].map((name) => ({ name, persistentVolumeClaim: { claimName: name } }))
  const others = (template.spec?.volumes ?? []).filter(({ name }) => !names.has(name))
  return { ...template, spec: { ...template.spec!, volumes: [...volumes, ...others] } }
}

function validateStrategy(strategy: types.StatefulSetUpdateStrategy, errors: FieldErrors): void {
  const { type, rollingUpdate } = strategy
  if (!type) return errors.required()
  const at = errors.at('rollingUpdate')
  if (type === 'OnDelete') {
    if (rollingUpdate)
      at.invalid(internalForm(rollingUpdate, ROLLING_UPDATE), "only allowed for updateStrategy 'RollingUpdate'")
  } else if (type === 'RollingUpdate') {
    checkNonNegative(rollingUpdate?.partition, at.at('partition'))
    const most = rollingUpdate?.maxUnavailable
    if (most === undefined) return
    validateIntOrPercent(most, at.at('maxUnavailable'))
    if (most === 0 || most === '0%') at.at('maxUnavailable').invalid(most, 'cannot be 0')
    validateAtMostHundredPercent(most, at.at('maxUnavailable'))
  } else errors.invalid(internalForm(strategy, STRATEGY), "must be 'RollingUpdate' or 'OnDelete'")
}

/** Rules of a StatefulSet's status; `errors` stands at it. */
export function validateStatefulSetStatus(
  status: types.StatefulSetStatus,
  before: types.StatefulSetStatus | undefined,
  errors: FieldErrors,
): void {
  validateCounts(
    status,
    [
      'replicas',
      'readyReplicas',
      'currentReplicas',
      'updatedReplicas',
      'availableReplicas',
      'observedGeneration',
      'collisionCount',
    ],
    errors,
  )
  for (const field of ['readyReplicas', 'currentReplicas', 'updatedReplicas', 'availableReplicas'] as const)
    validateAtMost(status, field, 'replicas', 'status.replicas', errors)
  validateAtMost(status, 'availableReplicas', 'readyReplicas', 'status.readyReplicas', errors)
  validateCollisions(status, before, errors)
}
