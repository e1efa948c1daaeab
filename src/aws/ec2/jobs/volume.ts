import { defineJob } from '../../define.ts'

/** A new volume can be used. */
export const volumeAvailable = defineJob<{ id: string }>({
  name: 'ec2.volume-available',
  run({ here }, { id }) {
    const volume = here.ec2.volumes[id]
    if (volume?.State === 'creating') volume.State = 'available'
  },
})

/** A deleted volume leaves the lists. */
export const volumeDeleted = defineJob<{ id: string }>({
  name: 'ec2.volume-deleted',
  run({ here }, { id }) {
    if (here.ec2.volumes[id]?.State === 'deleting') delete here.ec2.volumes[id]
  },
})

/** The instance sees the volume. */
export const volumeAttached = defineJob<{ id: string }>({
  name: 'ec2.volume-attached',
  run({ here }, { id }) {
    const attachment = here.ec2.volumes[id]?.Attachments[0]
    if (attachment?.State === 'attaching') attachment.State = 'attached'
  },
})

/** The instance sees the volume no more. */
export const volumeDetached = defineJob<{ id: string }>({
  name: 'ec2.volume-detached',
  run({ here }, { id }) {
    const volume = here.ec2.volumes[id]
    const attachment = volume?.Attachments[0]
    if (!volume || attachment?.State !== 'detaching') return
    volume.State = 'available'
    volume.Attachments = []
    const instance = here.ec2.instances[attachment.InstanceId]
    if (instance) instance.volumes = instance.volumes.filter(({ VolumeId }) => VolumeId !== id)
  },
})

/** A volume has become what it was to become. */
export const volumeModified = defineJob<{ id: string }>({
  name: 'ec2.volume-modified',
  run({ account, here }, { id }) {
    const change = here.ec2.volumes[id]?.modification
    if (change) Object.assign(change, { ModificationState: 'completed', Progress: 100, EndTime: account.clock.now() })
  },
})
