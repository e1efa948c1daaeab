import { defineJob } from '../../define.ts'

/** An instance has booted. */
export const instanceRunning = defineJob<{ id: string }>({
  name: 'ec2.instance-running',
  async run({ account, region, here }, { id }) {
    const instance = here.ec2.instances[id]
    if (instance?.state !== 'pending') return
    instance.state = 'running'
    await account.emit(region, 'instance.running', { instanceId: id })
  },
})
