import { defineAction } from '../../define.ts'
import { applyFilters, paginate, type DescribeInput, type FilterFields } from '../describe.ts'
import { findInstances } from '../find.ts'
import { INSTANCE_STATES, type Instance } from '../model/instance.ts'
import { publicDnsName } from '../instances.ts'
import { publicIpOf, viewInstance } from '../view-instance.ts'
import type { Scope } from '../../scope.ts'

/** What instances can be filtered by. */
const instanceFields = (scope: Scope): FilterFields<Instance> => {
  const groups = (instance: Instance) =>
    instance.interfaces.flatMap((id) => scope.here.ec2.networkInterfaces[id]?.groups ?? [])
  return {
    architecture: (instance) => instance.Architecture,
    'availability-zone': (instance) => instance.AvailabilityZone,
    'client-token': (instance) => instance.ClientToken,
    'dns-name': (instance) => {
      const ip = publicIpOf(scope, instance)
      return ip === undefined ? undefined : publicDnsName(scope.region, ip)
    },
    'iam-instance-profile.arn': (instance) => instance.IamInstanceProfile?.Arn,
    'image-id': (instance) => instance.ImageId,
    'instance-id': (instance) => instance.InstanceId,
    'instance-lifecycle': (instance) => instance.lifecycle,
    'instance-state-code': (instance) => INSTANCE_STATES[instance.state],
    'instance-state-name': (instance) => instance.state,
    'instance-type': (instance) => instance.InstanceType,
    'instance.group-id': groups,
    'instance.group-name': (instance) => groups(instance).map((id) => scope.here.ec2.securityGroups[id]?.GroupName),
    'ip-address': (instance) => publicIpOf(scope, instance),
    'key-name': (instance) => instance.KeyName,
    'network-interface.network-interface-id': (instance) => instance.interfaces,
    'network-interface.subnet-id': (instance) => instance.SubnetId,
    'network-interface.vpc-id': (instance) => instance.VpcId,
    'owner-id': () => scope.account.id,
    'private-dns-name': (instance) => instance.PrivateDnsName,
    'private-ip-address': (instance) => instance.PrivateIpAddress,
    'requester-id': (instance) => instance.requester,
    'reservation-id': (instance) => instance.ReservationId,
    'subnet-id': (instance) => instance.SubnetId,
    'vpc-id': (instance) => instance.VpcId,
  }
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html */
export const describeInstances = defineAction<DescribeInput & { InstanceIds?: string[] }>({
  name: 'DescribeInstances',
  handle(call, input) {
    const named = input.InstanceIds?.length
      ? findInstances(call, input.InstanceIds)
      : Object.values(call.here.ec2.instances)
    const found = applyFilters(named, input.Filters, {
      fields: instanceFields(call),
      tagsOf: (instance) => instance.Tags,
    })
    const { items, ...rest } = paginate([...Map.groupBy(found, (instance) => instance.ReservationId).values()], input)
    return {
      Reservations: items.map((instances) => ({
        ReservationId: instances[0]!.ReservationId,
        OwnerId: call.account.id,
        ...(instances[0]!.requester !== undefined && { RequesterId: '940372691376' }),
        Groups: [],
        Instances: instances.map((instance) => viewInstance(call, instance)),
      })),
      ...rest,
    }
  },
})
