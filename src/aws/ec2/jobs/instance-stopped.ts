import { defineJob } from '../../define.ts'

/** An instance has shut down and keeps its disks. */
export const instanceStopped = defineJob<{ id: string }>({
  name: 'ec2.instance-stopped',
  run({ here }, { id }) {
    const instance = here.ec2.instances[id]
    if (instance?.state !== 'stopping') return
    instance.state = 'stopped'
    for (const card of instance.interfaces) delete here.ec2.networkInterfaces[card]?.PublicIp
  },
})
