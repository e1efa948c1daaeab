import { applyFilters, type Filter } from '../describe.ts'
import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'

interface Input {
  AllocationIds?: string[]
  PublicIps?: string[]
  Filters?: Filter[]
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAddresses.html */
export const describeAddresses = defineAction<Input>({
  name: 'DescribeAddresses',
  handle({ here }, { AllocationIds = [], PublicIps = [], Filters }) {
    const all = Object.values(here.ec2.addresses)
    const unknownId = AllocationIds.find((id) => !here.ec2.addresses[id])
    if (unknownId !== undefined) throw ec2Errors.noSuchAllocation(unknownId)
    const unknownIp = PublicIps.find((ip) => !all.some((address) => address.PublicIp === ip))
    if (unknownIp !== undefined) throw ec2Errors.noSuchAddress(unknownIp)
    const named = all.filter(
      (address) =>
        (AllocationIds.length === 0 || AllocationIds.includes(address.AllocationId)) &&
        (PublicIps.length === 0 || PublicIps.includes(address.PublicIp)),
    )
    const found = applyFilters(named, Filters, {
      fields: {
        'allocation-id': (address) => address.AllocationId,
        'association-id': (address) => address.AssociationId,
        domain: (address) => address.Domain,
        'instance-id': (address) => address.InstanceId,
        'network-border-group': (address) => address.NetworkBorderGroup,
        'network-interface-id': (address) => address.NetworkInterfaceId,
        'private-ip-address': (address) => address.PrivateIpAddress,
        'public-ip': (address) => address.PublicIp,
      },
      tagsOf: (address) => address.Tags,
    })
    return { Addresses: found.map(({ Tags, ...address }) => ({ ...address, ...(Tags.length > 0 && { Tags }) })) }
  },
})
