import { privateDnsName } from './interfaces.ts'
import { publicDnsName } from './instances.ts'
import type { NetworkInterface } from './model/network.ts'
import type { Scope } from '../scope.ts'

const groupsOf = ({ here }: Scope, card: NetworkInterface) =>
  card.groups.map((GroupId) => ({ GroupId, GroupName: here.ec2.securityGroups[GroupId]?.GroupName }))

function associationOf({ account, region, here }: Scope, card: NetworkInterface): object | undefined {
  if (card.PublicIp === undefined) return undefined
  const elastic = Object.values(here.ec2.addresses).find((address) => address.PublicIp === card.PublicIp)
  return {
    ...(elastic && { AllocationId: elastic.AllocationId, AssociationId: elastic.AssociationId }),
    IpOwnerId: elastic ? account.id : 'amazon',
    PublicDnsName: publicDnsName(region, card.PublicIp),
    PublicIp: card.PublicIp,
  }
}

function addressesOf(scope: Scope, card: NetworkInterface): object[] {
  const association = associationOf(scope, card)
  return [card.PrivateIpAddress, ...card.secondary].map((address, i) => ({
    ...(i === 0 && association && { Association: association }),
    Primary: i === 0,
    PrivateDnsName: privateDnsName(scope.region, address),
    PrivateIpAddress: address,
  }))
}

/** A network card as DescribeNetworkInterfaces shows it. */
export function viewInterface(scope: Scope, card: NetworkInterface): object {
  const { attachment } = card
  const association = associationOf(scope, card)
  return {
    ...card,
    ...(association && { Association: association }),
    ...(attachment && {
      Attachment: {
        ...attachment,
        NetworkCardIndex: 0,
        InstanceOwnerId: attachment.InstanceId === undefined ? 'amazon-aws' : scope.account.id,
        Status: 'attached',
      },
    }),
    Groups: groupsOf(scope, card),
    Ipv6Addresses: [],
    PrivateIpAddresses: addressesOf(scope, card),
    AvailabilityZoneId: scope.here.ec2.subnets[card.SubnetId]?.AvailabilityZoneId,
  }
}

/** A network card as DescribeInstances shows it within its machine. */
export function viewInstanceInterface(scope: Scope, card: NetworkInterface): object {
  const association = associationOf(scope, card)
  return {
    ...(association && { Association: association }),
    ...(card.attachment && {
      Attachment: {
        AttachTime: card.attachment.AttachTime,
        AttachmentId: card.attachment.AttachmentId,
        DeleteOnTermination: card.attachment.DeleteOnTermination,
        DeviceIndex: card.attachment.DeviceIndex,
        Status: 'attached',
        NetworkCardIndex: 0,
      },
    }),
    Description: card.Description,
    Groups: groupsOf(scope, card),
    Ipv6Addresses: [],
    MacAddress: card.MacAddress,
    NetworkInterfaceId: card.NetworkInterfaceId,
    OwnerId: card.OwnerId,
    PrivateDnsName: card.PrivateDnsName,
    PrivateIpAddress: card.PrivateIpAddress,
    PrivateIpAddresses: addressesOf(scope, card),
    SourceDestCheck: card.SourceDestCheck,
    Status: card.Status,
    SubnetId: card.SubnetId,
    VpcId: card.VpcId,
    InterfaceType: card.InterfaceType,
  }
}
