import { defineJob } from '../../define.ts'

/** An instance is gone; it stays in lists for an hour. */
export const instanceTerminated = defineJob<{ id: string }>({
  name: 'ec2.instance-terminated',
  run({ account, region, here }, { id }) {
    const instance = here.ec2.instances[id]
    if (instance?.state !== 'shutting-down') return
    instance.state = 'terminated'
    instance.terminatedMs = account.clock.now()
    for (const card of instance.interfaces) delete here.ec2.networkInterfaces[card]
    for (const { VolumeId } of instance.volumes) {
      const volume = here.ec2.volumes[VolumeId]
      if (volume?.Attachments.some((attachment) => attachment.DeleteOnTermination)) delete here.ec2.volumes[VolumeId]
      else if (volume) Object.assign(volume, { State: 'available', Attachments: [] })
    }
    instance.interfaces = []
    instance.volumes = []
    account.schedule(region, instanceForgotten, { id }, FORGET_MS)
  },
})

const FORGET_MS = 3_600_000

/** A terminated instance leaves the lists. */
export const instanceForgotten = defineJob<{ id: string }>({
  name: 'ec2.instance-forgotten',
  run({ here }, { id }) {
    if (here.ec2.instances[id]?.state === 'terminated') delete here.ec2.instances[id]
  },
})
