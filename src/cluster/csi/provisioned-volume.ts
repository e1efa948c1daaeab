import type { Draft } from '../apimachinery/object.ts'
import type * as types from '../resources/generated/types.ts'
import type { CsiDriver } from './csi-driver.ts'

/** Keeps a volume's object until the driver has deleted the volume itself. */
export const PROVISIONER_FINALIZER = 'external-provisioner.volume.kubernetes.io/finalizer'

const PROVISIONED_BY = 'pv.kubernetes.io/provisioned-by'
const MIGRATED_TO = 'pv.kubernetes.io/migrated-to'
const GIB = 2 ** 30

interface Provisioned {
  claim: types.PersistentVolumeClaim
  storageClass: types.StorageClass
  driver: CsiDriver
  handle: string
  sizeBytes: number
  zone: string
}

/** Whether a volume was made by the driver, or by the plugin that it stands in for. */
export const isProvisionedBy = ({ metadata }: types.PersistentVolume, { name }: CsiDriver): boolean =>
  (metadata.annotations?.[MIGRATED_TO] ?? metadata.annotations?.[PROVISIONED_BY]) === name

/** The object of a volume that was made for a claim. */
export function provisionedVolume(made: Provisioned): Draft<types.PersistentVolume> {
  const { claim, storageClass, driver, handle, sizeBytes, zone } = made
  const { namespace = '', name, uid, resourceVersion } = claim.metadata
  const migrated = storageClass.provisioner === driver.replaces
  const fsType = storageClass.parameters?.['csi.storage.k8s.io/fstype'] ?? storageClass.parameters?.['fsType'] ?? 'ext4'
  return {
    metadata: {
      name: `pvc-${uid}`,
      annotations: {
        ...(migrated && { [MIGRATED_TO]: driver.name }),
        [PROVISIONED_BY]: storageClass.provisioner,
        'volume.kubernetes.io/provisioner-deletion-secret-name': '',
        'volume.kubernetes.io/provisioner-deletion-secret-namespace': '',
      },
      finalizers: [PROVISIONER_FINALIZER],
    },
    spec: {
      capacity: { storage: `${Math.ceil(sizeBytes / GIB)}Gi` },
      accessModes: claim.spec?.accessModes ?? [],
      ...(claim.spec?.volumeMode !== undefined && { volumeMode: claim.spec.volumeMode }),
      claimRef: { kind: 'PersistentVolumeClaim', apiVersion: 'v1', namespace, name, uid, resourceVersion },
      ...(migrated
        ? { awsElasticBlockStore: { volumeID: handle, fsType } }
        : {
            csi: {
              driver: driver.name,
              volumeHandle: handle,
              fsType,
              volumeAttributes: { 'storage.kubernetes.io/csiProvisionerIdentity': `${driver.name}-provisioner` },
            },
          }),
      nodeAffinity: {
        required: {
          nodeSelectorTerms: [{ matchExpressions: [{ key: driver.topologyKey, operator: 'In', values: [zone] }] }],
        },
      },
      persistentVolumeReclaimPolicy: storageClass.reclaimPolicy ?? 'Delete',
      storageClassName: storageClass.metadata.name,
      ...(storageClass.mountOptions && { mountOptions: storageClass.mountOptions }),
    },
  }
}
