import { defineListener } from '../define.ts'
import { finishActivity } from './activities.ts'
import { reconcileGroup } from './capacity.ts'
import type { AutoScalingGroup } from './state.ts'
import type { Scope } from '../scope.ts'

const groupOf = ({ here }: Scope, instanceId: string): AutoScalingGroup | undefined =>
  Object.values(here.autoscaling.groups).find((group) =>
    group.instances.some((member) => member.InstanceId === instanceId),
  )

/** A launched instance comes into service. */
export const groupInstanceRunning = defineListener({
  on: 'instance.running',
  run(scope, { instanceId }) {
    const group = groupOf(scope, instanceId)
    const member = group?.instances.find((candidate) => candidate.InstanceId === instanceId)
    if (!group || member?.LifecycleState !== 'Pending') return
    member.LifecycleState = 'InService'
    const activity = group.activities.find(
      (candidate) => candidate.instanceId === instanceId && candidate.StatusCode === 'InProgress',
    )
    if (activity) finishActivity(scope.account, activity, 'Successful')
  },
})

/** An instance that somebody else ended is replaced. */
export const groupInstanceTerminating = defineListener({
  on: 'instance.terminating',
  run(scope, { instanceId }) {
    const group = groupOf(scope, instanceId)
    const member = group?.instances.find((candidate) => candidate.InstanceId === instanceId)
    if (!group || !member || member.LifecycleState.startsWith('Terminating')) return
    group.instances = group.instances.filter((candidate) => candidate !== member)
    if (!group.deleting) {
      reconcileGroup(
        scope,
        group,
        'an instance was taken out of service in response to an EC2 health check indicating it has been terminated or stopped.',
      )
    }
  },
})
