import { PersistentVolume } from '../../resources/generated/kinds.ts'
import { defineController, watch } from '../define-controller.ts'
import { protect } from '../shared/protection.ts'

/** Keeps volumes as long as a claim is bound to them. */
export const pvProtectionController = defineController({
  name: 'persistentvolume-protection-controller',
  account: 'pv-protection-controller',
  watches: [watch(PersistentVolume, ({ type, object }) => (type === 'deleted' ? [] : [object.metadata.name]))],
  async reconcile(name, { cache, client }) {
    const volume = cache(PersistentVolume).get(name)
    if (volume)
      await protect(
        client,
        PersistentVolume,
        volume,
        'kubernetes.io/pv-protection',
        () => volume.status?.phase === 'Bound',
      )
    return undefined
  },
})
