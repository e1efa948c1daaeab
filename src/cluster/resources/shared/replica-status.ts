import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import type * as types from '../generated/types.ts'
import { checkNonNegative } from './rules.ts'
import { validateAtMost, validateCounts } from './status-counts.ts'

type Status = types.ReplicaSetStatus | types.ReplicationControllerStatus

/** Rules of the status of a ReplicaSet or a ReplicationController; `errors` stands at it. */
export function validateReplicaStatus(status: Status, errors: FieldErrors): void {
  const counts = [
    'replicas',
    'fullyLabeledReplicas',
    'readyReplicas',
    'availableReplicas',
    'observedGeneration',
  ] as const
  validateCounts(status, counts, errors)
  checkNonNegative((status as types.ReplicaSetStatus).terminatingReplicas, errors.at('terminatingReplicas'))
  validateAtMost(status, 'fullyLabeledReplicas', 'replicas', 'status.replicas', errors)
  validateAtMost(status, 'readyReplicas', 'replicas', 'status.replicas', errors)
  validateAtMost(status, 'availableReplicas', 'replicas', 'status.replicas', errors)
  validateAtMost(status, 'availableReplicas', 'readyReplicas', 'readyReplicas', errors)
}
