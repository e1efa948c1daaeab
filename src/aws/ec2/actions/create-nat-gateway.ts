import { addInterface } from '../interfaces.ts'
import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'
import { ec2Id } from '../ids.ts'
import { findSubnet } from '../find.ts'
import { natGatewayAvailable } from '../jobs/nat-gateway.ts'
import { pickAddresses, wayOut } from '../networks.ts'
import { tagsFor, type TagSpecification } from '../tag-specifications.ts'
import type { NatGateway } from '../model/network.ts'

interface Input {
  SubnetId?: string
  AllocationId?: string
  ConnectivityType?: string
  TagSpecifications?: TagSpecification[]
  ClientToken?: string
}

const CREATE_MS = 90_000

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNatGateway.html */
export const createNatGateway = defineAction<Input>({
  name: 'CreateNatGateway',
  unsupported: [
    'AvailabilityMode',
    'VpcId',
    'AvailabilityZoneAddresses',
    'PrivateIpAddress',
    'SecondaryAllocationIds',
    'SecondaryPrivateIpAddresses',
    'SecondaryPrivateIpAddressCount',
  ],
  handle(call, { SubnetId, AllocationId, ConnectivityType = 'public', TagSpecifications, ClientToken }) {
    const { account, region, here } = call
    if (SubnetId === undefined) throw ec2Errors.missing('subnetId')
    const subnet = findSubnet(call, SubnetId)
    const tags = tagsFor('natgateway', TagSpecifications)
    const address = AllocationId === undefined ? undefined : here.ec2.addresses[AllocationId]
    if (ConnectivityType === 'public' && AllocationId === undefined) throw ec2Errors.missing('AllocationId')
    if (AllocationId !== undefined && !address) throw ec2Errors.noSuchAllocation(AllocationId)
    if (address?.AssociationId !== undefined) throw ec2Errors.allocationAssociated(address.AllocationId)
    const id = ec2Id(account, 'nat')
    const card = addInterface(call, subnet, {
      addresses: pickAddresses(call, subnet, 1),
      groups: [],
      description: `Interface for NAT Gateway ${id}`,
      requesterManaged: true,
      ...(address && { publicIp: address.PublicIp }),
    })
    card.InterfaceType = 'nat_gateway'
    const gateway: NatGateway = {
      NatGatewayId: id,
      SubnetId,
      VpcId: subnet.VpcId,
      State: 'pending',
      ConnectivityType,
      CreateTime: account.clock.now(),
      NatGatewayAddresses: [
        {
          NetworkInterfaceId: card.NetworkInterfaceId,
          PrivateIp: card.PrivateIpAddress,
          IsPrimary: true,
          Status: 'succeeded',
          ...(address && { AllocationId: address.AllocationId, PublicIp: address.PublicIp }),
        },
      ],
      Tags: tags,
    }
    if (address) {
      address.AssociationId = ec2Id(account, 'eipassoc')
      address.NetworkInterfaceId = card.NetworkInterfaceId
      address.NetworkInterfaceOwnerId = account.id
      address.PrivateIpAddress = card.PrivateIpAddress
    }
    here.ec2.natGateways[id] = gateway
    const reachesInternet = ConnectivityType === 'private' || wayOut(call, subnet) === 'internet'
    account.schedule(region, natGatewayAvailable, { id, failed: !reachesInternet }, CREATE_MS)
    return { NatGateway: gateway, ...(ClientToken !== undefined && { ClientToken }) }
  },
})
