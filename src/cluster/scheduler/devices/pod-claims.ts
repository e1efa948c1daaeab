import { controllerOf } from '../../apimachinery/object.ts'
import type { Pod, ResourceClaim } from '../../resources/generated/types.ts'
import type { SchedulerObjects } from '../snapshot.ts'

/** The device claims that a pod names, or what it still waits for. */
export type PodClaims = { claims: ResourceClaim[]; missing?: undefined } | { claims?: undefined; missing: string }

/** Looks up a pod's device claims, those made from templates by the names that its status gives. */
export function podClaims(pod: Pod, { deviceClaims }: SchedulerObjects): PodClaims {
  const claims: ResourceClaim[] = []
  for (const { name, resourceClaimName } of pod.spec!.resourceClaims ?? []) {
    const made = pod.status?.resourceClaimStatuses?.find((status) => status.name === name)
    // A template may turn out to need no claim.
    if (resourceClaimName === undefined && made && made.resourceClaimName === undefined) continue
    const claimName = resourceClaimName ?? made?.resourceClaimName
    if (claimName === undefined) return { missing: `waiting for the resource claim controller to make claim ${name}` }
    const claim = deviceClaims.get(`${pod.metadata.namespace}/${claimName}`)
    if (!claim) return { missing: `resourceclaim "${claimName}" not found` }
    if (claim.metadata.deletionTimestamp) return { missing: `resourceclaim "${claimName}" is being deleted` }
    if (resourceClaimName === undefined && controllerOf(claim)?.uid !== pod.metadata.uid)
      return { missing: `resourceclaim "${claimName}" was not created for pod ${pod.metadata.name}` }
    claims.push(claim)
  }
  return { claims }
}

/** Whether a pod uses this claim. */
export function usesDeviceClaim({ metadata, spec, status }: Pod, claim: ResourceClaim): boolean {
  return (
    metadata.namespace === claim.metadata.namespace &&
    [...(spec!.resourceClaims ?? []), ...(status?.resourceClaimStatuses ?? [])].some(
      ({ resourceClaimName }) => resourceClaimName === claim.metadata.name,
    )
  )
}
