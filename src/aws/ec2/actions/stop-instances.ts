import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'
import { findInstances } from '../find.ts'
import { stopInstance, userInitiated } from '../instances.ts'
import { viewState } from '../view-instance.ts'

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StopInstances.html */
export const stopInstances = defineAction<{ InstanceIds: string[]; Force?: boolean }>({
  name: 'StopInstances',
  unsupported: ['Hibernate', 'SkipOsShutdown'],
  async handle(call, { InstanceIds }) {
    const instances = findInstances(call, InstanceIds)
    const wrong = instances.find(({ state }) => state === 'terminated' || state === 'shutting-down')
    if (wrong) throw ec2Errors.wrongState(wrong.InstanceId, 'stopped')
    const changes = []
    for (const instance of instances) {
      const before = instance.state
      if (before === 'running' || before === 'pending') {
        instance.reason = ['Client.UserInitiatedShutdown', 'Client.UserInitiatedShutdown: User initiated shutdown']
        await stopInstance(call, instance, userInitiated(call.account.clock.now()))
      }
      changes.push({
        CurrentState: viewState(instance.state),
        InstanceId: instance.InstanceId,
        PreviousState: viewState(before),
      })
    }
    return { StoppingInstances: changes }
  },
})
