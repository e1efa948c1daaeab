import { checkProcesses, PROCESSES } from '../processes.ts'
import { defineAction } from '../../define.ts'
import { findGroup } from '../groups.ts'

/** @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_ResumeProcesses.html */
export const resumeProcesses = defineAction<{ AutoScalingGroupName: string; ScalingProcesses?: string[] }>({
  name: 'ResumeProcesses',
  handle(call, { AutoScalingGroupName, ScalingProcesses }) {
    const group = findGroup(call, AutoScalingGroupName)
    checkProcesses(ScalingProcesses)
    group.suspended = group.suspended.filter((name) => !(ScalingProcesses ?? PROCESSES).includes(name))
  },
})
