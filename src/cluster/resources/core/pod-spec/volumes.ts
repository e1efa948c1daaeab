import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import { checkLabel } from '../../../apimachinery/names.ts'
import type * as types from '../../generated/types.ts'
import { requireName } from '../../shared/rules.ts'
import type { Volumes } from './volume-mounts.ts'
import { VOLUME_SOURCES } from './volume-sources.ts'

/**
 * Rules of a pod's volumes; `errors` stands at `volumes`.
 * @param podName names the claims of ephemeral volumes.
 * @returns those that are right, by name.
 */
export function validateVolumes(volumes: readonly types.Volume[], podName: string, errors: FieldErrors): Volumes {
  const right = new Map<string, types.Volume>()
  for (const [index, volume] of volumes.entries()) {
    const at = errors.at(index)
    const before = errors.list.length
    validateSource(volume, at)
    requireName(volume.name, checkLabel, at.at('name'))
    if (right.has(volume.name)) at.at('name').duplicate(volume.name)
    if (errors.list.length === before) right.set(volume.name, volume)
  }
  validateClaimNames(volumes, podName, errors)
  return right
}

// Verbatim: where there is another one already, these are called otherwise.
const EXTRA_PATHS: Readonly<Record<string, string>> = { cephfs: 'cephFS', downwardAPI: 'downwarAPI' }

function validateSource(volume: types.Volume, errors: FieldErrors): void {
  let count = 0
  for (const name in VOLUME_SOURCES) {
    const source = (volume as unknown as Record<string, unknown>)[name]
    if (source === undefined) continue
    if (count++ > 0) errors.at(EXTRA_PATHS[name] ?? name).forbidden('may not specify more than 1 volume type')
    else VOLUME_SOURCES[name]!(source as never, errors.at(PATHS[name] ?? name))
  }
  if (count === 0) errors.required('must specify a volume type')
}

// Verbatim: the real server calls this one by another name than the wire does.
const PATHS: Readonly<Record<string, string>> = { gcePersistentDisk: 'persistentDisk' }

function validateClaimNames(volumes: readonly types.Volume[], podName: string, errors: FieldErrors): void {
  const made = new Set(volumes.flatMap(({ name, ephemeral }) => (ephemeral ? [`${podName}-${name}`] : [])))
  if (made.size === 0 || podName === '') return
  for (const [index, { persistentVolumeClaim: claim }] of volumes.entries())
    if (claim && made.has(claim.claimName))
      errors
        .at(index, 'persistentVolumeClaim', 'claimName')
        .invalid(claim.claimName, 'must not reference a PVC that gets created for an ephemeral volume')
}
