import type * as types from '../resources/generated/types.ts'

/** Provisioners that were part of Kubernetes once, and the CSI drivers that stand in for them.
 *  @see https://kubernetes.io/docs/concepts/storage/volumes/#csi-migration */
const DRIVERS: ReadonlyMap<string, string> = new Map([
  ['kubernetes.io/aws-ebs', 'ebs.csi.aws.com'],
  ['kubernetes.io/azure-disk', 'disk.csi.azure.com'],
  ['kubernetes.io/azure-file', 'file.csi.azure.com'],
  ['kubernetes.io/cinder', 'cinder.csi.openstack.org'],
  ['kubernetes.io/gce-pd', 'pd.csi.storage.gke.io'],
  ['kubernetes.io/portworx-volume', 'pxd.portworx.com'],
  ['kubernetes.io/vsphere-volume', 'csi.vsphere.vmware.com'],
])

/** Who provisions volumes for a StorageClass' provisioner. */
export const provisionerOf = (name: string): string => DRIVERS.get(name) ?? name

/** A volume as its CSI driver knows it. */
export type CsiSource = Pick<types.CSIPersistentVolumeSource, 'driver' | 'volumeHandle' | 'fsType'>

/** The CSI driver's view of a volume, also of one in the form of a plugin that has moved out; `undefined` for those without a driver. */
export function csiSourceOf(spec: types.PersistentVolumeSpec | undefined): CsiSource | undefined {
  if (spec?.csi) return spec.csi
  const disk = spec?.awsElasticBlockStore
  if (!disk) return undefined
  const { fsType } = disk
  // `aws://ZONE/ID` is an older way to write an id.
  const volumeHandle = disk.volumeID.replace(/^aws:\/\/[^/]*\//, '')
  return { driver: 'ebs.csi.aws.com', volumeHandle, ...(fsType !== undefined && { fsType }) }
}

/** A volume as nodes list it. */
export const uniqueVolumeName = ({ driver, volumeHandle }: CsiSource): string =>
  `kubernetes.io/csi/${driver}^${volumeHandle}`
