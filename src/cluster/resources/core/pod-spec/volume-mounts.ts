import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import type * as types from '../../generated/types.ts'
import { checkWord, requireText } from '../../shared/rules.ts'
import { validateLocalPath } from './paths.ts'

/** The pod's volumes whose own rules hold, by name. */
export type Volumes = ReadonlyMap<string, types.Volume>

type Mounting = Pick<types.Container, 'volumeMounts' | 'volumeDevices' | 'securityContext'>

/** Rules of where a container sees its volumes; `errors` stands at the container. */
export function validateMounts(container: Mounting, volumes: Volumes, errors: FieldErrors): void {
  const { volumeMounts = [], volumeDevices = [] } = container
  if (volumeMounts.length > 0) validateVolumeMounts(container, volumes, errors.at('volumeMounts'))
  if (volumeDevices.length > 0) validateVolumeDevices(container, volumes, errors.at('volumeDevices'))
}

const PROPAGATIONS = ['Bidirectional', 'HostToContainer', 'None'] as const
const RECURSIVE_MODES = ['Disabled', 'Enabled', 'IfPossible'] as const

function validateVolumeMounts(
  { volumeMounts = [], volumeDevices = [], securityContext }: Mounting,
  volumes: Volumes,
  errors: FieldErrors,
): void {
  const paths = new Set<string>()
  for (const [index, mount] of volumeMounts.entries()) {
    const { name, mountPath, subPath, subPathExpr } = mount
    const at = errors.at(index)
    requireText(name, at.at('name'))
    if (!volumes.has(name)) at.at('name').notFound(name)
    requireText(mountPath, at.at('mountPath'))
    if (paths.has(mountPath)) at.at('mountPath').invalid(mountPath, 'must be unique')
    paths.add(mountPath)
    if (volumeDevices.some((device) => device.name === name))
      at.at('name').invalid(name, 'must not already exist in volumeDevices')
    if (volumeDevices.some(({ devicePath }) => devicePath === mountPath))
      at.at('mountPath').invalid(mountPath, 'must not already exist as a path in volumeDevices')
    // Verbatim: the paths of these four lack the index.
    if (subPath) validateLocalPath(subPath, errors.at('subPath'))
    if (subPathExpr) {
      if (subPath) at.at('subPathExpr').invalid(subPathExpr, 'subPathExpr and subPath are mutually exclusive')
      validateLocalPath(subPathExpr, errors.at('subPathExpr'))
    }
    validatePropagation(mount, Boolean(securityContext?.privileged), errors.at('mountPropagation'))
    validateRecursiveReadOnly(mount, errors.at('recursiveReadOnly'))
  }
}

function validatePropagation({ mountPropagation }: types.VolumeMount, privileged: boolean, errors: FieldErrors): void {
  checkWord(mountPropagation, PROPAGATIONS, errors)
  if (mountPropagation === 'Bidirectional' && !privileged)
    errors.forbidden('Bidirectional mount propagation is available only to privileged containers')
}

function validateRecursiveReadOnly(mount: types.VolumeMount, errors: FieldErrors): void {
  const { recursiveReadOnly, readOnly, mountPropagation = 'None' } = mount
  if (recursiveReadOnly === 'Enabled' || recursiveReadOnly === 'IfPossible') {
    if (!readOnly) errors.forbidden('may only be specified when readOnly is true')
    if (mountPropagation !== 'None')
      errors.forbidden('may only be specified when mountPropagation is None or not specified')
  } else checkWord(recursiveReadOnly, RECURSIVE_MODES, errors)
}

function validateVolumeDevices(
  { volumeMounts = [], volumeDevices = [] }: Mounting,
  volumes: Volumes,
  errors: FieldErrors,
): void {
  const paths = new Set<string>()
  const names = new Set<string>()
  for (const [index, { name, devicePath }] of volumeDevices.entries()) {
    const at = errors.at(index)
    const volume = volumes.get(name)
    requireText(name, at.at('name'))
    if (names.has(name)) at.at('name').invalid(name, 'must be unique')
    if (volume && !volume.persistentVolumeClaim && !volume.ephemeral)
      at.at('name').invalid(
        name,
        'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode',
      )
    if (!volume) at.at('name').notFound(name)
    requireText(devicePath, at.at('devicePath'))
    if (paths.has(devicePath)) at.at('devicePath').invalid(devicePath, 'must be unique')
    if (devicePath.split('/').includes('..'))
      at.at('devicePath').invalid(devicePath, "can not contain backsteps ('..')")
    else paths.add(devicePath)
    names.add(name)
    if (volumeMounts.some((mount) => mount.name === name))
      at.at('name').invalid(name, 'must not already exist in volumeMounts')
    if (volumeMounts.some(({ mountPath }) => mountPath === devicePath))
      at.at('devicePath').invalid(devicePath, 'must not already exist as a path in volumeMounts')
  }
}
