import { PersistentVolume, PersistentVolumeClaim, VolumeAttributesClass } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch } from '../define-controller.ts'
import { protect } from '../shared/protection.ts'

/** Keeps VolumeAttributesClasses as long as a volume or claim has them. */
export const vacProtectionController = defineController({
  name: 'volumeattributesclass-protection-controller',
  account: 'volumeattributesclass-protection-controller',
  watches: [
    watch(VolumeAttributesClass, ({ type, object }) => (type === 'deleted' ? [] : [object.metadata.name])),
    watch(PersistentVolume, ({ object, old }) => [...new Set([...classesOf(object), ...classesOf(old)])]),
    watch(PersistentVolumeClaim, ({ object, old }) => [...new Set([...classesOf(object), ...classesOf(old)])]),
  ],
  async reconcile(name, { cache, client }) {
    const attributes = cache(VolumeAttributesClass).get(name)
    const isUsed = () =>
      [PersistentVolume, PersistentVolumeClaim].some(
        (type) => cache(type as typeof PersistentVolumeClaim).by(classesOf, name).length > 0,
      )
    if (attributes) await protect(client, VolumeAttributesClass, attributes, 'kubernetes.io/vac-protection', isUsed)
    return undefined
  },
})

/** The class that a volume or claim asks for, and the one that a claim still has. */
function classesOf(object: types.PersistentVolume | types.PersistentVolumeClaim | undefined): string[] {
  const { currentVolumeAttributesClassName: current } = (object?.status ?? {}) as types.PersistentVolumeClaimStatus
  return [object?.spec?.volumeAttributesClassName, current]
    .filter((name) => name !== undefined && name !== '')
    .map(String)
}
