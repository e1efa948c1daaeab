import { defineAction } from '../../define.ts'
import { findInstances } from '../find.ts'
import { terminateInstance, userInitiated } from '../instances.ts'
import { viewState } from '../view-instance.ts'

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TerminateInstances.html */
export const terminateInstances = defineAction<{ InstanceIds: string[] }>({
  name: 'TerminateInstances',
  unsupported: ['Force', 'SkipOsShutdown'],
  async handle(call, { InstanceIds }) {
    const changes = []
    for (const instance of findInstances(call, InstanceIds)) {
      const before = instance.state
      instance.reason = ['Client.UserInitiatedShutdown', 'Client.UserInitiatedShutdown: User initiated shutdown']
      await terminateInstance(call, instance, userInitiated(call.account.clock.now()))
      changes.push({
        CurrentState: viewState(instance.state),
        InstanceId: instance.InstanceId,
        PreviousState: viewState(before),
      })
    }
    return { TerminatingInstances: changes }
  },
})
