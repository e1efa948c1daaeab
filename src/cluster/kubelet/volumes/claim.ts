import { isReason } from '../../apimachinery/errors.ts'
import { parseQuantity, quantityValue } from '../../apimachinery/quantity.ts'
import { CSIDriver, CSINode, PersistentVolume, PersistentVolumeClaim } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { csiSourceOf, uniqueVolumeName } from '../../csi/migration.ts'
import { hostPathVolume } from './host-path.ts'
import { VolumeError, VolumePending, type MountedVolume, type VolumeContext, type VolumePlugin } from './volume.ts'

/** `persistentVolumeClaim`: the volume that the claim is bound to. */
export const claimVolume: VolumePlugin = {
  field: 'persistentVolumeClaim',
  mount: (volume, context) =>
    mountClaim(volume.persistentVolumeClaim!.claimName, volume.persistentVolumeClaim!.readOnly ?? false, context),
}

/** `ephemeral`: a claim that was made for this pod. */
export const ephemeralVolume: VolumePlugin = {
  field: 'ephemeral',
  mount: (volume, context) => mountClaim(`${context.pod.metadata.name}-${volume.name}`, false, context),
}

async function mountClaim(claimName: string, readOnly: boolean, context: VolumeContext): Promise<MountedVolume> {
  const { client, pod, disks, clock } = context
  const { namespace } = pod.metadata
  try {
    const claim = await client.get(PersistentVolumeClaim, claimName, { namespace: namespace! })
    const volumeName = claim.spec?.volumeName
    if (!volumeName || claim.status?.phase !== 'Bound')
      throw new VolumeError(`PVC ${namespace}/${claimName} is not bound`)
    const { spec } = await client.get(PersistentVolume, volumeName)
    if (spec?.claimRef && spec.claimRef.uid !== claim.metadata.uid)
      throw new VolumeError(`PVC ${namespace}/${claimName} is not bound`)
    if (spec?.hostPath)
      return {
        ...(await hostPathVolume.mount({ name: volumeName, hostPath: spec.hostPath }, context)),
        ...(readOnly && { readOnly }),
      }
    if (spec?.local)
      return {
        ...(await hostPathVolume.mount(
          { name: volumeName, hostPath: { path: spec.local.path, type: 'Directory' } },
          context,
        )),
        ...(readOnly && { readOnly }),
      }
    await whenAttached(spec, context)
    const capacity = claim.status?.capacity?.['storage'] ?? spec?.capacity?.['storage']
    const tree = disks.of(
      volumeName,
      capacity === undefined ? undefined : quantityValue(parseQuantity(capacity)),
      clock.now(),
    )
    const { fsGroup } = pod.spec?.securityContext ?? {}
    if (fsGroup !== undefined) Object.assign(tree.root, { gid: fsGroup, mode: tree.root.mode | 0o2070 })
    return { tree, root: tree.root, source: '/dev/nvme1n1', ...(readOnly && { readOnly }) }
  } catch (error) {
    if (isReason(error, 'NotFound'))
      throw new VolumeError(`error processing PVC ${namespace}/${claimName}: ${error.message}`)
    throw error
  }
}

/** A volume of a driver must have been attached to the node, and the driver must be there to mount it.
 *  @throws VolumePending, VolumeError */
async function whenAttached(
  spec: types.PersistentVolumeSpec | undefined,
  { client, node }: VolumeContext,
): Promise<void> {
  const csi = csiSourceOf(spec)
  if (!csi) return
  const { metadata, status } = node()
  const isAttached = status?.volumesAttached?.some((volume) => volume.name === uniqueVolumeName(csi))
  if (!isAttached && (await needsAttaching(csi.driver, client))) throw new VolumePending()
  const registered = await ifPresent(client.get(CSINode, metadata.name))
  if (!registered?.spec.drivers?.some((driver) => driver.name === csi.driver))
    throw new VolumeError(
      `kubernetes.io/csi: mounter.SetUpAt failed to get CSI client: driver name ${csi.driver} not found in the list of registered CSI drivers`,
    )
}

async function needsAttaching(driver: string, client: VolumeContext['client']): Promise<boolean> {
  return (await ifPresent(client.get(CSIDriver, driver)))?.spec.attachRequired !== false
}

async function ifPresent<T>(pending: Promise<T>): Promise<T | undefined> {
  try {
    return await pending
  } catch (error) {
    if (isReason(error, 'NotFound')) return undefined
    throw error
  }
}
