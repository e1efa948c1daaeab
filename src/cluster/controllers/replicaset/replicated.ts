import type { KubeObject } from '../../apimachinery/object.ts'
import type { PodTemplateSpec, ReplicaSetStatus } from '../../resources/generated/types.ts'

/** What ReplicaSets and ReplicationControllers have in common. */
export interface Replicated extends KubeObject {
  spec?: { replicas?: number; minReadySeconds?: number; template?: PodTemplateSpec }
  status?: ReplicaSetStatus
}
