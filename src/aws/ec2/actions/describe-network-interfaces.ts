import { defineAction } from '../../define.ts'
import { describe, type DescribeInput, type FilterFields } from '../describe.ts'
import { ec2Errors } from '../errors.ts'
import { viewInterface } from '../view-interface.ts'
import type { NetworkInterface } from '../model/network.ts'

const FIELDS: FilterFields<NetworkInterface> = {
  'addresses.private-ip-address': (card) => [card.PrivateIpAddress, ...card.secondary],
  'association.public-ip': (card) => card.PublicIp,
  'attachment.attachment-id': (card) => card.attachment?.AttachmentId,
  'attachment.device-index': (card) => card.attachment?.DeviceIndex,
  'attachment.instance-id': (card) => card.attachment?.InstanceId,
  'availability-zone': (card) => card.AvailabilityZone,
  description: (card) => card.Description,
  'group-id': (card) => card.groups,
  'interface-type': (card) => card.InterfaceType,
  'mac-address': (card) => card.MacAddress,
  'network-interface-id': (card) => card.NetworkInterfaceId,
  'owner-id': (card) => card.OwnerId,
  'private-dns-name': (card) => card.PrivateDnsName,
  'private-ip-address': (card) => card.PrivateIpAddress,
  'requester-id': (card) => card.RequesterId,
  'requester-managed': (card) => card.RequesterManaged,
  status: (card) => card.Status,
  'subnet-id': (card) => card.SubnetId,
  'vpc-id': (card) => card.VpcId,
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html */
export const describeNetworkInterfaces = defineAction<DescribeInput & { NetworkInterfaceIds?: string[] }>({
  name: 'DescribeNetworkInterfaces',
  handle(call, input) {
    const { items, ...rest } = describe(input, {
      items: Object.values(call.here.ec2.networkInterfaces),
      ids: input.NetworkInterfaceIds,
      idOf: (card) => card.NetworkInterfaceId,
      notFound: ec2Errors.noSuchInterface,
      fields: FIELDS,
      tagsOf: (card) => card.TagSet,
    })
    return { NetworkInterfaces: items.map((card) => viewInterface(call, card)), ...rest }
  },
})
