import { refuseForGood, type SchedulerPlugin } from '../plugin.ts'
import { claimsOf, hasClaims } from './pod-volumes.ts'

const TOPOLOGY = [
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
]

interface Wanted {
  key: string
  values: readonly string[]
}

/** Volumes whose labels say where they are. */
export const volumeZone: SchedulerPlugin = {
  name: 'VolumeZone',
  wakesOn: ['node-added', 'node-labels', 'claim-changed', 'volume-changed', 'storage-class-changed'],
  preFilter({ pod }, state, snapshot) {
    if (!hasClaims(pod)) return 'skip'
    const wanted: Wanted[] = []
    for (const { volume } of claimsOf(pod, snapshot.objects))
      for (const key of TOPOLOGY) {
        const value = volume?.metadata.labels?.[key]
        // Several zones are joined by two underscores.
        if (value !== undefined) wanted.push({ key, values: value.split('__') })
      }
    if (wanted.length === 0) return 'skip'
    state.set(this.name, wanted)
    return undefined
  },
  filter(_pod, node, state) {
    if (!TOPOLOGY.some((key) => node.labels[key] !== undefined)) return undefined
    const wanted = state.get(volumeZone.name) as Wanted[]
    const elsewhere = wanted.some(({ key, values }) => !values.includes(node.labels[key] ?? ''))
    return elsewhere ? refuseForGood('node(s) had no available volume zone') : undefined
  },
}
