import { compareQuantity, parseQuantity } from '../../apimachinery/quantity.ts'
import { keyOf } from '../../apimachinery/object.ts'
import { PersistentVolumeClaim } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch } from '../define-controller.ts'

/** Notices claims that want to grow. All drivers grow their volumes themselves, so it only says that somebody else has to. */
export const expandController = defineController({
  name: 'persistentvolume-expander-controller',
  account: 'expand-controller',
  eventSource: 'volume_expand',
  watches: [
    watch(PersistentVolumeClaim, ({ type, object, old }) =>
      type === 'updated' && old && wants(object) && !wants(old) ? [keyOf(object)] : [],
    ),
  ],
  async reconcile(key, { cache, events }) {
    const claim = cache(PersistentVolumeClaim).get(key)
    if (claim && wants(claim))
      events.event(claim, 'Normal', 'ExternalExpanding', 'waiting for an external controller to expand this PVC')
    return undefined
  },
})

function wants({ spec, status }: types.PersistentVolumeClaim): boolean {
  const has = status?.capacity?.storage
  const asked = spec?.resources?.requests?.storage
  return (
    status?.phase === 'Bound' &&
    has !== undefined &&
    asked !== undefined &&
    compareQuantity(parseQuantity(asked), parseQuantity(has)) > 0
  )
}
