import { checkProcesses, PROCESSES } from '../processes.ts'
import { defineAction } from '../../define.ts'
import { findGroup } from '../groups.ts'

/** @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_SuspendProcesses.html */
export const suspendProcesses = defineAction<{ AutoScalingGroupName: string; ScalingProcesses?: string[] }>({
  name: 'SuspendProcesses',
  handle(call, { AutoScalingGroupName, ScalingProcesses }) {
    const group = findGroup(call, AutoScalingGroupName)
    checkProcesses(ScalingProcesses)
    group.suspended = [...new Set([...group.suspended, ...(ScalingProcesses ?? PROCESSES)])]
  },
})
