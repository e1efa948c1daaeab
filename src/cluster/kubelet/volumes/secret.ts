import { payloadVolume, selectKeys } from './payload.ts'
import { VolumeError, type VolumePlugin } from './volume.ts'

/** `secret` */
export const secretVolume: VolumePlugin = {
  field: 'secret',
  mount(volume, context) {
    const { secretName = '', items, defaultMode, optional } = volume.secret!
    const { namespace } = context.pod.metadata
    return payloadVolume('tmpfs', context, async () =>
      selectKeys(await context.references.secret(namespace!, secretName, optional), items, defaultMode, (key) =>
        optional ? undefined : new VolumeError(`references non-existent secret key: ${key}`),
      ),
    )
  },
}
