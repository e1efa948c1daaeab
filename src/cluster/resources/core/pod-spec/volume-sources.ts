import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import { checkLabel, checkSubdomain, report } from '../../../apimachinery/names.ts'
import { parseQuantity } from '../../../apimachinery/quantity.ts'
import type * as types from '../../generated/types.ts'
import { checkName, checkRange, checkWord, requireText, requireWord } from '../../shared/rules.ts'
import { validateLocalPath, validateNoBacksteps } from './paths.ts'
import { validateDownwardFiles, validateKeyPaths, validateMode, validateProjected } from './volume-files.ts'
import { validateClaimTemplate } from '../volumes/claim-spec.ts'

type Source = Readonly<Record<string, unknown>>
type SourceRule = (source: never, errors: FieldErrors) => void

/** Checks fields that must be given. */
function required(...fields: string[]): SourceRule {
  return (source: Source, errors) => {
    for (const field of fields) requireText(source[field] as string | undefined, errors.at(field))
  }
}

const HOST_PATH_TYPES = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
]
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never']
const IQN = /^iqn\.\d{4}-\d{2}\.([\w.]+)(:[^,;*&$|\s]+)$/i
const EUI = /^eui\.[\da-f]{16}$/i
const NAA = /^naa\.[\da-f]{32}$/i

/** Rules of a folder of the node. */
export function validateHostPath({ path, type }: types.HostPathVolumeSource, errors: FieldErrors): void {
  if (!path) return errors.at('path').required()
  validateNoBacksteps(path, errors.at('path'))
  checkWord(type, HOST_PATH_TYPES, errors.at('type'))
}

/** Rules of an NFS share. */
export function validateNfs({ server, path }: types.NFSVolumeSource, errors: FieldErrors): void {
  requireText(server, errors.at('server'))
  requireText(path, errors.at('path'))
  if (!path?.startsWith('/')) errors.at('path').invalid(path ?? '', 'must be an absolute path')
}

/** Rules of an iSCSI disk; its secret is checked by the caller. @param tellsPrefixes whether names are told how they may begin. */
export function validateIscsi(source: types.ISCSIVolumeSource, errors: FieldErrors, tellsPrefixes = true): void {
  const { targetPortal, iqn, lun, initiatorName } = source
  requireText(targetPortal, errors.at('targetPortal'))
  if (!iqn) errors.at('iqn').required()
  else validateIqn(iqn, tellsPrefixes, errors.at('iqn'))
  checkRange(lun, 0, 255, errors.at('lun'))
  if ((source.chapAuthDiscovery || source.chapAuthSession) && !source.secretRef) errors.at('secretRef').required()
  if (initiatorName !== undefined) validateIqn(initiatorName, tellsPrefixes, errors.at('initiatorname'))
}

function validateIqn(name: string, tellsPrefixes: boolean, errors: FieldErrors): void {
  if (tellsPrefixes && !/^(iqn|eui|naa)/.test(name))
    errors.invalid(name, 'must be valid format starting with iqn, eui, or naa')
  else if (!IQN.test(name) && !EUI.test(name) && !NAA.test(name)) errors.invalid(name, 'must be valid format')
}

/** Rules of a Fibre Channel disk. */
export function validateFc({ targetWWNs = [], wwids = [], lun }: types.FCVolumeSource, errors: FieldErrors): void {
  if (targetWWNs.length === 0 && wwids.length === 0)
    errors.at('targetWWNs').required('must specify either targetWWNs or wwids, but not both')
  if (targetWWNs.length > 0 && wwids.length > 0)
    errors.at('targetWWNs').invalid(targetWWNs, 'targetWWNs and wwids can not be specified simultaneously')
  if (targetWWNs.length === 0) return
  if (lun === undefined) errors.at('lun').required('lun is required if targetWWNs is specified')
  else checkRange(lun, 0, 255, errors.at('lun'))
}

