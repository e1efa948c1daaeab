import { defineJob } from '../../define.ts'
import { finishActivity } from '../activities.ts'
import { terminateInstance } from '../../ec2/instances.ts'

/** A group ends an instance that it has taken out of service. */
export const endInstance = defineJob<{ group: string; instanceId: string }>({
  name: 'autoscaling.end-instance',
  async run(scope, { group: name, instanceId }) {
    const { account, region, here } = scope
    const group = here.autoscaling.groups[name]
    const member = group?.instances.find((candidate) => candidate.InstanceId === instanceId)
    if (!group || !member) return
    await account.emit(region, 'group.instance-leaving', { instanceId })
    member.LifecycleState = 'Terminating'
    const instance = here.ec2.instances[instanceId]
    if (instance) await terminateInstance(scope, instance, '')
    group.instances = group.instances.filter((candidate) => candidate !== member)
    const activity = group.activities.find(
      (candidate) => candidate.instanceId === instanceId && candidate.StatusCode === 'InProgress',
    )
    if (activity) finishActivity(account, activity, 'Successful')
  },
})
