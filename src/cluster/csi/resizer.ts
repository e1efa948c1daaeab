import { compareQuantity, parseQuantity, quantityValue } from '../apimachinery/quantity.ts'
import { keyOf } from '../apimachinery/object.ts'
import { defineController, watch, type Controller } from '../controllers/define-controller.ts'
import { PersistentVolume, PersistentVolumeClaim } from '../resources/generated/kinds.ts'
import type * as types from '../resources/generated/types.ts'
import { CsiError } from './csi-driver.ts'
import { csiSourceOf } from './migration.ts'
import { createRefusals, type Refusals, type SidecarContext } from './sidecar-context.ts'

const GIB = 2 ** 30

/**
 * Makes volumes larger when their claims ask for more: the sidecar `csi-resizer`.
 * Differs: the file system grows with the volume, where the kubelet would do that later.
 */
export function createResizer({ driver, controller, podName }: SidecarContext): Controller {
  return defineController<Refusals>({
    name: 'csi-resizer',
    eventSource: `external-resizer ${driver.name} ${podName}`,
    state: createRefusals,
    watches: [
      watch(PersistentVolumeClaim, ({ type, object }) => (type !== 'deleted' && wants(object) ? [keyOf(object)] : [])),
      watch(PersistentVolume),
    ],
    async reconcile(key, { cache, client, events, state }) {
      const claim = cache(PersistentVolumeClaim).get(key)
      const volume = cache(PersistentVolume).get(claim?.spec?.volumeName ?? '')
      const csi = csiSourceOf(volume?.spec)
      if (!claim || !volume || csi?.driver !== driver.name || !wants(claim)) return undefined
      const { name } = volume.metadata
      events.event(claim, 'Normal', 'Resizing', `External resizer is resizing volume ${name}`)
      try {
        const wanted = quantityValue(parseQuantity(claim.spec!.resources!.requests!['storage']!))
        const storage = `${Math.ceil((await controller.expand(csi.volumeHandle, wanted)) / GIB)}Gi`
        await client.patch(PersistentVolume, name, { spec: { capacity: { storage } } }, { type: 'merge' })
        const { namespace = '' } = claim.metadata
        const patch = { status: { capacity: { storage } } }
        const options = { namespace, type: 'merge', subresource: 'status' } as const
        await client.patch(PersistentVolumeClaim, claim.metadata.name, patch, options)
      } catch (error) {
        if (!(error instanceof CsiError)) throw error
        const message = `resize volume "${name}" by resizer "${driver.name}" failed: ${error.message}`
        events.event(claim, 'Warning', 'VolumeResizeFailed', message)
        return state.add(key)
      }
      state.clear(key)
      events.event(claim, 'Normal', 'VolumeResizeSuccessful', 'Resize volume succeeded')
      return undefined
    },
  })
}

function wants({ spec, status }: types.PersistentVolumeClaim): boolean {
  const has = status?.capacity?.['storage']
  const asked = spec?.resources?.requests?.['storage']
  if (status?.phase !== 'Bound' || has === undefined || asked === undefined) return false
  return compareQuantity(parseQuantity(asked), parseQuantity(has)) > 0
}
