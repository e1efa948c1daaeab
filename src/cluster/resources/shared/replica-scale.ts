import type { KubeObject } from '../../apimachinery/object.ts'
import type { ResourceDefinition } from '../define-resource.ts'

interface Replicated extends KubeObject {
  spec?: { replicas?: number }
  status?: { replicas?: number }
}

/** The Scale of a kind that counts its pods in `replicas`. @param selector which pods these are, as the Scale's status writes it. */
export const replicaScale = <T extends Replicated>(
  selector: (object: T) => string,
): ResourceDefinition<T>['scale'] => ({
  specReplicas: ({ spec }) => spec?.replicas ?? 0,
  statusReplicas: ({ status }) => status?.replicas ?? 0,
  selector,
  setReplicas(object, replicas) {
    object.spec = { ...object.spec, replicas }
  },
})
