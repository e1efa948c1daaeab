import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'
import { findInstances } from '../find.ts'

/** Differs: the machine is back at once, and its kubelet notices nothing.
 *  @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RebootInstances.html */
export const rebootInstances = defineAction<{ InstanceIds: string[] }>({
  name: 'RebootInstances',
  handle(call, { InstanceIds }) {
    const wrong = findInstances(call, InstanceIds).find(({ state }) => state !== 'running')
    if (wrong) throw ec2Errors.wrongState(wrong.InstanceId, 'rebooted')
  },
})
