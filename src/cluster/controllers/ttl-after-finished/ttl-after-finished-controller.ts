import { isReason } from '../../apimachinery/errors.ts'
import { keyOf } from '../../apimachinery/object.ts'
import { Job } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch } from '../define-controller.ts'
import { holding } from '../job/conditions.ts'

/** Deletes finished Jobs when their time to live is over. */
export const ttlAfterFinishedController = defineController({
  name: 'ttl-after-finished-controller',
  account: 'ttl-after-finished-controller',
  watches: [
    watch(Job, ({ type, object }) => (type !== 'deleted' && expiresAt(object) !== undefined ? [keyOf(object)] : [])),
  ],
  async reconcile(key, { cache, client, clock }) {
    const cached = cache(Job).get(key)
    if (!cached || cached.metadata.deletionTimestamp) return undefined
    const { name, namespace = '', uid } = cached.metadata
    const left = (expiresAt(cached) ?? Infinity) - clock.now()
    if (left > 0) return Number.isFinite(left) ? left : undefined
    try {
      // Somebody may just have given it more time.
      const fresh = await client.get(Job, name, { namespace })
      const again = (expiresAt(fresh) ?? Infinity) - clock.now()
      if (again > 0) return Number.isFinite(again) ? again : undefined
      await client.delete(Job, name, { namespace, propagationPolicy: 'Foreground', preconditions: { uid } })
    } catch (error) {
      if (!isReason(error, 'NotFound')) throw error
    }
    return undefined
  },
})

/** When a finished Job is to go, in milliseconds since the epoch; `undefined` while it runs, or when it stays. */
function expiresAt(job: types.Job): number | undefined {
  const ttl = job.spec?.ttlSecondsAfterFinished
  const end = holding(job, 'Complete') ?? holding(job, 'Failed')
  return ttl === undefined || !end?.lastTransitionTime ? undefined : Date.parse(end.lastTransitionTime) + ttl * 1000
}
