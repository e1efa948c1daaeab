import { csiSourceOf, provisionerOf } from '../../csi/migration.ts'
import type { Pod } from '../../resources/generated/types.ts'
import { refuse, type SchedulerPlugin } from '../plugin.ts'
import type { SchedulerObjects, Snapshot } from '../snapshot.ts'
import { claimsOf, hasClaims } from './pod-volumes.ts'

/** How many volumes of a CSI driver can be attached to a node: what its CSINode says. */
export const nodeVolumeLimits: SchedulerPlugin = {
  name: 'NodeVolumeLimits',
  wakesOn: ['node-added', 'node-taints', 'assigned-pod-deleted', 'csi-node-changed', 'claim-changed'],
  helps: (_pod, change) => !change.pod || hasClaims(change.pod),
  preFilter({ pod }, state, snapshot) {
    if (!hasClaims(pod)) return 'skip'
    state.set(this.name, snapshot)
    return undefined
  },
  filter({ pod }, node, state) {
    const { objects } = state.get(nodeVolumeLimits.name) as Snapshot
    const drivers = objects.csiNodes.get(node.name)?.spec.drivers ?? []
    if (drivers.length === 0) return undefined
    const wanted = csiVolumes(pod, objects)
    const attached = new Set<string>()
    for (const { pod: other } of node.pods.values())
      for (const volume of csiVolumes(other, objects)) attached.add(volume)
    for (const { name, allocatable } of drivers) {
      if (allocatable?.count === undefined) continue
      const ofDriver = (volume: string) => volume.startsWith(`${name}/`)
      const present = [...attached].filter(ofDriver).length
      const added = [...wanted].filter((volume) => ofDriver(volume) && !attached.has(volume)).length
      if (added > 0 && present + added > allocatable.count) return refuse('node(s) exceed max volume count')
    }
    return undefined
  },
}

/** `driver/handle` of each volume; a claim without a volume counts for its class' provisioner. */
function csiVolumes(pod: Pod, objects: SchedulerObjects): Set<string> {
  const found = new Set<string>()
  if (!hasClaims(pod)) return found
  for (const { name, claim, volume } of claimsOf(pod, objects)) {
    const csi = csiSourceOf(volume?.spec)
    if (csi) found.add(`${csi.driver}/${csi.volumeHandle}`)
    const provisioner =
      !volume && claim?.spec?.storageClassName && objects.storageClasses.get(claim.spec.storageClassName)?.provisioner
    if (provisioner) found.add(`${provisionerOf(provisioner)}/${pod.metadata.namespace}/${name}`)
  }
  return found
}
