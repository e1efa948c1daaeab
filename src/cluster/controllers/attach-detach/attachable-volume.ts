import { sha256, toHex } from '#base'
import { csiSourceOf, uniqueVolumeName } from '../../csi/migration.ts'
import { CSIDriver, PersistentVolume } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import type { ControllerContext } from '../define-controller.ts'

/** A volume that somebody has to attach to a node before its pods can use it. */
export interface AttachableVolume {
  /** The PersistentVolume's name. */
  name: string
  driver: string
  handle: string
  /** As nodes list it. */
  uniqueName: string
  /** Whether it can be on one node only. */
  exclusive: boolean
  /** The claim that it is bound to: `NAMESPACE/NAME`. */
  claimKey: string | undefined
}

/** @returns `undefined` for volumes that need no attaching */
export function attachableVolume(
  name: string,
  { cache }: Pick<ControllerContext<unknown>, 'cache'>,
): AttachableVolume | undefined {
  const volume = cache(PersistentVolume).get(name)
  const csi = csiSourceOf(volume?.spec)
  if (!csi || cache(CSIDriver).get(csi.driver)?.spec.attachRequired === false) return undefined
  const { claimRef, accessModes = [] } = volume!.spec!
  return {
    name,
    driver: csi.driver,
    handle: csi.volumeHandle,
    uniqueName: uniqueVolumeName(csi),
    exclusive: !accessModes.some((mode) => mode === 'ReadWriteMany' || mode === 'ReadOnlyMany'),
    claimKey: claimRef && `${claimRef.namespace}/${claimRef.name}`,
  }
}

/** The name of the one VolumeAttachment of a volume to a node. */
export function attachmentName({ handle, driver }: AttachableVolume, nodeName: string): string {
  return `csi-${toHex(sha256(new TextEncoder().encode(`${handle}${driver}${nodeName}`)))}`
}

/** Whether the node leaves attaching to the controller. */
export function isManaged(node: types.Node | undefined): node is types.Node {
  return node?.metadata.annotations?.['volumes.kubernetes.io/controller-managed-attach-detach'] === 'true'
}
