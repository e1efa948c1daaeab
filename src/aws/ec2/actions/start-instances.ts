import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'
import { findInstances } from '../find.ts'
import { startInstance } from '../instances.ts'
import { viewState } from '../view-instance.ts'

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StartInstances.html */
export const startInstances = defineAction<{ InstanceIds: string[] }>({
  name: 'StartInstances',
  handle(call, { InstanceIds }) {
    const instances = findInstances(call, InstanceIds)
    const wrong = instances.find(({ state }) => state !== 'stopped' && state !== 'running' && state !== 'pending')
    if (wrong) throw ec2Errors.wrongState(wrong.InstanceId, 'started')
    return {
      StartingInstances: instances.map((instance) => {
        const before = instance.state
        if (before === 'stopped') startInstance(call, instance)
        return {
          CurrentState: viewState(instance.state),
          InstanceId: instance.InstanceId,
          PreviousState: viewState(before),
        }
      }),
    }
  },
})
