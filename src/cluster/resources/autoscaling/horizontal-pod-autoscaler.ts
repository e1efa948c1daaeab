import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkPathSegment } from '../../apimachinery/names.ts'
import { defineResource } from '../define-resource.ts'
import { HorizontalPodAutoscaler } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'
import { checkNonNegative, requireName } from '../shared/rules.ts'
import { autoscalerColumns } from './autoscaler-columns.ts'
import { defaultAutoscaler } from './autoscaler-defaults.ts'
import { validateBehavior } from './behavior-rules.ts'
import { validateMetrics } from './metric-rules.ts'
import { autoscalerVersion1 } from './version-1-conversion.ts'

export const horizontalPodAutoscaler = defineResource<types.HorizontalPodAutoscaler>({
  type: HorizontalPodAutoscaler,
  alsoServedAs: [autoscalerVersion1],
  generation: 'none',
  metadataRules: { updateChecks: 'thrice' },
  defaults: defaultAutoscaler,
  validate: ({ spec }, errors) => validateSpec(spec ?? NOTHING, errors.at('spec')),
  validateStatusUpdate({ status }, _old, errors) {
    for (const field of ['currentReplicas', 'desiredReplicas'] as const)
      checkNonNegative(status?.[field], errors.at('status', field))
  },
  columns: [nameColumn, ...autoscalerColumns, ageColumn],
})

const NOTHING: Partial<types.HorizontalPodAutoscalerSpec> = {}

function validateSpec(spec: Partial<types.HorizontalPodAutoscalerSpec>, errors: FieldErrors): void {
  const { minReplicas, maxReplicas = 0, scaleTargetRef, metrics = [], behavior } = spec
  if (minReplicas !== undefined && minReplicas < 1)
    errors.at('minReplicas').invalid(minReplicas, 'must be greater than or equal to 1')
  if (maxReplicas < 1) errors.at('maxReplicas').invalid(maxReplicas, 'must be greater than 0')
  if (minReplicas !== undefined && maxReplicas < minReplicas)
    errors.at('maxReplicas').invalid(maxReplicas, 'must be greater than or equal to `minReplicas`')
  validateTarget(scaleTargetRef ?? {}, errors.at('scaleTargetRef'))
  validateMetrics(metrics, minReplicas, errors.at('metrics'))
  if (behavior) validateBehavior(behavior, errors.at('behavior'))
}

/** Only the core group has no name; nothing in it but ReplicationControllers can be scaled. */
function validateTarget(target: Partial<types.CrossVersionObjectReference>, errors: FieldErrors): void {
  requireName(target.kind, checkPathSegment, errors.at('kind'))
  requireName(target.name, checkPathSegment, errors.at('name'))
  const { apiVersion = '' } = target
  if (apiVersion.split('/').length > 2)
    errors.at('apiVersion').invalid(apiVersion, `unexpected GroupVersion string: ${apiVersion}`)
  else if (apiVersion.indexOf('/') < 1 && (apiVersion !== 'v1' || target.kind !== 'ReplicationController'))
    errors.at('apiVersion').invalid(apiVersion, 'apiVersion must specify API group')
}
