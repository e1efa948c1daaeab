import type * as types from '../../resources/generated/types.ts'
import { claimVolume, ephemeralVolume } from './claim.ts'
import { configMapVolume } from './config-map.ts'
import { downwardApiVolume } from './downward-api.ts'
import { emptyDirVolume } from './empty-dir.ts'
import { hostPathVolume } from './host-path.ts'
import { projectedVolume } from './projected.ts'
import { secretVolume } from './secret.ts'
import { VolumeError, type MountedVolume, type VolumeContext, type VolumePlugin } from './volume.ts'

/** Every type of volume that a node can set up. */
const plugins: readonly VolumePlugin[] = [
  emptyDirVolume,
  configMapVolume,
  secretVolume,
  projectedVolume,
  downwardApiVolume,
  hostPathVolume,
  claimVolume,
  ephemeralVolume,
]

/** Sets a volume up. @throws VolumeError, MissingReference */
export async function mountVolume(volume: types.Volume, context: VolumeContext): Promise<MountedVolume> {
  const plugin = plugins.find(({ field }) => volume[field] !== undefined)
  // Differs: network file systems and drivers that are not installed have nobody to serve them here.
  if (!plugin)
    throw new VolumeError(`no volume plugin matched name: ${Object.keys(volume).find((key) => key !== 'name') ?? ''}`)
  return plugin.mount(volume, context)
}
