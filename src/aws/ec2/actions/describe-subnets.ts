import { defineAction } from '../../define.ts'
import { describe, type DescribeInput, type FilterFields } from '../describe.ts'
import { ec2Errors } from '../errors.ts'
import { freeAddresses } from '../networks.ts'
import type { Scope } from '../../scope.ts'
import type { Subnet } from '../model/network.ts'

const fieldsOf = (scope: Scope): FilterFields<Subnet> => ({
  'availability-zone': (subnet) => subnet.AvailabilityZone,
  availabilityZone: (subnet) => subnet.AvailabilityZone,
  'availability-zone-id': (subnet) => subnet.AvailabilityZoneId,
  availabilityZoneId: (subnet) => subnet.AvailabilityZoneId,
  'available-ip-address-count': (subnet) => freeAddresses(scope, subnet),
  cidr: (subnet) => subnet.CidrBlock,
  'cidr-block': (subnet) => subnet.CidrBlock,
  'default-for-az': (subnet) => subnet.DefaultForAz,
  defaultForAz: (subnet) => subnet.DefaultForAz,
  'map-public-ip-on-launch': (subnet) => subnet.MapPublicIpOnLaunch,
  'owner-id': (subnet) => subnet.OwnerId,
  state: (subnet) => subnet.State,
  'subnet-arn': (subnet) => subnet.SubnetArn,
  'subnet-id': (subnet) => subnet.SubnetId,
  'vpc-id': (subnet) => subnet.VpcId,
})

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSubnets.html */
export const describeSubnets = defineAction<DescribeInput & { SubnetIds?: string[] }>({
  name: 'DescribeSubnets',
  handle(call, input) {
    const { items, ...rest } = describe(input, {
      items: Object.values(call.here.ec2.subnets),
      ids: input.SubnetIds,
      idOf: (subnet) => subnet.SubnetId,
      notFound: ec2Errors.noSuchSubnet,
      fields: fieldsOf(call),
      tagsOf: (subnet) => subnet.Tags,
    })
    return { Subnets: items.map((subnet) => viewSubnet(call, subnet)), ...rest }
  },
})

/** A subnet as the API answers it. */
export const viewSubnet = (scope: Scope, { Tags, ...subnet }: Subnet): object => ({
  ...subnet,
  AvailableIpAddressCount: freeAddresses(scope, { ...subnet, Tags }),
  ...(Tags.length > 0 && { Tags }),
})
