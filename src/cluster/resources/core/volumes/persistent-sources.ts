import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import { checkLabel, checkSubdomain } from '../../../apimachinery/names.ts'
import type * as types from '../../generated/types.ts'
import { checkName, requireName, requireText } from '../../shared/rules.ts'
import { validateNoBacksteps } from '../pod-spec/paths.ts'
import { validateDriverName, validateFlex, validateIscsi, VOLUME_SOURCES } from '../pod-spec/volume-sources.ts'

type SourceRule = (source: never, errors: FieldErrors) => void

/** Rules of a reference to a secret of any namespace; `errors` stands at it. */
function validateSecret(secret: types.SecretReference | undefined, errors: FieldErrors): void {
  if (!secret) return
  requireText(secret.name, errors.at('name'))
  requireText(secret.namespace, errors.at('namespace'))
}

/** As `validateSecret`, and the names must be possible ones. */
function validateNamedSecret(secret: types.SecretReference | undefined, errors: FieldErrors): void {
  if (!secret) return
  requireName(secret.name, checkSubdomain, errors.at('name'))
  requireName(secret.namespace, checkLabel, errors.at('namespace'))
}

const same = (name: string) => VOLUME_SOURCES[name]!

/** Where a PersistentVolume comes from: how each source is checked, in the order in which they are looked at. */
const SOURCES: Readonly<Record<string, SourceRule>> = {
  hostPath: same('hostPath'),
  gcePersistentDisk: same('gcePersistentDisk'),
  awsElasticBlockStore: same('awsElasticBlockStore'),
  glusterfs({ endpoints, path, endpointsNamespace }: types.GlusterfsPersistentVolumeSource, errors: FieldErrors) {
    requireText(endpoints, errors.at('endpoints'))
    requireText(path, errors.at('path'))
    if (endpointsNamespace === undefined) return
    if (endpointsNamespace === '')
      errors.at('endpointsNamespace').invalid('', 'if the endpointnamespace is set, it must be a valid namespace name')
    else
      for (const problem of checkLabel(endpointsNamespace))
        errors.at('endpointsNamespace').invalid(endpointsNamespace, problem)
  },
  flocker: same('flocker'),
  nfs: same('nfs'),
  rbd({ monitors, image }: types.RBDPersistentVolumeSource, errors: FieldErrors) {
    if (!monitors?.length) errors.at('monitors').required()
    requireText(image, errors.at('image'))
  },
  quobyte: same('quobyte'),
  cephfs: same('cephfs'),
  iscsi(source: types.ISCSIPersistentVolumeSource, errors: FieldErrors) {
    validateIscsi(source, errors, false)
    if (source.secretRef && !source.secretRef.name) errors.at('secretRef', 'name').required()
  },
  cinder({ volumeID, secretRef }: types.CinderPersistentVolumeSource, errors: FieldErrors) {
    requireText(volumeID, errors.at('volumeID'))
    validateSecret(secretRef, errors.at('secretRef'))
  },
  fc: same('fc'),
  flexVolume({ driver, options = {} }: types.FlexPersistentVolumeSource, errors: FieldErrors) {
    validateFlex(driver, options, errors)
  },
  azureFile({ secretName, shareName, secretNamespace }: types.AzureFilePersistentVolumeSource, errors: FieldErrors) {
    requireText(secretName, errors.at('secretName'))
    requireText(shareName, errors.at('shareName'))
    if (secretNamespace === '') errors.at('secretNamespace').required()
  },
  vsphereVolume: same('vsphereVolume'),
  photonPersistentDisk: same('photonPersistentDisk'),
  portworxVolume: same('portworxVolume'),
  azureDisk: same('azureDisk'),
  scaleIO: same('scaleIO'),
  local({ path }: types.LocalVolumeSource, errors: FieldErrors) {
    if (!path) return errors.at('path').required()
    validateNoBacksteps(path, errors.at('path'))
  },
  storageos({ volumeName, volumeNamespace, secretRef }: types.StorageOSPersistentVolumeSource, errors: FieldErrors) {
    if (!volumeName) errors.at('volumeName').required()
    else checkName(volumeName, checkLabel, errors.at('volumeName'))
    if (volumeNamespace) checkName(volumeNamespace, checkLabel, errors.at('volumeNamespace'))
    validateSecret(secretRef, errors.at('secretRef'))
  },
  csi(source: types.CSIPersistentVolumeSource, errors: FieldErrors) {
    validateDriverName(source.driver, errors.at('driver'))
    requireText(source.volumeHandle, errors.at('volumeHandle'))
    for (const field of CSI_SECRETS) validateNamedSecret(source[field], errors.at(field))
  },
}

const CSI_SECRETS = [
  'controllerPublishSecretRef',
  'controllerExpandSecretRef',
  'nodeExpandSecretRef',
  'nodePublishSecretRef',
] as const

/**
 * Rules of a volume's source; `errors` stands at the volume's spec.
 * @param hasNodeAffinity whether the volume says which nodes reach it.
 */
export function validatePersistentSource(
  spec: types.PersistentVolumeSpec,
  hasNodeAffinity: boolean,
  errors: FieldErrors,
): void {
  let count = 0
  for (const name in SOURCES) {
    const source = (spec as unknown as Record<string, unknown>)[name]
    if (source === undefined) continue
    // Verbatim: this one is looked at even when there is another.
    if (count++ > 0 && name !== 'flexVolume') {
      errors.at(EXTRA_PATHS[name] ?? name).forbidden('may not specify more than 1 volume type')
      continue
    }
    SOURCES[name]!(source as never, errors.at(PATHS[name] ?? name))
    if (name === 'local' && !hasNodeAffinity) errors.at('nodeAffinity').required('Local volume requires node affinity')
  }
  if (count === 0) errors.required('must specify a volume type')
}

// Verbatim: the real server calls these by other names than the wire does.
const PATHS: Readonly<Record<string, string>> = { gcePersistentDisk: 'persistentDisk' }
const EXTRA_PATHS: Readonly<Record<string, string>> = { cephfs: 'cephFS' }
