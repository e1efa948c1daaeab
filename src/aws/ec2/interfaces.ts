import { ec2Id } from './ids.ts'
import { internalDomain } from '../regions.ts'
import type { NetworkInterface, Subnet } from './model/network.ts'
import type { Scope } from '../scope.ts'
import type { Tag } from '../tags.ts'

/** What a new network card is made of. */
export interface NewInterface {
  /** The first one is the primary address. */
  addresses: string[]
  groups: string[]
  description?: string
  /** Belongs to a service that keeps it. */
  requesterManaged?: boolean
  publicIp?: string
  instanceId?: string
  deviceIndex?: number
  tags?: Tag[]
}

/** `ip-10-0-1-23.us-west-2.compute.internal` */
export const privateDnsName = (region: string, address: string): string =>
  `ip-${address.replaceAll('.', '-')}.${internalDomain(region)}`

/** Puts a network card into a subnet. */
export function addInterface({ account, region, here }: Scope, subnet: Subnet, spec: NewInterface): NetworkInterface {
  const [primary, ...secondary] = spec.addresses as [string, ...string[]]
  const attached = spec.instanceId !== undefined || spec.requesterManaged === true
  const card: NetworkInterface = {
    NetworkInterfaceId: ec2Id(account, 'eni'),
    SubnetId: subnet.SubnetId,
    VpcId: subnet.VpcId,
    AvailabilityZone: subnet.AvailabilityZone,
    Description: spec.description ?? '',
    InterfaceType: 'interface',
    MacAddress: '02:' + Array.from({ length: 5 }, () => account.ids.hex(2)).join(':'),
    OwnerId: account.id,
    PrivateIpAddress: primary,
    PrivateDnsName: privateDnsName(region, primary),
    secondary,
    RequesterManaged: spec.requesterManaged ?? false,
    SourceDestCheck: true,
    Status: attached ? 'in-use' : 'available',
    groups: spec.groups,
    TagSet: spec.tags ?? [],
    ...(spec.publicIp !== undefined && { PublicIp: spec.publicIp }),
    ...(spec.requesterManaged && { RequesterId: account.ids.string(12, '0123456789') }),
    ...(attached && {
      attachment: {
        AttachmentId: ec2Id(account, 'eni-attach'),
        DeviceIndex: spec.deviceIndex ?? (spec.instanceId === undefined ? 1 : 0),
        AttachTime: account.clock.now(),
        DeleteOnTermination: spec.instanceId !== undefined,
        ...(spec.instanceId !== undefined && { InstanceId: spec.instanceId }),
      },
    }),
  }
  here.ec2.networkInterfaces[card.NetworkInterfaceId] = card
  return card
}