/** Rules of an Azure disk. */
export function validateAzureDisk(source: types.AzureDiskVolumeSource, errors: FieldErrors): void {
  const { diskName, diskURI, cachingMode, kind } = source
  requireText(diskName, errors.at('diskName'))
  requireText(diskURI, errors.at('diskURI'))
  checkWord(cachingMode, ['None', 'ReadOnly', 'ReadWrite'], errors.at('cachingMode'))
  checkWord(kind, ['Dedicated', 'Managed', 'Shared'], errors.at('kind'))
  const at = errors.at('diskURI')
  if (kind === 'Managed') {
    if (!diskURI.startsWith('/subscriptions/'))
      at.notSupported(diskURI, [
        '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}',
      ])
  } else if (!diskURI.startsWith('https://'))
    at.notSupported(diskURI, ['https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd'])
}

/** Rules of the name of a CSI driver; `errors` stands at it. */
export function validateDriverName(driver: string | undefined, errors: FieldErrors): void {
  if (!driver) return errors.required()
  if (driver.length > 63) errors.tooLong(63)
  report(errors, driver, checkSubdomain(driver.toLowerCase()))
}

/** Where a volume of a pod comes from: how each source is checked, in the order in which they are looked at. */
export const VOLUME_SOURCES: Readonly<Record<string, SourceRule>> = {
  emptyDir({ sizeLimit }: types.EmptyDirVolumeSource, errors: FieldErrors) {
    if (sizeLimit !== undefined && parseQuantity(sizeLimit).nanos < 0n)
      errors.at('sizeLimit').forbidden('SizeLimit field must be a valid resource quantity')
  },
  hostPath: validateHostPath,
  gitRepo({ repository, directory }: types.GitRepoVolumeSource, errors: FieldErrors) {
    requireText(repository, errors.at('repository'))
    if (directory) validateLocalPath(directory, errors.at('directory'))
  },
  gcePersistentDisk({ pdName, partition }: types.GCEPersistentDiskVolumeSource, errors: FieldErrors) {
    requireText(pdName, errors.at('pdName'))
    if (partition) checkPartition(partition, errors.at('partition'))
  },
  awsElasticBlockStore({ volumeID, partition }: types.AWSElasticBlockStoreVolumeSource, errors: FieldErrors) {
    requireText(volumeID, errors.at('volumeID'))
    if (partition) checkPartition(partition, errors.at('partition'))
  },
  secret({ secretName, defaultMode, items }: types.SecretVolumeSource, errors: FieldErrors) {
    requireText(secretName, errors.at('secretName'))
    validateMode(defaultMode, errors.at('defaultMode'))
    validateKeyPaths(items, errors.at('items'))
  },
  nfs: validateNfs,
  iscsi(source: types.ISCSIVolumeSource, errors: FieldErrors) {
    validateIscsi(source, errors)
    if (source.secretRef && !source.secretRef.name) errors.at('secretRef', 'name').required()
  },
  glusterfs: required('endpoints', 'path'),
  flocker({ datasetName, datasetUUID }: types.FlockerVolumeSource, errors: FieldErrors) {
    if (!datasetName && !datasetUUID) errors.required('one of datasetName and datasetUUID is required')
    if (datasetName && datasetUUID)
      errors.invalid('resource', 'datasetName and datasetUUID can not be specified simultaneously')
    if (datasetName?.includes('/')) errors.at('datasetName').invalid(datasetName, "must not contain '/'")
  },
  persistentVolumeClaim: required('claimName'),
  rbd({ monitors, image }: types.RBDVolumeSource, errors: FieldErrors) {
    if (!monitors?.length) errors.at('monitors').required()
    requireText(image, errors.at('image'))
  },
  cinder({ volumeID, secretRef }: types.CinderVolumeSource, errors: FieldErrors) {
    requireText(volumeID, errors.at('volumeID'))
    if (secretRef && !secretRef.name) errors.at('secretRef', 'name').required()
  },
  cephfs({ monitors }: types.CephFSVolumeSource, errors: FieldErrors) {
    if (!monitors?.length) errors.at('monitors').required()
  },
  quobyte({ registry, volume, tenant }: types.QuobyteVolumeSource, errors: FieldErrors) {
    validateQuobyte(registry, volume, tenant, errors)
  },
  downwardAPI({ defaultMode, items }: types.DownwardAPIVolumeSource, errors: FieldErrors) {
    validateMode(defaultMode, errors.at('defaultMode'))
    validateDownwardFiles(items, errors)
  },
  fc: validateFc,
  flexVolume({ driver, options = {} }: types.FlexVolumeSource, errors: FieldErrors) {
    validateFlex(driver, options, errors)
  },
  configMap({ name, defaultMode, items }: types.ConfigMapVolumeSource, errors: FieldErrors) {
    requireText(name, errors.at('name'))
    validateMode(defaultMode, errors.at('defaultMode'))
    validateKeyPaths(items, errors.at('items'))
  },
  azureFile: required('secretName', 'shareName'),
  vsphereVolume: required('volumePath'),
  photonPersistentDisk: required('pdID'),
  portworxVolume: required('volumeID'),
  azureDisk: validateAzureDisk,
  storageos({ volumeName, volumeNamespace, secretRef }: types.StorageOSVolumeSource, errors: FieldErrors) {
    if (!volumeName) errors.at('volumeName').required()
    else checkName(volumeName, checkLabel, errors.at('volumeName'))
    if (volumeNamespace) checkName(volumeNamespace, checkLabel, errors.at('volumeNamespace'))
    if (secretRef && !secretRef.name) errors.at('secretRef', 'name').required()
  },
  projected: validateProjected,
  scaleIO: required('gateway', 'system', 'volumeName'),
  csi({ driver, nodePublishSecretRef }: types.CSIVolumeSource, errors: FieldErrors) {
    validateDriverName(driver, errors.at('driver'))
    if (nodePublishSecretRef && !nodePublishSecretRef.name) errors.at('nodePublishSecretRef', 'name').required()
  },
  ephemeral({ volumeClaimTemplate }: types.EphemeralVolumeSource, errors: FieldErrors) {
    if (!volumeClaimTemplate) errors.at('volumeClaimTemplate').required()
    else validateClaimTemplate(volumeClaimTemplate, errors.at('volumeClaimTemplate'))
  },
  image({ reference, pullPolicy }: types.ImageVolumeSource, errors: FieldErrors) {
    requireText(reference, errors.at('reference'))
    requireWord(pullPolicy, PULL_POLICIES, errors.at('pullPolicy'))
  },
}

