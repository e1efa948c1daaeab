import { payloadVolume, selectKeys } from './payload.ts'
import { VolumeError, type VolumePlugin } from './volume.ts'

/** `configMap` */
export const configMapVolume: VolumePlugin = {
  field: 'configMap',
  mount(volume, context) {
    const { name = '', items, defaultMode, optional } = volume.configMap!
    const { namespace } = context.pod.metadata
    return payloadVolume('xfs', context, async () =>
      selectKeys(await context.references.configMap(namespace!, name, optional), items, defaultMode, (key) =>
        optional ? undefined : new VolumeError(`configmap references non-existent config key: ${key}`),
      ),
    )
  },
}
