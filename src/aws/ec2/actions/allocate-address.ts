import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'
import { ec2Id } from '../ids.ts'
import { newPublicIp } from '../instances.ts'
import { tagsFor, type TagSpecification } from '../tag-specifications.ts'

const MAX_ADDRESSES = 5

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AllocateAddress.html */
export const allocateAddress = defineAction<{
  Domain?: string
  NetworkBorderGroup?: string
  TagSpecifications?: TagSpecification[]
}>({
  name: 'AllocateAddress',
  unsupported: ['Address', 'PublicIpv4Pool', 'CustomerOwnedIpv4Pool', 'IpamPoolId'],
  handle(call, { TagSpecifications }) {
    const { account, region, here } = call
    const tags = tagsFor('elastic-ip', TagSpecifications)
    if (Object.keys(here.ec2.addresses).length >= MAX_ADDRESSES) throw ec2Errors.addressLimit()
    const address = {
      AllocationId: ec2Id(account, 'eipalloc'),
      PublicIp: newPublicIp(call),
      PublicIpv4Pool: 'amazon',
      NetworkBorderGroup: region,
      Domain: 'vpc' as const,
    }
    here.ec2.addresses[address.AllocationId] = { ...address, Tags: tags }
    return address
  },
})
