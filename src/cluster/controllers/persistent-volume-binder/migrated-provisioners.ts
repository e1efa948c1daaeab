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