function checkPartition(partition: number, errors: FieldErrors): void {
  if (partition < 0 || partition > 255) errors.invalid(partition, 'must be between 1 and 255, inclusive')
}

/** Rules of a Quobyte volume. */
export function validateQuobyte(
  registry: string,
  volume: string,
  tenant: string | undefined,
  errors: FieldErrors,
): void {
  const at = errors.at('registry')
  if (!registry) at.required('must be a host:port pair or multiple pairs separated by commas')
  else if (!registry.includes(':') || registry.split(',').some((pair) => !/^.+:[^:]+$/.test(pair)))
    at.invalid(registry, 'must be a host:port pair or multiple pairs separated by commas')
  if (tenant && tenant.length >= 65)
    errors.at('tenant').required('must be a UUID and may not exceed a length of 64 characters')
  if (!volume) errors.at('volume').required()
}

/** Rules of a FlexVolume. */
export function validateFlex(driver: string, options: Readonly<Record<string, string>>, errors: FieldErrors): void {
  requireText(driver, errors.at('driver'))
  for (const key of Object.keys(options)) {
    const namespace = key.split('/')[0]!.toLowerCase()
    if (/(^|\.)(kubernetes|k8s)\.io$/.test(namespace))
      errors.at('options').key(key).invalid(key, 'kubernetes.io and k8s.io namespaces are reserved')
  }
}
