import { keyOf } from '../../apimachinery/object.ts'
import { PersistentVolumeClaim, Pod } from '../../resources/generated/kinds.ts'
import { defineController, watch } from '../define-controller.ts'
import { podsByClaim } from '../persistent-volume-binder/sync-claim.ts'
import { protect } from '../shared/protection.ts'

/** Keeps claims until no scheduled pod names them any more. */
export const pvcProtectionController = defineController({
  name: 'persistentvolumeclaim-protection-controller',
  account: 'pvc-protection-controller',
  watches: [
    watch(PersistentVolumeClaim, ({ type, object }) => (type === 'deleted' ? [] : [keyOf(object)])),
    watch(Pod, ({ type, object }) => (type === 'deleted' ? podsByClaim(object) : [])),
  ],
  async reconcile(key, { cache, client }) {
    const claim = cache(PersistentVolumeClaim).get(key)
    const isUsed = () =>
      cache(Pod)
        .by(podsByClaim, key)
        .some(({ spec }) => spec?.nodeName)
    if (claim) await protect(client, PersistentVolumeClaim, claim, 'kubernetes.io/pvc-protection', isUsed)
    return undefined
  },
})
