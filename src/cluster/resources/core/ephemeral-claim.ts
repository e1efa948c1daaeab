import type { PersistentVolumeClaim, Pod } from '../generated/types.ts'

/** Whether the claim of a generic ephemeral volume was made for this pod; one of that name may have been there before. */
export function isMadeFor({ metadata }: PersistentVolumeClaim, pod: Pod): boolean {
  return metadata.ownerReferences?.some(({ uid, controller }) => controller && uid === pod.metadata.uid) ?? false
}

/** What the scheduler and the controller say of a claim that is another's. */
export function notMadeFor({ metadata }: PersistentVolumeClaim, pod: Pod): string {
  const { namespace, name } = metadata
  return `PVC ${namespace}/${name} was not created for pod ${namespace}/${pod.metadata.name} (pod is not owner)`
}
