import { keyOf } from '../../apimachinery/object.ts'
import { PersistentVolume, PersistentVolumeClaim, Pod, StorageClass } from '../../resources/generated/kinds.ts'
import { defineController, watch } from '../define-controller.ts'
import { BIND_COMPLETED } from './binder-context.ts'
import { syncClaim } from './sync-claim.ts'
import { syncVolume } from './sync-volume.ts'
import { classOf } from './volume-match.ts'

const VOLUME = 'volume/'
const CLAIM = 'claim/'
const RESYNC_MS = 15_000

/** Brings claims and volumes together. */
export const persistentVolumeBinder = defineController({
  name: 'persistentvolume-binder-controller',
  account: 'persistent-volume-binder',
  eventSource: 'persistentvolume-controller',
  workers: 1,
  watches: [
    watch(PersistentVolumeClaim, function* ({ type, object }) {
      if (type !== 'deleted') yield CLAIM + keyOf(object)
      if (object.spec?.volumeName) yield VOLUME + object.spec.volumeName
    }),
    watch(PersistentVolume, function* ({ object }, { cache }) {
      yield VOLUME + object.metadata.name
      const { claimRef } = object.spec ?? {}
      if (claimRef) yield `${CLAIM}${claimRef.namespace}/${claimRef.name}`
      else
        for (const claim of cache(PersistentVolumeClaim).list())
          if (!claim.spec?.volumeName && classOf(claim) === classOf(object)) yield CLAIM + keyOf(claim)
    }),
    watch(StorageClass, ({ type, object }, { cache }) =>
      type === 'deleted'
        ? []
        : cache(PersistentVolumeClaim)
            .list()
            .filter(
              (claim) => !claim.spec?.volumeName && (classOf(claim) === '' || classOf(claim) === object.metadata.name),
            )
            .map((claim) => CLAIM + keyOf(claim)),
    ),
    watch(Pod),
  ],
  async reconcile(key, context) {
    if (key.startsWith(VOLUME)) {
      const volume = context.cache(PersistentVolume).get(key.slice(VOLUME.length))
      if (!volume) return undefined
      await syncVolume(volume, context)
      return volume.status?.phase === 'Failed' ? RESYNC_MS : undefined
    }
    const claim = context.cache(PersistentVolumeClaim).get(key.slice(CLAIM.length))
    if (!claim) return undefined
    await syncClaim(claim, context)
    // What waits for others is looked at again, and says again that it waits.
    return claim.metadata.annotations?.[BIND_COMPLETED] ? undefined : RESYNC_MS
  },
})
