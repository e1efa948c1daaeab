import { applyFilters, paginate, type DescribeInput } from '../describe.ts'
import { defineAction } from '../../define.ts'
import { findInstances } from '../find.ts'
import { viewState } from '../view-instance.ts'

/** How long the status checks of a new machine take, in AWS' time. */
const CHECKS_MS = 60_000

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceStatus.html */
export const describeInstanceStatus = defineAction<
  DescribeInput & { InstanceIds?: string[]; IncludeAllInstances?: boolean }
>({
  name: 'DescribeInstanceStatus',
  handle(call, input) {
    const { account, here } = call
    const named = input.InstanceIds?.length ? findInstances(call, input.InstanceIds) : Object.values(here.ec2.instances)
    const shown = named.filter((instance) => input.IncludeAllInstances || instance.state === 'running')
    const found = applyFilters(shown, input.Filters, {
      fields: {
        'availability-zone': (instance) => instance.AvailabilityZone,
        'instance-state-name': (instance) => instance.state,
      },
      tagsOf: (instance) => instance.Tags,
    })
    const { items, ...rest } = paginate(found, input)
    return {
      InstanceStatuses: items.map((instance) => {
        const fresh = account.clock.now() - instance.LaunchTime < CHECKS_MS / account.pace
        const running = instance.state === 'running'
        const status = !running ? 'not-applicable' : fresh ? 'initializing' : 'ok'
        const summary = {
          ...(running && { Details: [{ Name: 'reachability', Status: fresh ? 'initializing' : 'passed' }] }),
          Status: status,
        }
        return {
          AvailabilityZone: instance.AvailabilityZone,
          InstanceId: instance.InstanceId,
          InstanceState: viewState(instance.state),
          InstanceStatus: summary,
          SystemStatus: summary,
        }
      }),
      ...rest,
    }
  },
})
