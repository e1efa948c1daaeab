import { refuse, refuseForGood, type SchedulerPlugin } from '../plugin.ts'
import { claimsOf, hasClaims, missingClaim, sharesClaim } from './pod-volumes.ts'

const REASON =
  'node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod'

/** A ReadWriteOncePod claim has one pod in the whole cluster. */
export const volumeRestrictions: SchedulerPlugin = {
  name: 'VolumeRestrictions',
  wakesOn: ['node-added', 'node-taints', 'assigned-pod-deleted', 'claim-changed'],
  helps: ({ pod }, change) => !change.pod || sharesClaim(pod, change.pod),
  preFilter({ pod }, state, snapshot) {
    if (!hasClaims(pod)) return 'skip'
    const claims = claimsOf(pod, snapshot.objects)
    const missing = claims.find(({ claim }) => !claim)
    if (missing) return refuseForGood(missingClaim(missing))
    const exclusive = claims.filter(({ claim }) => claim?.spec?.accessModes?.includes('ReadWriteOncePod'))
    if (exclusive.length === 0) return 'skip'
    const names = new Set(exclusive.map(({ name }) => name))
    const users = snapshot.nodes
      .flatMap((node) => [...node.pods.values()])
      .filter(({ pod: other }) => {
        return (
          other.metadata.namespace === pod.metadata.namespace &&
          other.spec!.volumes?.some(
            ({ persistentVolumeClaim }) => persistentVolumeClaim && names.has(persistentVolumeClaim.claimName),
          )
        )
      })
    state.set(this.name, users.length > 0)
    return undefined
  },
  filter: (_pod, _node, state) => (state.get(volumeRestrictions.name) ? refuse(REASON) : undefined),
}
