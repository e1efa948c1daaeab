import type { PersistentVolume, PersistentVolumeClaim, Pod, Volume } from '../../resources/generated/types.ts'
import type { SchedulerObjects } from '../snapshot.ts'

/** A claim that a pod's volume names, with its volume if it has one. */
export interface ClaimedVolume {
  name: string
  /** Whether the claim is made for this pod, and goes with it. */
  ephemeral: boolean
  claim: PersistentVolumeClaim | undefined
  volume: PersistentVolume | undefined
}

/** The claims behind a pod's volumes, generic ephemeral ones included. */
export function claimsOf(pod: Pod, objects: SchedulerObjects): ClaimedVolume[] {
  return (pod.spec!.volumes ?? []).flatMap((volume) => {
    const name = claimName(pod, volume)
    if (!name) return []
    const claim = objects.claims.get(`${pod.metadata.namespace}/${name}`)
    const bound = claim?.spec?.volumeName
    return [
      {
        name,
        ephemeral: volume.ephemeral !== undefined,
        claim,
        volume: bound ? objects.volumes.get(bound) : undefined,
      },
    ]
  })
}

/** The words for a claim that is not there. */
export function missingClaim({ name, ephemeral }: ClaimedVolume): string {
  return ephemeral
    ? `waiting for ephemeral volume controller to create the persistentvolumeclaim "${name}"`
    : `persistentvolumeclaim "${name}" not found`
}

/** Whether one of a pod's volumes is this claim. */
export function usesClaim(pod: Pod, { metadata }: PersistentVolumeClaim): boolean {
  return (
    pod.metadata.namespace === metadata.namespace &&
    (pod.spec!.volumes?.some((volume) => claimName(pod, volume) === metadata.name) ?? false)
  )
}

/** Whether two pods use one claim. */
export function sharesClaim(a: Pod, b: Pod): boolean {
  const names = new Set(a.spec!.volumes?.map((volume) => claimName(a, volume)))
  names.delete(undefined)
  return (
    a.metadata.namespace === b.metadata.namespace &&
    (b.spec!.volumes?.some((volume) => names.has(claimName(b, volume))) ?? false)
  )
}

/** Whether any volume is a claim, so that looking further is worth it. */
export function hasClaims(pod: Pod): boolean {
  return pod.spec!.volumes?.some((volume) => volume.persistentVolumeClaim ?? volume.ephemeral) ?? false
}

function claimName(pod: Pod, volume: Volume): string | undefined {
  if (volume.persistentVolumeClaim) return volume.persistentVolumeClaim.claimName
  return volume.ephemeral ? `${pod.metadata.name}-${volume.name}` : undefined
}
